"""Undoing: what a run deleted is put back while its window is open.

Law: an undo is a plan of its own, and needs an approval bound to it like one that destroys. Its rules begin anew with
observing before a row is back, so no run deletes the rows again before a person has decided. Rows come back in the reverse
order of their deletion, one journaled batch for each that was set aside, under one run per undone run: an undo that was
killed goes on where it was. A store that was restored since, or in which something is owed to a person since, is refused.

    plan = undo_plan(session, "20261122T030000-ab12cd"); undo(session, plan, "admin")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from zusage.app.applying import LEASE, LEASE_FOR, stopped
from zusage.app.approving import approvals_in_force, counts_for, operator_of
from zusage.app.collecting import collect_all
from zusage.app.quarantining import Kept, Quarantines, batches_of, end, expire, kept_runs, stored, tidy
from zusage.app.scopes import scopes_of
from zusage.app.session import Session
from zusage.engine.apply import Application, apply_steps, check_plan
from zusage.engine.survey import take_survey
from zusage.ledger.kinds import undo_done_entry, undo_started_entry
from zusage.model.errors import RefusedError
from zusage.plan.act import Restore
from zusage.plan.connector import Limits
from zusage.plan.plan import Estimate, Plan, PlannedTarget, Step, moments_digest
from zusage.plan.receipt import Batch, Receipt
from zusage.verdict.judge import hours_of


@dataclass(frozen=True, slots=True)
class Undone:
    """The outcome: receipts, and how many units are back."""

    receipts: tuple[Receipt, ...]

    @property
    def refused(self) -> tuple[Receipt, ...]:
        """What was not put back."""
        return tuple(receipt for receipt in self.receipts if receipt.refusal is not None)

    def count(self) -> int:
        """Units that are back, over all tables."""
        return sum(sum(receipt.counts.values()) for receipt in self.receipts)


def undo_plan(session: Session, run: str) -> Plan:
    """What would be put back. Raises RefusedError ZE80 where nothing can be, ZE82 where something is owed since."""
    expire(session)
    kept = [one for one in kept_runs(session.state) if one.run == run]
    if not kept:
        zone = ZoneInfo(session.workspace.policy.timezone)
        known = {one.run: one.until.astimezone(zone).strftime("%Y-%m-%d %H:%M") for one in kept_runs(session.state)}
        raise RefusedError("ZE80", run=run, known=", ".join(f"{id} ({until})" for id, until in known.items()) or "-")
    if collect_all(session, [one.target for one in kept]).restored:
        raise RefusedError("ZE83", run=run)
    began = _began(session, run)
    _refuse_owed(session, kept, began)
    survey = take_survey(session.stores, session.now)
    seen = {t.target: t for t in survey.targets}
    wanted = [seen[one.target] for one in kept if one.target in seen and not seen[one.target].problem]
    targets = (PlannedTarget(t.target, t.identity, t.fingerprint, t.problem, moments_digest(t.moments)) for t in wanted)
    there = {t.target for t in wanted}
    steps = [step for one in kept if one.target in there for step in _steps(session, one)]
    return Plan(session.workspace.policy.digest, began, session.now, tuple(targets), tuple(steps))


def is_approved(session: Session, plan: Plan, role: str) -> bool:
    """Whether an approval of exactly this plan is in force, or none is needed because all data are made up."""
    policy = session.workspace.policy
    given = (a for a in approvals_in_force(session) if a.plan == plan.digest)
    return policy.fast or any(counts_for(policy.run, approval, role) for approval in given)


def undo(session: Session, plan: Plan, role: str | None, progress: Callable[[Batch], None]) -> Undone:
    """Put it back. Raises RefusedError ZE38, ZE47, ZE81."""
    policy, records = session.workspace.policy, session.state.records
    operator = operator_of(policy.run, role)
    last = max((record.at for record in records.read("run_finished")), default=session.now)
    check_plan(plan, policy.digest, session.now, max(last, session.now), hours_of(policy.run.every))
    if stopped(session):
        raise RefusedError("ZE38")
    if not is_approved(session, plan, operator):
        raise RefusedError("ZE81", plan=plan.digest[:12])
    runs = {step.act.run for step in plan.steps if isinstance(step.act, Restore)}
    if not runs:
        return Undone(())
    run = f"{min(runs)}.undo"
    session.state.lease(LEASE, run, session.now, LEASE_FOR)
    try:
        promises = {step.act.promise for step in plan.steps}
        records.append([undo_started_entry(min(runs), session.now, operator, policy.digest, plan.digest, promises)])
        receipts = apply_steps(plan, session.stores, _application(session, run, progress))
        collect_all(session, [planned.target for planned in plan.targets])
        units: dict[str, int] = {}
        for receipt in receipts:
            units[receipt.promise] = units.get(receipt.promise, 0) + sum(receipt.counts.values())
        refused = {f"{r.target} {r.act}": f"{r.refusal.kind} {r.refusal.detail}" for r in receipts if r.refusal}
        records.append([undo_done_entry(min(runs), session.now, units, refused)])
        _end_whole(session, min(runs), plan, receipts)
        tidy(session)
        records.checkpoint(session.now)
        return Undone(tuple(receipts))
    finally:
        session.state.release(LEASE, run)


def _application(session: Session, run: str, progress: Callable[[Batch], None]) -> Application:
    return Application(
        run,
        session.now,
        Limits(None, None),
        {},
        lambda target: scopes_of(session, target),
        lambda: stopped(session),
        progress,
        lambda _: None,
        quarantine=Quarantines(session.state, run, session.now).of,
    )


def _end_whole(session: Session, run: str, plan: Plan, receipts: list[Receipt]) -> None:
    """A copy of what is back has no purpose any more."""
    left = {receipt.target for receipt in receipts if receipt.refusal is not None}
    planned = {step.target for step in plan.steps}
    for kept in kept_runs(session.state):
        if kept.run == run and kept.target in planned - left:
            end(session, kept, "undone")


def _steps(session: Session, kept: Kept) -> Iterator[Step]:
    """One step for each act, the act that ended last first."""
    files = stored(session.state, kept)
    numbers: dict[str, list[int]] = {}
    units: dict[str, int] = {}
    for act, _, number in batches_of(session.state, [kept])[kept.run, kept.target]:
        if act in kept.acts and files.file(act, number).exists():
            numbers.setdefault(act, []).append(number)
            try:
                units[act] = units.get(act, 0) + sum((files.counts(act, number) or {}).values())
            except LookupError:
                units[act] = units.get(act, 0) + 1
    for act in reversed(numbers):
        promise, table, children = kept.acts[act]
        restore = Restore(f"{act}:restore", promise, table, kept.run, act, tuple(numbers[act]), children)
        yield Step(kept.target, restore, Estimate(units[act]))


def _began(session: Session, run: str) -> datetime:
    found = [record.at for record in session.state.records.read("run_started") if record.body["run"] == run]
    return found[0] if found else session.now


def _refuse_owed(session: Session, kept: list[Kept], began: datetime) -> None:
    """What is owed to a person since the run must not be undone by putting old rows back."""
    targets = {str(one.target) for one in kept}
    for record in session.state.records.read("owed"):
        if record.at >= began and record.body["target"] in targets:
            raise RefusedError("ZE82", target=str(record.body["target"]))
