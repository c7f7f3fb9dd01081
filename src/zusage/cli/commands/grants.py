"""zusage grants: the exact SQL that a database administrator runs."""

from __future__ import annotations

from pathlib import Path

import click

from zusage.cli.door import env_option, now, path_option


@click.command("grants")
@path_option
@env_option
@click.option("--system", default=None, help="Only this system.")
def command(path: Path, env: str | None, system: str | None) -> None:
    """Print the SQL for the roles probe, apply and setup; runs nothing."""
    from zusage.app.granting import grant_lines
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment) as session:
        click.echo("\n".join(grant_lines(session, system)))
