"""zusage init: a commented starter declaration, by questions or from a database."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import click

from zusage.cli.door import language, now, say
from zusage.reference.authorities import LANDS


def _authority(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """The id of an authority, from its id or from the name of a Land."""
    from zusage.reference.authorities import authorities

    found = LANDS.get(value.strip().lower(), value.strip())
    if found not in authorities():
        raise click.BadParameter(", ".join(authorities()))
    return found


def _variable(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Asked before any question: a database that nobody named is told at once."""
    from zusage.model.errors import UsageError

    name = value.removeprefix("env:") if value else None
    if name and not os.environ.get(name):
        raise UsageError("ZE41", name=name)
    return name


def _email(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", value):
        raise click.BadParameter("name@example.org")
    return value


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option(
    "--from",
    "variable",
    metavar="VARIABLE",
    callback=_variable,
    is_eager=True,
    help="Name of the environment variable that holds the database URL.",
)
@click.option("--name", prompt="Firma / company", help="Name of the organisation.")
@click.option("--address", prompt="Anschrift / address", help="Street, postcode, town, country.")
@click.option("--email", prompt="E-Mail (Datenschutz) / e-mail (privacy)", callback=_email, help="Where people write.")
@click.option(
    "--authority",
    prompt="Aufsichtsbehörde / authority (Bayern, Berlin … / de/by, de/be …)",
    callback=_authority,
    help="Id of the authority, or the Land.",
)
def command(folder: Path, variable: str | None, name: str, address: str, email: str, authority: str) -> None:
    """Write zusage.yml. It deletes nothing; what could not be decided is marked DECIDE."""
    from zusage.app.proposal import SAMPLE, personal_words
    from zusage.app.starter import SHAPES, Answers
    from zusage.app.starting import start_declaration

    url = os.environ[variable] if variable else None
    begun = time.perf_counter()
    answers = Answers(name, address, email, authority, language())
    started = start_declaration(folder, answers, variable or "APP_URL", url, now())
    if found := started.proposal:
        seconds = time.perf_counter() - begun
        say(
            f"{len(found.tables)} Tabellen, {found.keys} Fremdschlüssel, {seconds:.1f} s. Kein Wert wurde gespeichert oder "
            f"angezeigt; bis zu {SAMPLE} Werte je Spalte wurden im Arbeitsspeicher angesehen.",
            f"{len(found.tables)} tables, {found.keys} foreign keys, {seconds:.1f} s. No value was stored or shown; up to "
            f"{SAMPLE} values a column were looked at in memory.",
        )
        say("Wahrscheinlich über Personen:", "About people, probably:")
        for line in personal_words(found, {shape: text.to(language()) for shape, text in SHAPES.items()}):
            click.echo(f"  {line}")
        doubts = [table.name for table in found.tables if table.doubt] + list(found.left_out)
        if doubts:
            say(f"Nicht entschieden: {', '.join(doubts)}", f"Not decided: {', '.join(doubts)}")
    lines = len(started.file.read_text().splitlines())
    say(
        f"{started.file} geschrieben: {lines} Zeilen, {started.open_points} offene Punkte (DECIDE). Sie löscht nichts. "
        "Weiter: zusage check",
        f"Wrote {started.file}: {lines} lines, {started.open_points} open points (DECIDE). It deletes nothing. "
        "Next: zusage check",
    )
