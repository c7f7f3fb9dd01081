"""Applying: run a plan, collect what happened, seal it.

Law: one run at a time (a lease in our own state, renewed while it moves). A saved plan that was interrupted is taken up
again under its own run, so that no batch is done or counted twice. What runs before this one did, killed ones too, is
collected first; a target that turns out to have been restored is told and left alone in this run. Nothing is applied that
was not planned, and a plan is judged again by the stores batch by batch. A run with nothing to do is a run too.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from threading import Lock
from time import monotonic

from zusage.app.collecting import collect_all, collect_one
from zusage.app.history import read_history
from zusage.app.scopes import scopes_of
from zusage.app.session import Session
from zusage.engine.apply import Application, apply_steps, check_plan
from zusage.engine.survey import NO_PROBE
from zusage.ledger.kinds import (
    plan_applied_entry,
    plan_approved_entry,
    policy_entry,
    receipt_entry,
    run_finished_entry,
    run_started_entry,
)
from zusage.model.canonical import encode
from zusage.model.errors import ConnectorError, RefusedError, UsageError
from zusage.plan.connector import Limits
from zusage.plan.plan import Plan, Step
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.target import TargetId
from zusage.verdict.judge import hours_of

LEASE = "apply"
LEASE_FOR = timedelta(minutes=30)
RENEW_AFTER = 20.0
STOP = ("stop", "all")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How much one run may do per act and target; the larger of rows and share counts unless one was given."""

    max_rows: int | None = None
    max_share: float | None = None

    def limits(self) -> Limits:
        """As limits for connectors."""
        if self.max_rows is None and self.max_share is None:
            return Limits()
        return Limits(max_rows=self.max_rows, max_share=self.max_share)


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome of a run."""

    run: str
    resumed: bool
    receipts: tuple[Receipt, ...]
    new_batches: int
    restored: tuple[TargetId, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[Receipt, ...]:
        """Receipts with a refusal."""
        return tuple(receipt for receipt in self.receipts if receipt.refusal is not None)

    def count(self) -> int:
        """Units done, over all tables."""
        return sum(sum(receipt.counts.values()) for receipt in self.receipts)


def apply_plan(
    session: Session,
    plan: Plan,
    ceiling: Ceiling,
    role: str,
    progress: Callable[[Batch], None],
    *,
    clock_confirmed: bool = False,
) -> Applied:
    """Run `plan`. Raises RefusedError (ZE34, ZE35, ZE36, ZE38, ZE47, ZE50) before anything is changed."""
    policy = session.workspace.policy
    history = read_history(session.state)
    last = None if clock_confirmed or not history.runs else history.runs[-1].at
    check_plan(plan, policy.digest, session.now, last, hours_of(policy.run.every))
    if stopped(session):
        raise RefusedError("ZE38")
    open_run = unfinished_run(session, plan)
    run = open_run or f"{session.now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    session.state.lease(LEASE, run, session.now, LEASE_FOR)
    try:
        return _run(session, plan, run, bool(open_run), ceiling.limits(), role, progress)
    finally:
        session.state.release(LEASE, run)


def stopped(session: Session) -> bool:
    """Whether the stop flag of our own state is up (targets have one of their own)."""
    return session.state.vault.get(*STOP) is not None


def unfinished_run(session: Session, plan: Plan) -> str:
    """The id of the last run of this very plan when it never finished, else ""."""
    finished = {str(record.body["run"]) for record in session.state.records.read("run_finished")}
    started = [r.body for r in session.state.records.read("run_started") if r.body.get("plan") == plan.digest]
    return str(started[-1]["run"]) if started and str(started[-1]["run"]) not in finished else ""


def _run(
    session: Session, plan: Plan, run: str, resumed: bool, limits: Limits, role: str, progress: Callable[[Batch], None]
) -> Applied:
    policy, records = session.workspace.policy, session.state.records
    content = session.state.archive.put("policy", encode(policy))
    targets = [planned.target for planned in plan.targets if not planned.problem]
    before = collect_all(session, targets)
    records.append(
        [
            policy_entry(policy.digest, session.now, content, len(policy.promises)),
            plan_approved_entry(plan.digest, session.now, plan.policy, plan.as_of, role, _ceilings(limits)),
            run_started_entry(run, session.now, policy.digest, role, targets, version("zusage"), plan=plan.digest),
        ]
    )
    steps, back = _without(plan, before.restored)
    receipts = [_restored(step, run, session.now) for step in back]
    receipts += apply_steps(replace(plan, steps=steps), session.stores, _application(session, run, limits, progress))
    gone = {receipt.target for receipt in receipts if receipt.counts.get("database")}
    after = collect_all(session, [step.target for step in steps if step.target not in gone])
    digests = {promise.id: promise.digest for promise in policy.promises}
    records.append([receipt_entry(receipt, digests.get(receipt.promise, "")) for receipt in receipts])
    missed = {str(p.target): p.problem for p in plan.targets if p.problem and not p.problem.startswith(NO_PROBE)}
    visited = [target for target in targets if target not in before.restored]
    records.append([plan_applied_entry(plan.digest, run, session.now, policy.digest)])
    records.append([run_finished_entry(run, session.now, visited, missed)])
    records.checkpoint(session.now)
    restored = before.restored + after.restored
    return Applied(run, resumed, tuple(receipts), before.fresh + after.fresh, restored, tuple(missed))


def _application(session: Session, run: str, limits: Limits, progress: Callable[[Batch], None]) -> Application:
    lease = _Lease(session, run)

    def moved(batch: Batch) -> None:
        lease.renew()
        progress(batch)

    return Application(
        run,
        session.now,
        limits,
        {},
        lambda target: scopes_of(session, target),
        lambda: not lease.renew() or stopped(session),
        moved,
        lambda _: None,
        lambda target: _leave(session, target),
    )


class _Lease:
    """The right to run, renewed while the run moves; who lost it stops before the next batch."""

    def __init__(self, session: Session, run: str) -> None:
        self._session, self._run, self._begun = session, run, monotonic()
        self._renewed, self._lost = self._begun, False
        self._lock = Lock()

    def renew(self) -> bool:
        """Renew when some time has passed; False when another run has taken over."""
        with self._lock:
            if monotonic() - self._renewed < RENEW_AFTER or self._lost:
                return not self._lost
            self._renewed = monotonic()
            moment = self._session.now + timedelta(seconds=self._renewed - self._begun)
            try:
                self._session.state.lease(LEASE, self._run, moment, LEASE_FOR)
            except RefusedError:
                self._lost = True
            return not self._lost


def _leave(session: Session, target: TargetId) -> None:
    if session.workspace.policy.systems[target.system].connector == "sql":
        collect_one(session, target)


def _without(plan: Plan, restored: tuple[TargetId, ...]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps that may run, and those on targets that were restored."""
    back = tuple(step for step in plan.steps if step.target in restored)
    return tuple(step for step in plan.steps if step.target not in restored), back


def _restored(step: Step, run: str, at: datetime) -> Receipt:
    refusal = Refusal(RefusalKind.CHANGED, "restored or cloned: look at it; the next run deletes again")
    return Receipt(step.target, run, step.act.id, step.act.promise, {}, 0, at, refusal)


def _ceilings(limits: Limits) -> dict[str, int | str]:
    return {"max_rows": limits.max_rows if limits.max_rows is not None else "", "max_share": str(limits.max_share or "")}


def set_stop(session: Session, stop: bool, moment: datetime) -> dict[TargetId, str]:
    """Raise or lower the stop flag here and in every reachable target; returns targets that could not be told."""
    from zusage.engine.survey import take_survey

    if stop:
        session.state.vault.put(*STOP, {"since": moment.isoformat()})
    else:
        session.state.vault.delete(*STOP)
    failed: dict[TargetId, str] = {}
    for surveyed in take_survey(session.stores, moment).targets:
        if surveyed.absent or surveyed.problem.startswith(NO_PROBE):
            continue
        if surveyed.problem:
            failed[surveyed.target] = surveyed.problem
            continue
        try:
            session.stores.open(surveyed.target).set_stop(stop)
        except (ConnectorError, UsageError) as error:
            failed[surveyed.target] = error.code
    return failed
