"""Replaying: a store that was put back from a copy gets back what was owed to people since, and only then opens.

Law: in this order, for every closed target: holds; locks and restrictions; marks of suppression, withdrawal and objection;
rectifications; erasures; anonymisations; then retention, planned for now and applied without the stages of a rollout, which
these rules had behind them; then what a foreign key refused before; then another look. A target opens when nothing was
refused and nothing is left; otherwise it stays closed and says why. Every step is an act with a journal, under one run for
each closure, so a replay that was killed goes on where it was, and what it did is counted once. Duties and holds win here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zusage.app.applying import LEASE, LEASE_FOR, Ceiling, stopped
from zusage.app.approving import clear, needs_second
from zusage.app.closing import Closure, close_target, closure_of, closures, is_closed, open_target, sign_of
from zusage.app.collecting import collect_all
from zusage.app.owing import check_store
from zusage.app.planning import make_plan_for
from zusage.app.scopes import scopes_of
from zusage.app.session import Session
from zusage.duties.rollout import Phase
from zusage.engine.apply import Application, apply_steps
from zusage.engine.replay import OwedKind, Spared, Task, lost_since, tasks_of
from zusage.engine.survey import take_survey
from zusage.keeping.conditions import Ground
from zusage.keeping.duty import far_needs, protections
from zusage.keeping.holds import held
from zusage.ledger.kinds import receipt_entry, replay_done_entry, replay_started_entry, role_id
from zusage.model.errors import ConnectorError, RefusedError, UsageError, ZusageError
from zusage.plan.act import Act, Delete, Lock, Rectify, Release, Restrict, Unlock
from zusage.plan.condition import Condition, either
from zusage.plan.connector import Limits, Order
from zusage.plan.look import Count
from zusage.plan.plan import Plan, Step
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.survey import SurveyedTarget
from zusage.plan.target import TargetId

FIRST = (Lock, Unlock, Restrict, Release)
RETENTION = "retention"
_LATER = frozenset({RefusalKind.FOREIGN_KEY, RefusalKind.CASCADE})


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a replay of one target is going to do: things owed by kind, and what retention takes as far as it shows now.

    `problem` says why it cannot be replayed now (not reachable, not set up); "" otherwise.
    """

    closure: Closure
    owed: Mapping[OwedKind, int]
    retention: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """The outcome for one target: units by kind over all attempts, and what keeps it closed (nothing: it is open)."""

    closure: Closure
    counts: Mapping[str, int]
    left: tuple[Refusal, ...] = ()

    @property
    def opened(self) -> bool:
        """Whether the target is open again."""
        return not self.left


def closed_now(session: Session, systems: Sequence[str] = ()) -> dict[TargetId, bool | None]:
    """For every target whether it is closed or would have to be (None: could not be asked). Writes nothing."""
    known = {closure.target for closure in closures(session) if not systems or closure.target.system in systems}
    found: dict[TargetId, bool | None] = dict.fromkeys(known, True)
    for surveyed in _survey(session, systems):
        if surveyed.target not in known:
            found[surveyed.target] = None if surveyed.problem else is_closed(session, surveyed.target)
    return found


def look_back(session: Session, systems: Sequence[str] = ()) -> tuple[Prospect, ...]:
    """Close what was put back from a copy, and say what a replay is going to do. Raises IntegrityError ZE79."""
    check_store(session)
    for system in systems:
        if system not in session.workspace.policy.systems:
            raise UsageError("ZE52", place=system, known=", ".join(session.workspace.policy.systems))
    surveyed = {s.target: s for s in _survey(session, systems)}
    for target, seen in surveyed.items():
        if not seen.problem and not closure_of(session, target) and (sign := _sign(session, target)):
            close_target(session, target, sign)
    closed = [closure for closure in closures(session) if not systems or closure.target.system in systems]
    plan = make_plan_for(session) if closed else None
    return tuple(_prospect(session, closure, surveyed.get(closure.target), plan) for closure in closed)


def replay(
    session: Session, closed: Sequence[Closure], ceiling: Ceiling, role: str, progress: Callable[[Batch], None]
) -> tuple[Replayed, ...]:
    """Replay these targets and open those that hold again what was owed. Raises RefusedError ZE38, ZE47."""
    check_store(session)
    role_id(role)
    if stopped(session):
        raise RefusedError("ZE38")
    if not closed:
        return ()
    holder = closed[0].run
    session.state.lease(LEASE, holder, session.now, LEASE_FOR)
    try:
        collect_all(session, [closure.target for closure in closed])
        done = tuple(_replay(session, closure, ceiling.limits(), role, progress) for closure in closed)
        session.state.records.checkpoint(session.now)
        return done
    finally:
        session.state.release(LEASE, holder)


def _replay(session: Session, closure: Closure, limits: Limits, role: str, progress: Callable[[Batch], None]) -> Replayed:
    records, policy = session.state.records, session.workspace.policy
    records.append([replay_started_entry(closure.target, closure.run, session.now, role, policy.digest, closure.copied)])
    try:
        receipts = _Replay(session, closure, limits, role, progress).through()
    except (ConnectorError, UsageError) as error:
        return Replayed(closure, {}, (Refusal(RefusalKind.UNREACHABLE, error.brief),))
    digests = {promise.id: promise.digest for promise in policy.promises}
    records.append([receipt_entry(receipt, digests.get(receipt.promise, "")) for receipt in receipts])
    collect_all(session, [closure.target])
    counts = _counted(session, closure)
    left = tuple(_left(session, receipts))
    if not left:
        records.append([replay_done_entry(closure.target, closure.run, session.now, counts, closure.copied)])
        open_target(session, closure.target)
    return Replayed(closure, counts, left)


class _Replay:
    """The way of one target from closed to open."""

    def __init__(
        self, session: Session, closure: Closure, limits: Limits, role: str, progress: Callable[[Batch], None]
    ) -> None:
        self.session, self.closure, self.limits, self.progress = session, closure, limits, progress
        self.role = role
        self.target, self.store = closure.target, session.stores.open(closure.target)
        self.scopes = scopes_of(session, closure.target)

    def through(self) -> list[Receipt]:
        """All steps in order; returns the last receipt of every act."""
        self.store.set_holds(self.scopes)
        receipts = self._apply(lambda act: isinstance(act, FIRST))
        tasks = self._tasks()
        receipts += [self._carry_out(task) for task in tasks]
        receipts += self._apply(lambda act: not isinstance(act, FIRST))
        last = {receipt.act: receipt for receipt in receipts}
        self._again([task for task in tasks if _is_later(last[task.act.id])], last)
        receipts = [receipt for receipt in last.values() if receipt.refusal is not None]
        return [*(r for r in last.values() if r.refusal is None), *receipts, *self._verify(tasks, bool(receipts))]

    def _again(self, waiting: list[Task], last: dict[str, Receipt]) -> None:
        """What a foreign key refused may go once the rows that hung on it have gone; parents after their children."""
        while waiting:
            for task in waiting:
                last[task.act.id] = self._carry_out(task)
            still = [task for task in waiting if _is_later(last[task.act.id])]
            if len(still) == len(waiting):
                return
            waiting = still

    def _tasks(self) -> tuple[Task, ...]:
        owed = lost_since(self.session.state.replay.of(self.target), self.closure.copied)
        return tasks_of(owed, self._spared())

    def _spared(self) -> Spared:
        survey = take_survey(self.session.stores, self.session.now)
        seen = next((t for t in survey.of(self.target.system) if t.target == self.target), None)
        structure = self.store.structure()
        ground = Ground(self.session.workspace.policy, seen or SurveyedTarget(self.target), structure)
        return lambda table: spared(ground, table, self.session.now)

    def _carry_out(self, task: Task) -> Receipt:
        order = Order(
            self.closure.run,
            self.session.now,
            Limits(None, None),
            task.feeds,
            self.scopes,
            lambda: stopped(self.session),
            self.progress,
            values=task.values,
        )
        try:
            return self.store.apply(task.act, order)
        except (ConnectorError, UsageError) as error:
            return _refused(self.closure, task.act, self.session.now, _as_refusal(error))

    def _apply(self, wanted: Callable[[Act], bool]) -> list[Receipt]:
        plan, steps, refused = self._due()
        may = tuple(_for_good(step) for step in steps if wanted(step.act) and step.act.promise not in refused)
        bare = Refusal(RefusalKind.UNAPPROVED, "zusage approve")
        shut = [step.act for step in steps if wanted(step.act) and step.act.promise in refused]
        done = apply_steps(replace(plan, steps=may), self.session.stores, self._application())
        return [*done, *(_refused(self.closure, act, self.session.now, bare) for act in shut)]

    def _due(self) -> tuple[Plan, tuple[Step, ...], frozenset[str]]:
        """The plan for now, its steps here that had all stages behind them, and the promises whose approval has ended.

        What a stage still holds back was not done before the restore either, so it does not keep the target closed.
        """
        plan, run = make_plan_for(self.session), self.session.workspace.policy.run
        plan = replace(plan, steps=tuple(_steps_of(plan, self.target)))
        clearance = clear(self.session, plan, self.role)
        early = {id for id, progress in clearance.progress.items() if progress.phase < Phase.ROUTINE}
        waiting = {id for id, admission in clearance.waiting().items() if admission.needs != "limit"}
        refused = frozenset(waiting - early) if needs_second(run) else frozenset[str]()
        return plan, tuple(step for step in plan.steps if step.act.promise not in early), refused

    def _application(self) -> Application:
        return Application(
            self.closure.run,
            self.session.now,
            self.limits,
            {},
            lambda target: scopes_of(self.session, target),
            lambda: stopped(self.session),
            self.progress,
            lambda _: None,
        )

    def _verify(self, tasks: Iterable[Task], refused: bool) -> Iterator[Receipt]:
        """Another question than the deeds asked: nothing to erase is left, writing again changes nothing, nothing is due."""
        for task in tasks:
            if left := self._left_of(task):
                refusal = Refusal(
                    RefusalKind.CHANGED, f"{left} of {task.kind.value} left in {getattr(task.act, 'table', '')}"
                )
                yield _refused(self.closure, task.act, self.session.now, refusal)
        for step in self._due()[1] if not refused else ():
            refusal = Refusal(RefusalKind.CHANGED, f"{step.estimate.due} still due")
            yield _refused(self.closure, step.act, self.session.now, refusal)

    def _left_of(self, task: Task) -> int:
        if isinstance(task.act, Delete):
            look = Count(f"{task.act.id}#left", task.act.table, task.act.condition)
            seen = self.store.look(look, task.feeds, self.session.now)
            return seen.numbers.get("count", 0) if seen.visible else 1
        if isinstance(task.act, Rectify):
            before = sum(self._carry_out(task).counts.values())
            return sum(self._carry_out(task).counts.values()) - before
        return 0


def _for_good(step: Step) -> Step:
    """What had been deleted before goes again without a way back: its window was open once."""
    return replace(step, act=replace(step.act, undo=None)) if isinstance(step.act, Delete) else step


def spared(ground: Ground, table: str, now: datetime) -> Condition | None:
    """Rows of a table that a hold or a duty keeps now; None for a table that is not there."""
    if table not in ground.structure.tables:
        return None
    kept = [held(ground.uses, ground.structure, table)]
    kept += [protection.condition for protection in protections(ground, table, now)]
    kept += [condition for _, condition in far_needs(ground, table, now)]
    return either(*kept)


def _prospect(session: Session, closure: Closure, seen: SurveyedTarget | None, plan: Plan | None) -> Prospect:
    owed = lost_since(session.state.replay.of(closure.target), closure.copied)
    counts = Counter(one.kind for one in owed)
    retention = sum(step.estimate.due for step in _steps_of(plan, closure.target)) if plan is not None else 0
    problem = seen.problem if seen is not None else "gone from the registry"
    return Prospect(closure, dict(counts), retention, problem)


def _survey(session: Session, systems: Sequence[str]) -> Iterator[SurveyedTarget]:
    for surveyed in take_survey(session.stores, session.now).targets:
        if not surveyed.absent and surveyed.expected and (not systems or surveyed.target.system in systems):
            yield surveyed


def _sign(session: Session, target: TargetId) -> str:
    try:
        return sign_of(session, target)
    except (ConnectorError, UsageError):
        return ""


def _steps_of(plan: Plan, target: TargetId) -> Iterator[Step]:
    return (step for step in plan.steps if step.target == target)


def _counted(session: Session, closure: Closure) -> dict[str, int]:
    """What this run did to the target, by kind, from the ledger: over all attempts, each batch once."""
    counts: Counter[str] = Counter()
    for record in session.state.records.read("batch"):
        if record.body["run"] == closure.run and record.body["target"] == str(closure.target):
            kind = str(record.body["act"]).split(":")[1] if str(record.body["act"]).startswith("replay:") else RETENTION
            counts[kind] += sum(record.body["counts"].values())
    return dict(counts)


def _left(session: Session, receipts: Iterable[Receipt]) -> Iterator[Refusal]:
    """What keeps a target closed. That a log is held open by its writer is told, not waited for: nobody could change it."""
    for receipt in receipts:
        is_log = session.workspace.policy.systems[receipt.target.system].connector == "logfiles"
        if receipt.refusal is not None and not (is_log and receipt.refusal.kind is RefusalKind.UNABLE):
            yield receipt.refusal


def _is_later(receipt: Receipt) -> bool:
    return receipt.refusal is not None and receipt.refusal.kind in _LATER


def _refused(closure: Closure, act: Act, at: datetime, refusal: Refusal) -> Receipt:
    return Receipt(closure.target, closure.run, act.id, act.promise, {}, 0, at, refusal)


def _as_refusal(error: ZusageError) -> Refusal:
    transient = isinstance(error, ConnectorError) and error.transient
    return Refusal(RefusalKind.TIMEOUT if transient else RefusalKind.UNABLE, error.brief)
