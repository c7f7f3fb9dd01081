"""zusage stop: one flag per target that every batch reads."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zusage.cli.door import env_option, now, path_option, say


@click.command("stop")
@path_option
@env_option
@click.option("--resume", is_flag=True, help="Lower the flag again.")
@click.option("--role", default="operator", show_default=True, help="Role id that stands in the ledger; never a name.")
def command(path: Path, env: str | None, resume: bool, role: str) -> None:
    """Stop all deletions at the next batch, on every target; survives restarts."""
    from zusage.app.applying import set_stop
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace
    from zusage.ledger.kinds import stop_set_entry

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment, write=True) as session:
        failed = set_stop(session, not resume, moment)
        session.state.records.append([stop_set_entry(None, not resume, moment, role)])
    for target, problem in failed.items():
        say(f"! {target}: {problem}", f"! {target}: {problem}", err=True)
    if resume:
        say("Löschungen laufen wieder.", "Deletions run again.")
    else:
        say("Angehalten. Aufheben: zusage stop --resume", "Stopped. Lift it with: zusage stop --resume")
    sys.exit(3 if failed else 0)
