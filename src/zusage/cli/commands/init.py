"""zusage init: a commented starter declaration, by questions or from a database."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from zusage.cli.door import language, now, say


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--from", "variable", metavar="VARIABLE", help="Name of the environment variable that holds the database URL.")
@click.option("--name", prompt="Firma / company", help="Name of the organisation.")
@click.option("--address", prompt="Anschrift / address", help="Street, postcode, town, country.")
@click.option("--email", prompt="E-Mail (Datenschutz) / e-mail (privacy)", help="Where people write.")
@click.option(
    "--authority", prompt="Aufsichtsbehörde / authority (de/be, de/nw …)", default="de/be", help="Id of the authority."
)
def command(folder: Path, variable: str | None, name: str, address: str, email: str, authority: str) -> None:
    """Write zusage.yml. It deletes nothing; what could not be decided is marked DECIDE."""
    from zusage.app.proposal import personal_words
    from zusage.app.starting import Answers, start_declaration
    from zusage.model.errors import UsageError

    url = None
    if variable:
        variable = variable.removeprefix("env:")
        url = os.environ.get(variable)
        if not url:
            raise UsageError("ZE41", name=variable)
    begun = time.perf_counter()
    started = start_declaration(
        folder, Answers(name, address, email, authority, language()), variable or "APP_URL", url, now()
    )
    if started.proposal:
        tables, keys = len(started.proposal.tables), started.proposal.keys
        seconds = time.perf_counter() - begun
        say(
            f"{tables} Tabellen, {keys} Fremdschlüssel, {seconds:.1f} s. Kein Wert wurde gespeichert oder angezeigt.",
            f"{tables} tables, {keys} foreign keys, {seconds:.1f} s. No value was stored or shown.",
        )
        say("Wahrscheinlich personenbezogen:", "Personal data, probably:")
        for line in personal_words(started.proposal):
            click.echo(f"  {line}")
    say(
        f"{started.file} geschrieben, {started.open_points} offene Punkte (DECIDE). Es löscht nichts. Weiter: zusage check",
        f"Wrote {started.file}, {started.open_points} open points (DECIDE). It deletes nothing. Next: zusage check",
    )
