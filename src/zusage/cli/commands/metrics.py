"""zusage metrics: the heartbeat and figures as Prometheus text."""

from __future__ import annotations

from pathlib import Path

import click

from zusage.cli.door import env_option, now, path_option


@click.command("metrics")
@path_option
@env_option
def command(path: Path, env: str | None) -> None:
    """Print the figures of the last run and board; asks no store. `apply` and `board` write them to a file as well."""
    from zusage.app.metrics import metrics_text
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment) as session:
        click.echo(metrics_text(session), nl=False)
