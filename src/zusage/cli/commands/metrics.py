"""zusage metrics: the heartbeat and figures as Prometheus text; printed, served, or asked for one yes or no."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zusage.cli.door import env_option, now, path_option, say

if TYPE_CHECKING:
    from zusage.app.session import Session


@click.command("metrics")
@path_option
@env_option
@click.option("--serve", metavar="[HOST:]PORT", help="Serve /metrics and /alive; on this machine only without HOST.")
@click.option("--alive", is_flag=True, help="Only say (exit code 0 or 1) whether runs come as often as declared.")
def command(path: Path, env: str | None, serve: str | None, alive: bool) -> None:
    """Print the figures of the last run and board; asks no store. `apply` and `board` write them to a file as well."""
    from zusage.app.endpoint import open_endpoint, read_address
    from zusage.app.metrics import is_alive, metrics_text

    if serve:
        host, port = read_address(serve)
        server = open_endpoint((host, port), lambda: _opened(path, env))
        address = f"{host}:{server.server_address[1]}"
        say(
            f"http://{address}/metrics und /alive, beendet mit Strg-C",
            f"http://{address}/metrics and /alive, Ctrl-C ends it",
        )
        with server:
            server.serve_forever()
    with _opened(path, env) as session:
        if not alive:
            click.echo(metrics_text(session), nl=False)
            return
        if not is_alive(session):
            say(
                "Seit zwei Intervallen kein vollständiger Lauf, oder angehalten.",
                "No complete run for two intervals, or stopped.",
            )
            sys.exit(1)
        say("Die Läufe kommen so oft, wie erklärt ist.", "Runs come as often as declared.")


@contextmanager
def _opened(path: Path, env: str | None) -> Iterator[Session]:
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment) as session:
        yield session
