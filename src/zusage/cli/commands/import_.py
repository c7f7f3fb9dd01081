"""zusage import: what others have written, as a draft of a declaration."""

from __future__ import annotations

from pathlib import Path

import click

from zusage.cli.door import language, say


@click.command("import")
@click.argument("form", type=click.Choice(["tilt", "fideslang"]))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where the draft goes; nothing is overwritten."
)
def command(form: str, file: Path, output: Path | None) -> None:
    """Read TILT or fideslang (JSON) into a draft of a declaration. What is open stands at its top as DECIDE."""
    from zusage.app.importing import import_file, write_draft

    text = import_file(form, file, language())
    if output is None:
        click.echo(text, nl=False)
        return
    write_draft(text, output)
    open_ = sum(line.startswith("# DECIDE") for line in text.splitlines())
    say(
        f"{output}: {open_} {'offener Punkt' if open_ == 1 else 'offene Punkte'}. Weiter: zusage check {output}",
        f"{output}: {open_} open {'point' if open_ == 1 else 'points'}. Next: zusage check {output}",
    )
