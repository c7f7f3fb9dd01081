"""zusage setup: run the set-up part of the grants with the set-up connection."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zusage.cli.door import env_option, now, path_option, say


@click.command("setup")
@path_option
@env_option
def command(path: Path, env: str | None) -> None:
    """Create journal, holds and lock guards in every target; idempotent."""
    from zusage.app.granting import set_up_targets
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment, write=True) as session:
        done, failed = set_up_targets(session)
    for target, problem in failed.items():
        say(f"! {target}: {problem}", f"! {target}: {problem}", err=True)
    many = len(done) != 1
    say(f"{len(done)} {'Ziele' if many else 'Ziel'} eingerichtet.", f"{len(done)} {'targets' if many else 'target'} set up.")
    sys.exit(3 if failed else 0)
