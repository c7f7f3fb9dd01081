"""zusage approvals: who approved what, until when, up to how much."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say


@click.command("approvals")
@path_option
@env_option
def command(path: Path, env: str | None) -> None:
    """List approvals, the newest first."""
    from zusage.app.approving import list_approvals
    from zusage.app.session import open_session
    from zusage.app.stage_view import approval_lines
    from zusage.app.workspace import read_workspace

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    with open_session(workspace, moment) as session:
        lines = list(approval_lines(list_approvals(session), language(), ZoneInfo(workspace.policy.timezone)))
    if not lines:
        say("Keine Freigaben.", "No approvals.")
    for line in lines:
        click.echo(line)
