"""zusage publish: record which text is published, and say which one was in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say

if TYPE_CHECKING:
    from zusage.app.publications import Publication
    from zusage.app.session import Session
    from zusage.model.text import Language


DAY = click.DateTime(["%Y-%m-%d"])


@click.command("publish")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@path_option
@env_option
@click.option("--from", "since", type=DAY, help="First day on which the text is in force (default: today).")
@click.option("--until", type=DAY, help="Last day on which it is in force (default: until another version begins).")
@click.option("--role", default="operator", show_default=True, help="Role id that stands in the ledger; never a name.")
@click.option(
    "--as-is",
    nargs=2,
    metavar="DOCUMENT LANGUAGE",
    type=(str, click.Choice(["de", "en"])),
    default=None,
    help="The text was not written from this declaration.",
)
@click.option("--list", "listing", is_flag=True, help="All recorded texts.")
@click.option("--at", "day", type=DAY, help="Which text was in force on that day.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="With --at: write the texts there.")
def command(
    files: tuple[Path, ...],
    path: Path,
    env: str | None,
    since: datetime | None,
    until: datetime | None,
    role: str,
    as_is: tuple[str, str] | None,
    listing: bool,
    day: datetime | None,
    output: Path | None,
) -> None:
    """Record that exactly these files are published, or look it up: --list, --at DATE."""
    if sum((bool(files), listing, day is not None)) != 1:
        raise click.UsageError(
            "Entweder Dateien nennen, oder --list, oder --at TAG."
            if language() == "de"
            else "Name files, or --list, or --at DAY: one of the three."
        )
    from zusage.app.publications import in_force, read_publications
    from zusage.app.registering import Term, publish_files, too_soon, write_published
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    today = moment.astimezone(ZoneInfo(workspace.policy.timezone)).date()
    with open_session(workspace, moment) as session:
        if day:
            for publication, file in write_published(session, day.date(), output):
                _show([publication], session, str(file or ""))
        elif listing:
            known = read_publications(session.state)
            if not known:
                say("Kein Text ist als veröffentlicht verzeichnet.", "No text is recorded as published.")
            _show(known, session, "", in_force(known, today))
        else:
            term = Term(since.date() if since else today, until.date() if until else None)
            done = publish_files(session, files, term, role, _spoken(as_is))
            _show(done, session, "")
            for document, first in too_soon(session, done).items():
                say(
                    f"! {document}: wesentliche Änderungen sind vorher anzukündigen; frühestens gälte der Text ab {first}.",
                    f"! {document}: substantial changes are promised to be announced; the earliest day would be {first}.",
                )


def _spoken(as_is: tuple[str, str] | None) -> tuple[str, Language] | None:
    return (as_is[0], "de" if as_is[1] == "de" else "en") if as_is else None


def _show(known: Iterable[Publication], session: Session, file: str, valid: tuple[Publication, ...] = ()) -> None:
    zone = ZoneInfo(session.workspace.policy.timezone)
    recorded, none, today = (
        ("verzeichnet", "ohne Erklärung", "gilt heute")
        if language() == "de"
        else ("recorded", "no declaration", "in force today")
    )
    for p in known:
        until = p.until.isoformat() if p.until else ""
        words = [
            f"{p.document:<18} {p.language} {p.form:<5} {p.since.isoformat()} – {until:<10}",
            f"{p.policy[:12] or none}  sha256 {p.content[:16]}  {recorded} {p.recorded.astimezone(zone):%Y-%m-%d %H:%M}",
            today if p in valid else "",
            file,
        ]
        click.echo("  ".join(word for word in words if word))
