"""zusage replay: after a restore, put back what was owed to people and open the store; --check asks only."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say

CLOSED = 5


@click.command("replay")
@path_option
@env_option
@click.option("--system", "systems", multiple=True, help="Only this system (may be repeated).")
@click.option(
    "--check", is_flag=True, help="Change nothing: exit 0 when all is open, 5 when something is closed, 3 when unknown."
)
@click.option("--yes", is_flag=True, help="Do not ask. Ceilings and all other guard rails stay.")
@click.option("--max-rows", type=click.IntRange(min=1), help="Ceiling for what is due by retention, per act and target.")
@click.option("--max-share", type=click.FloatRange(0, 1), help="The same as a share of the table, 0 to 1.")
@click.option("--role", default="operator", show_default=True, help="Role id that stands in the ledger; never a name.")
def command(
    path: Path,
    env: str | None,
    systems: tuple[str, ...],
    check: bool,
    yes: bool,
    max_rows: int | None,
    max_share: float | None,
    role: str,
) -> None:
    """After a restore: put back what was owed to people since, then open the store."""
    from zusage.app.applying import Ceiling
    from zusage.app.replay_view import check_lines, prospect_lines, replayed_lines
    from zusage.app.replaying import closed_now, look_back, replay
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    with open_session(workspace, moment, write=not check) as session:
        if check:
            found = closed_now(session, systems)
            click.echo("\n".join(check_lines(found, language())))
            sys.exit(CLOSED if any(found.values()) else 3 if None in found.values() else 0)
        prospects = look_back(session, systems)
        click.echo("\n".join(prospect_lines(prospects, moment, ZoneInfo(workspace.policy.timezone), language())))
        if not prospects:
            return
        if not yes and not _asks(len(prospects)):
            say(
                "Nichts wurde verändert; was geschlossen ist, bleibt es.",
                "Nothing was changed; what is closed stays closed.",
            )
            sys.exit(CLOSED)
        ready = [prospect.closure for prospect in prospects if not prospect.problem]
        done = replay(session, ready, Ceiling(max_rows, max_share), role, lambda _: None)
        click.echo("\n".join(replayed_lines(done, language())))
    sys.exit(1 if any(not d.opened for d in done) else 3 if len(ready) < len(prospects) else 0)


def _asks(targets: int) -> bool:
    words = (
        f"In {targets} Speichern wird GELÖSCHT, berichtigt und eingeschränkt, was geschuldet ist. Fortfahren?"
        if language() == "de"
        else f"In {targets} stores what is owed will be DELETED, rectified and restricted. Go on?"
    )
    return click.confirm(words, default=False)
