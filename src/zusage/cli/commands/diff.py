"""zusage diff: what changed between two declarations, for whom, and what follows from it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from zusage.cli.commands.write import FORMS
from zusage.cli.door import env_option, language, now, say


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
@env_option
@click.option("--lang", "spoken", type=click.Choice(["de", "en"]), multiple=True, help="Language of files (default: all).")
@click.option(
    "--format", "forms", type=click.Choice([*FORMS, "all"]), multiple=True,
    help="Form of the files (default: html).",
)  # fmt: skip
@click.option(
    "--effective",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which the new version takes effect: writes the messages to the people too.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False),
    help="Write report and messages there (default: build, if --format or --effective is given).",
)  # fmt: skip
@click.option(
    "--exit-code", "strict", is_flag=True, help="Exit with 1 if people must be told or asked before it takes effect."
)
def command(
    old: Path,
    new: Path,
    env: str | None,
    spoken: tuple[str, ...],
    forms: tuple[str, ...],
    effective: datetime | None,
    output: Path | None,
    strict: bool,
) -> None:
    """Compare two declarations: what changed in substance, for whom, who must be told or asked again.

    OLD and NEW are files or folders, such as a copy of the published declaration and the one that you are writing.
    """
    from zusage.app.comparing import read_comparison, write_comparison
    from zusage.app.publishing import refuse_absent
    from zusage.writer.compare.change import TITLES
    from zusage.writer.compare.whole import grouped, people_are_told

    wanted = FORMS if "all" in forms else forms or ("html",)
    refuse_absent(wanted)
    found = read_comparison(old, new, now().date(), env)
    changes = found.changes(language())
    if not changes:
        say("In der Sache hat sich nichts geändert.", "Nothing changed in substance.")
    for follows, group in grouped(changes):
        click.echo(f"{TITLES[follows].to(language())} ({len(group)})")
        for change in group:
            click.echo(f"  {change.title}   {change.thing}")
            for sign, words in (("-", change.before), ("+", change.after)):
                if words:
                    click.echo(f"    {sign} {words}")
    if output or forms or effective:
        into = output or Path("build")
        for path in write_comparison(found, spoken, wanted, effective.date() if effective else None, into):
            click.echo(str(path))
    if strict and people_are_told(changes):
        raise SystemExit(1)
