"""zusage approve: let a plan, or the routine runs of unchanged rules, destroy what is due."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say, width

if TYPE_CHECKING:
    from zusage.app.session import Session
    from zusage.duties.rollout import Approval


@click.command("approve")
@click.argument("plan_file", metavar="[PLAN]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@path_option
@env_option
@click.option("--role", required=True, help="Role that approves (an id such as management; never a name).")
@click.option("--standing", is_flag=True, help="Approve the routine runs of all rules as they are now, until --until.")
@click.option("--until", metavar="DATE", help="When it ends (a plan: within its 24 hours; --standing: within a year).")
@click.option("--max-rows", type=click.IntRange(min=1), help="Ceiling per promise and run that it names.")
@click.option("--name", default="", help="Who that is; kept in the vault, not in the ledger.")
@click.option("--revoke", metavar="ID", help="End an approval before its time.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(
    plan_file: Path | None,
    path: Path,
    env: str | None,
    role: str,
    standing: bool,
    until: str | None,
    max_rows: int | None,
    name: str,
    revoke: str | None,
    yes: bool,
) -> None:
    """Approve PLAN, or with --standing the routine runs of unchanged rules; or --revoke ID."""
    from zusage.app.approving import revoke_approval
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace
    from zusage.cli.commands.plan import parse_moment
    from zusage.model.errors import UsageError

    if not revoke and (bool(plan_file) == standing or (standing and not until)):
        raise UsageError("ZE94")
    moment = now()
    end = parse_moment(until, "--until") if until else None
    with open_session(read_workspace(path, moment.date(), env), moment) as session:
        if revoke:
            revoke_approval(session, revoke, role)
            say(f"{revoke} gilt nicht mehr.", f"{revoke} is no longer in force.")
            return
        approval = _approved(session, plan_file, role, end, max_rows, name, yes)
        if approval is None:
            say("Nichts wurde freigegeben.", "Nothing was approved.")
            return
        zone = ZoneInfo(session.workspace.policy.timezone)
        alone = "" if approval.second else ("  (ohne zweite Person)" if language() == "de" else "  (no second person)")
        ends = approval.until.astimezone(zone)
        say(
            f"{approval.id} gilt bis {ends:%d.%m.%Y %H:%M}.{alone}",
            f"{approval.id} is in force until {ends:%Y-%m-%d %H:%M}.{alone}",
        )


def _approved(
    session: Session, plan_file: Path | None, role: str, end: datetime | None, max_rows: int | None, name: str, yes: bool
) -> Approval | None:
    """Show what is approved, ask, approve."""
    from zusage.app.approving import approve_plan, approve_standing, clear
    from zusage.app.plan_view import explain_promise, plan_lines
    from zusage.app.planning import read_plan
    from zusage.app.stage_view import phase_word, phases_of, waiting_lines

    policy = session.workspace.policy
    if plan_file is None:
        asked = (
            "Die laufende Ausführung aller Regeln, so wie sie heute sind, freigeben?",
            "Approve routine runs of all rules as they are today?",
        )
        go = yes or click.confirm(asked[0 if language() == "de" else 1], default=False)
        return approve_standing(session, role, end or session.now, max_rows=max_rows, name=name) if go else None
    plan = read_plan(plan_file)
    clearance = clear(session, plan, "")
    stages = {id: phase_word(stage, language()) for id, stage in phases_of(clearance).items()}
    click.echo("\n".join(plan_lines(plan, policy.organisation.name, language(), ZoneInfo(policy.timezone), stages, width())))
    for promise in stages:
        click.echo(f"  {promise}")
        click.echo("\n".join(f"    {line}" for line in explain_promise(plan, promise, language())))
    click.echo("\n".join(line for line in waiting_lines(clearance, language())))
    asked = "Diesen Plan freigeben?", "Approve this plan?"
    if not yes and not click.confirm(asked[0 if language() == "de" else 1], default=False):
        return None
    return approve_plan(session, plan, role, until=end, max_rows=max_rows, name=name)
