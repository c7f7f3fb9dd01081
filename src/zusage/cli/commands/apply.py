"""zusage apply: do what is due. Shows, asks, works in batches, verifies, records. A run with nothing due is recorded too."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say, width
from zusage.cli.throttles import throttles

if TYPE_CHECKING:
    from zusage.app.approving import Clearance
    from zusage.app.session import Session
    from zusage.app.throttle import Throttle
    from zusage.duties.rollout import Phase
    from zusage.plan.act import Act
    from zusage.plan.plan import Plan

STAGES = ("observe", "canary", "stages", "all")


@click.command("apply")
@click.argument("plan_file", metavar="[PLAN]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@path_option
@env_option
@click.option("--yes", is_flag=True, help="Do not ask. It approves nothing; ceilings and all other guard rails stay.")
@click.option("--fresh", is_flag=True, help="Make the plan now (the default without PLAN; says so in a cron job).")
@click.option("--phase", type=click.Choice(STAGES), default="all", help="Go no further than this stage (default: all).")
@click.option(
    "--max-rows", type=click.IntRange(min=1), help="Ceiling per act and target (default: 10 000 or 5 %, the larger)."
)
@click.option("--max-share", type=click.FloatRange(0, 1), help="Ceiling as a share of the table, 0 to 1.")
@click.option("--role", default=None, help="Role id that stands in the ledger; never a name (default: the declared one).")
@click.option("--confirm-clock", is_flag=True, help="The clock is right although the last run is long ago.")
@throttles
def command(
    plan_file: Path | None,
    path: Path,
    env: str | None,
    yes: bool,
    fresh: bool,
    phase: str,
    max_rows: int | None,
    max_share: float | None,
    role: str | None,
    confirm_clock: bool,
    throttle: Throttle,
) -> None:
    """Do what is due."""
    from zusage.app.applying import Ceiling, apply_plan, check_window
    from zusage.app.approving import operator_of
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace
    from zusage.duties.rollout import Phase

    moment = now()
    at_most = Phase(STAGES.index(phase))
    workspace = read_workspace(path, moment.date(), env)
    with open_session(workspace, moment, write=True) as session:
        check_window(session)
        operator = operator_of(workspace.policy.run, role)
        plan, seen = _plan(session, None if fresh else plan_file)
        clearance, due = _shown(session, plan, seen, operator, at_most)
        decided = at_most if yes or not due else _decided(session, plan, clearance, operator, at_most, max_rows)
        if decided is None:
            say("Nichts wurde verändert.", "Nothing was changed.")
            return
        begun = time.perf_counter()
        with click.progressbar(length=due, file=sys.stderr, label="apply", hidden=not due) as bar:
            done = apply_plan(
                session,
                plan,
                Ceiling(max_rows, max_share),
                operator,
                lambda batch: bar.update(sum(batch.counts.values())),
                clock_confirmed=confirm_clock,
                at_most=decided,
                seen=seen,
                throttle=throttle,
            )
        from zusage.app.apply_view import receipt_lines
        from zusage.app.metrics import note_run, write_metrics

        click.echo("\n".join(receipt_lines(done, language())))
        note_run(session, time.perf_counter() - begun, done.new_batches)
        write_metrics(session)
    sys.exit(1 if done.refused or done.restored or done.undecided else 3 if done.missed else 0)


def _plan(session: Session, file: Path | None) -> tuple[Plan, list[tuple[str, Act]]]:
    """The saved plan, or one made now with the acts that have nothing to do."""
    from zusage.app.planning import look_ahead, read_plan

    if file:
        return read_plan(file), []
    outlook = look_ahead(session)
    return outlook.plan, [(planned.target.system, planned.act) for planned, _ in outlook.forecast]


def _shown(
    session: Session, plan: Plan, seen: list[tuple[str, Act]], operator: str, at_most: Phase
) -> tuple[Clearance, int]:
    """Show the plan with its stages; returns what it may do, and how many units are due."""
    from zusage.app.approving import clear
    from zusage.app.plan_view import plan_lines, plan_rows
    from zusage.app.stage_view import phase_word, phases_of
    from zusage.keeping.doubt import doubtful

    policy = session.workspace.policy
    clearance = clear(session, plan, operator, seen, at_most)
    stages = {id: phase_word(stage, language()) for id, stage in phases_of(clearance).items()}
    unread, zone = doubtful(policy.promises, plan.as_of.date()), ZoneInfo(policy.timezone)
    click.echo("\n".join(plan_lines(plan, policy.organisation.name, language(), zone, stages, width(), unread)))
    return clearance, sum(row.due for row in plan_rows(plan))


def _decided(
    session: Session, plan: Plan, clearance: Clearance, operator: str, at_most: Phase, max_rows: int | None
) -> Phase | None:
    """How far to go, as the person at the terminal decides; None for not at all. Where no second person approves, what they
    decide is recorded as their own approval."""
    from zusage.app.approving import approve_plan, needs_second
    from zusage.app.stage_view import waiting_lines
    from zusage.duties.rollout import Phase

    waiting = {id: a for id, a in clearance.waiting().items() if a.needs != "observe"}
    moving = clearance.fast or any(a.admitted for a in clearance.admissions.values()) or not clearance.admissions
    if needs_second(session.workspace.policy.run) or clearance.fast or not waiting:
        return at_most if not moving or _asks(sum(step.estimate.due for step in plan.steps)) else None
    click.echo("\n".join(list(waiting_lines(clearance, language()))[:-1]))
    few = all(a.phase is Phase.CANARY for a in waiting.values())
    answer = _asks_how_far(few)
    if answer == "no":
        return None
    largest = max(a.due for a in waiting.values())
    named = max_rows or (largest if answer == "all" and not few else None)
    approve_plan(session, plan, operator, max_rows=named)
    return min(at_most, Phase.CANARY) if answer == "1" else at_most


def _asks(due: int) -> bool:
    words = (
        f"{due} Einheiten werden GELÖSCHT, gekürzt oder nur lesbar. Das lässt sich nicht rückgängig machen. Fortfahren?"
        if language() == "de"
        else f"{due} units will be DELETED, shortened or made read-only. This cannot be undone. Go on?"
    )
    return click.confirm(words, default=False)


def _asks_how_far(few: bool) -> str:
    """The answer `1` (a small batch of each rule), `all` or `no`."""
    choices = click.Choice(["1", "no"] if few else ["1", "all", "no"])
    words = (
        "Das lässt sich nicht rückgängig machen. Ihre Antwort gilt als Freigabe ohne zweite Person. "
        "1 = je Regel eine kleine Probe, all = alles, no = nichts"
        if language() == "de"
        else "This cannot be undone. Your answer is recorded as an approval without a second person. "
        "1 = a small batch of each rule, all = everything, no = nothing"
    )
    return str(click.prompt(words, type=choices, default="no"))
