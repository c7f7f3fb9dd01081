"""Applying: run a plan, collect what happened, seal it.

Law: one run at a time (a lease in our own state, renewed while it moves). A saved plan that was interrupted is taken up
again under its own run, so that no batch is done or counted twice. What runs before this one did, killed ones too, is
collected first; a target that turns out to have been restored is closed, and nothing happens to it, nor to what depends on
it, until it has been replayed. Nothing is applied that was not planned, approved (`zusage.app.approving`) and let through by
its stage (`zusage.app.admitting`), and a plan is judged again by the stores batch by batch. Outside of its windows nothing
begins; a run that meets the end of one is ended after the batch. A run with nothing to do is a run too.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from threading import Lock
from time import monotonic
from zoneinfo import ZoneInfo

from zusage.app.admitting import (
    ALONG,
    ONE,
    Ceilings,
    admitted_steps,
    as_canary,
    check_ceiling,
    stage_entry,
    too_large,
)
from zusage.app.approving import Clearance, clear, operator_of
from zusage.app.closing import breathe, depending_on
from zusage.app.collecting import collect_all, collect_one
from zusage.app.history import read_history
from zusage.app.owing import forget
from zusage.app.quarantining import Quarantines, expire, tidy
from zusage.app.scopes import scopes_of
from zusage.app.secrets import Secrets
from zusage.app.session import Session
from zusage.app.throttle import AT_WILL, Throttle
from zusage.duties.rollout import Phase
from zusage.duties.windows import window_state
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
from zusage.plan.act import Act
from zusage.plan.condition import feeds_of
from zusage.plan.connector import Limits
from zusage.plan.plan import Plan, Step
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
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
    clearance: Clearance = field(default_factory=lambda: Clearance({}, {}, {}))

    @property
    def refused(self) -> tuple[Receipt, ...]:
        """Receipts with a refusal; what a canary left for a person to decide is none."""
        found = (receipt for receipt in self.receipts if receipt.refusal is not None)
        return tuple(r for r in found if r.refusal and r.refusal.kind is not RefusalKind.UNAPPROVED)

    @property
    def undecided(self) -> bool:
        """Whether something is due that waits for an approval."""
        return any(admission.needs != "observe" for admission in self.clearance.waiting().values())

    def count(self) -> int:
        """Units done, over all tables."""
        return sum(sum(receipt.counts.values()) for receipt in self.receipts)


def apply_plan(
    session: Session,
    plan: Plan,
    ceiling: Ceiling,
    role: str | None,
    progress: Callable[[Batch], None],
    *,
    clock_confirmed: bool = False,
    at_most: Phase = Phase.ROUTINE,
    seen: Iterable[tuple[str, Act]] = (),
    throttle: Throttle = AT_WILL,
) -> Applied:
    """Run `plan`, no further than `at_most`; `seen` are (system, act) that were looked at and have nothing to do.

    Raises RefusedError (ZE34, ZE35, ZE36, ZE38, ZE47, ZE50, ZE95, ZE96, ZE97) before anything is changed.
    """
    policy = session.workspace.policy
    operator = operator_of(policy.run, role)
    check_window(session)
    history = read_history(session.state)
    last = None if clock_confirmed or not history.runs else history.runs[-1].at
    check_plan(plan, policy.digest, session.now, last, hours_of(policy.run.every))
    if stopped(session):
        raise RefusedError("ZE38")
    open_run = unfinished_run(session, plan)
    run = open_run or f"{session.now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    session.state.lease(LEASE, run, session.now, LEASE_FOR)
    try:
        return _run(session, plan, _Run(run, bool(open_run), ceiling, operator, at_most, tuple(seen), throttle), progress)
    finally:
        session.state.release(LEASE, run)


def check_window(session: Session) -> None:
    """Raises RefusedError ZE96 when no run may work now."""
    policy = session.workspace.policy
    state = window_state(policy, session.now)
    if not state.open:
        opens = state.opens.astimezone(ZoneInfo(policy.timezone)).strftime("%Y-%m-%d %H:%M") if state.opens else ""
        raise RefusedError("ZE96", opens=opens, because=state.frozen.because if state.frozen else "")


@dataclass(frozen=True, slots=True)
class _Run:
    """How a run was asked for."""

    id: str
    resumed: bool
    ceiling: Ceiling
    operator: str
    at_most: Phase
    seen: tuple[tuple[str, Act], ...]
    throttle: Throttle


@dataclass(frozen=True, slots=True)
class _Throttled:
    """The limits of every act, and how gently the run works."""

    limits: Limits
    throttle: Throttle


def stopped(session: Session) -> bool:
    """Whether the stop flag of our own state is up (targets have one of their own)."""
    return session.state.vault.get(*STOP) is not None


def unfinished_run(session: Session, plan: Plan) -> str:
    """The id of the last run of this very plan when it never finished, else "".

    A restore ends it: numbers of its batches that the copy does not know would be given twice.
    """
    finished = {str(record.body["run"]) for record in session.state.records.read("run_finished")}
    back = max((record.index for record in session.state.records.read("restore_noticed")), default=-1)
    runs = (r for r in session.state.records.read("run_started") if r.index > back)
    asked = plan.digest
    started = [r.body for r in runs if r.body.get("plan") == asked]
    return str(started[-1]["run"]) if started and str(started[-1]["run"]) not in finished else ""


def _run(session: Session, plan: Plan, asked: _Run, progress: Callable[[Batch], None]) -> Applied:
    policy, records, run, role = session.workspace.policy, session.state.records, asked.id, asked.operator
    content = session.state.archive.put("policy", encode(policy))
    there = _still_there(session, plan)
    targets = [planned.target for planned in there.targets if not planned.problem]
    before = collect_all(session, targets)
    expire(session)
    clearance = clear(session, plan, role, asked.seen, asked.at_most)
    limits = asked.throttle.limits(asked.ceiling.limits())
    check_ceiling(clearance, limits)
    entries = [
        policy_entry(policy.digest, session.now, content, len(policy.promises)),
        run_started_entry(run, session.now, policy.digest, role, targets, version("zusage"), plan=plan.digest),
        stage_entry(session, run, plan, clearance),
    ]
    if clearance.fast:
        named = _ceilings(limits)
        entries.append(plan_approved_entry(plan.digest, session.now, plan.policy, plan.as_of, role, named))
    records.append(entries)
    admitted = replace(there, steps=admitted_steps(there, clearance))
    steps, back = _without(policy, admitted, before.restored)
    receipts = [_restored(step, run, session.now) for step in back]
    ceilings = Ceilings(clearance, limits, steps, asked.ceiling.max_rows)
    throttled = _Throttled(limits, asked.throttle)
    receipts += _carry_out(session, replace(plan, steps=steps), run, ceilings, throttled, progress, clearance)
    gone = {receipt.target for receipt in receipts if receipt.counts.get("database")}
    after = collect_all(session, [step.target for step in steps if step.target not in gone])
    digests = {promise.id: promise.digest for promise in policy.promises}
    Secrets(session.state, policy, run, session.now).sweep()
    tidy(session, gone)
    records.append([receipt_entry(receipt, digests.get(receipt.promise, "")) for receipt in receipts])
    missed = {str(p.target): p.problem for p in plan.targets if p.problem and not p.problem.startswith(NO_PROBE)}
    visited = [target for target in targets if target not in before.restored]
    breathe(session, [target for target in visited if target not in gone])
    forget(session)
    records.append([plan_applied_entry(plan.digest, run, session.now, policy.digest)])
    records.append([run_finished_entry(run, session.now, visited, missed)])
    records.checkpoint(session.now)
    restored = before.restored + after.restored
    fresh = before.fresh + after.fresh
    return Applied(run, asked.resumed, tuple(receipts), fresh, restored, tuple(missed), clearance)


def _carry_out(
    session: Session,
    plan: Plan,
    run: str,
    ceilings: Ceilings,
    throttled: _Throttled,
    progress: Callable[[Batch], None],
    clearance: Clearance,
) -> list[Receipt]:
    """Apply the steps; a canary that met its ceiling at once is tried with one row, and ends after it."""

    def moved(batch: Batch) -> None:
        ceilings.count(batch)
        progress(batch)

    receipts = apply_steps(plan, session.stores, _application(session, run, throttled, ceilings, moved))
    for large in too_large(receipts, clearance):
        steps = tuple(s for s in plan.steps if (s.target, s.act.id) == (large.target, large.act))
        receipts.remove(large)
        receipts += _one_batch(session, replace(plan, steps=steps), run, throttled, moved)
    return [as_canary(receipt, clearance) for receipt in receipts]


def _one_batch(
    session: Session, plan: Plan, run: str, throttled: _Throttled, progress: Callable[[Batch], None]
) -> list[Receipt]:
    """Apply a step until its first batch, of one row, is committed."""
    begun: list[Batch] = []

    def moved(batch: Batch) -> None:
        begun.append(batch)
        progress(batch)

    one = replace(throttled.limits, max_rows=ALONG, max_share=None, batch=ONE)
    application = _application(session, run, _Throttled(one, throttled.throttle), {}, moved)
    ends = replace(application, stopped=lambda: bool(begun) or application.stopped())
    return apply_steps(plan, session.stores, ends)


def _application(
    session: Session,
    run: str,
    throttled: _Throttled,
    ceilings: Mapping[str, Limits],
    progress: Callable[[Batch], None],
) -> Application:
    lease = _Lease(session, run)

    def moved(batch: Batch) -> None:
        lease.renew()
        progress(batch)

    keys = Secrets(session.state, session.workspace.policy, run, session.now)
    return Application(
        run,
        session.now,
        throttled.limits,
        ceilings,
        lambda target: scopes_of(session, target),
        lambda: not lease.renew() or stopped(session),
        moved,
        lambda _: None,
        lambda target: _leave(session, target),
        ended=throttled.throttle.ended(_end_of_window(session)),
        brakes=throttled.throttle.brakes(),
        secrets=keys.of,
        forget=keys.forget,
        quarantine=Quarantines(session.state, run, session.now).of,
    )


def _end_of_window(session: Session) -> Callable[[], str]:
    """Says why the run has to end once the window that it began in has closed."""
    until, begun = window_state(session.workspace.policy, session.now).until, monotonic()

    def ended() -> str:
        over = until is not None and session.now + timedelta(seconds=monotonic() - begun) >= until
        return "the window has closed" if over else ""

    return ended


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


def _still_there(session: Session, plan: Plan) -> Plan:
    """The plan without instances that a run of this very plan has ended already (a canary of it, or its first part)."""
    ended = {
        planned.target.instance
        for planned in plan.targets
        if planned.target.instance
        and any(batch.counts.get("database") for _, batch in session.state.notebook.entries(planned.target))
    }
    if not ended:
        return plan
    targets = tuple(planned for planned in plan.targets if planned.target.instance not in ended)
    return replace(plan, targets=targets, steps=tuple(s for s in plan.steps if s.target.instance not in ended))


def _without(policy: Policy, plan: Plan, closed: tuple[TargetId, ...]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps that may run, and those on closed targets or on what a closed target decides about."""
    shut = set(depending_on(policy, (step.target for step in plan.steps), closed))
    systems = {target.system for target in closed}
    back = [
        step.target in shut or any(feed.system in systems for feed in feeds_of(getattr(step.act, "condition", None)))
        for step in plan.steps
    ]
    steps = tuple(zip(plan.steps, back, strict=True))
    return tuple(step for step, is_back in steps if not is_back), tuple(step for step, is_back in steps if is_back)


def _restored(step: Step, run: str, at: datetime) -> Receipt:
    refusal = Refusal(RefusalKind.CHANGED, "closed since a restore, or its registry is: zusage replay")
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
