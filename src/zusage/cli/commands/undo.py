"""zusage undo: put back what a run deleted, while its undo window is open; --expire ends windows that are over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say

if TYPE_CHECKING:
    from zusage.app.session import Session
    from zusage.plan.plan import Plan


@click.command("undo")
@click.argument("run", required=False)
@path_option
@env_option
@click.option("--dry-run", is_flag=True, help="Show what would be put back; change nothing.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Save it as a plan, for zusage approve; change nothing."
)
@click.option("--expire", "only_expire", is_flag=True, help="Destroy the keys of all windows that are over.")
@click.option("--role", help="Role id that stands in the ledger; never a name.")
@click.option("--yes", is_flag=True, help="Do not ask. Approves nothing.")
def command(
    run: str | None,
    path: Path,
    env: str | None,
    dry_run: bool,
    out: Path | None,
    only_expire: bool,
    role: str | None,
    yes: bool,
) -> None:
    """Put back what RUN deleted; without RUN list what can be put back."""
    from zusage.app.quarantining import expire
    from zusage.app.session import open_session
    from zusage.app.undo_view import kept_lines, plan_lines, undone_lines
    from zusage.app.undoing import undo, undo_plan
    from zusage.app.workspace import read_workspace

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    zone = ZoneInfo(workspace.policy.timezone)
    with open_session(workspace, moment, write=bool(run) and not dry_run and out is None) as session:
        if only_expire:
            count = expire(session)
            say(f"{count} Schlüssel vernichtet.", f"{count} keys destroyed.")
        if run is None:
            click.echo("\n".join(kept_lines(session, language(), zone)))
            return
        plan = undo_plan(session, run)
        click.echo("\n".join(plan_lines(plan, language())))
        if out is not None:
            from zusage.app.planning import save_plan

            save_plan(plan, out)
        if dry_run or out is not None:
            return
        if not _decided(session, plan, role, yes=yes):
            say("Nichts wurde verändert.", "Nothing was changed.")
            return
        done = undo(session, plan, role, lambda _: None)
        click.echo("\n".join(undone_lines(done, language())))
    sys.exit(1 if done.refused else 0)


def _decided(session: Session, plan: Plan, role: str | None, *, yes: bool) -> bool:
    """Whether to go on; where nobody else approves, the answer is recorded as the operator's own approval."""
    from zusage.app.approving import approve_plan, needs_second, operator_of
    from zusage.app.undoing import is_approved

    run = session.workspace.policy.run
    operator = operator_of(run, role)
    if yes:
        return True
    due = sum(step.estimate.due for step in plan.steps)
    words = (
        f"{due} Zeilen werden zurückgeholt; ihre Regeln beginnen wieder mit dem Beobachten. Fortfahren?"
        if language() == "de"
        else f"{due} rows will be put back; their rules begin anew with observing. Go on?"
    )
    if not click.confirm(words, default=False):
        return False
    if not needs_second(run) and not is_approved(session, plan, operator):
        approve_plan(session, plan, operator)
    return True
