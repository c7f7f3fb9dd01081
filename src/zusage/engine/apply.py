"""Apply: run the acts of a plan, target by target, behind every guard rail that does not need the store itself.

Law: nothing starts unless the plan is for now, for this policy, and for exactly these stores; an act that is refused stops
its promise on its target only; a target that fails does not stop the fleet. Order of destruction: files and external
copies first, the row that points to them last, so that a crash leaves too much, never too little. Every batch is journaled
by the store that did it; `zusage.engine.collect` moves journals into the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zusage.engine.fleet import each_target
from zusage.engine.measure import fill_feeds
from zusage.engine.reaching import judged
from zusage.engine.stores import Stores
from zusage.model.errors import ConnectorError, RefusedError, UsageError, ZusageError
from zusage.plan.act import Act, Clear, Delete, Drop, Release, Replace, Restrict, Shorten
from zusage.plan.condition import Feed, feeds_of
from zusage.plan.connector import Brakes, Gated, HeldScope, Limits, Order, Quarantine
from zusage.plan.look import Count
from zusage.plan.plan import Plan, PlannedTarget, Step, moments_digest
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.target import TargetId

VALID_FOR = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(seconds=60)
STAYS = Refusal(RefusalKind.CHANGED, "another store of this instance could not be ended")


@dataclass(frozen=True, slots=True)
class Application:
    """How a plan is to be run: the run's id, now, ceilings per promise, holds per target and the callbacks."""

    run: str
    now: datetime
    limits: Limits
    ceilings: Mapping[str, Limits]
    holds: Callable[[TargetId], tuple[HeldScope, ...]]
    stopped: Callable[[], bool]
    progress: Callable[[Batch], None]
    finished: Callable[[Receipt], None]
    leaving: Callable[[TargetId], None] = lambda _: None
    """Called before a target is dropped, because its journal goes with it."""
    last: frozenset[TargetId] = frozenset()
    """The store of every ending instance that goes last: only then the registry may call the instance ended."""
    ended: Callable[[], str] = lambda: ""
    """Why the run has to end now (window closed, run time over), or ""; asked before each act and between batches."""
    brakes: Brakes = Brakes()
    """When a store has to be left alone for a while."""
    secrets: Callable[[Act, TargetId], Mapping[str, bytes]] = lambda _act, _target: {}
    """The secrets that an act needs, made when they are first needed; a run that is resumed gets the same."""
    quarantine: Callable[[Act, TargetId], Quarantine | None] = lambda _act, _target: None
    """Where an act sets rows aside that can be put back, or takes them from."""
    forget: Callable[[Act, TargetId], None] = lambda _act, _target: None
    """Destroys the secrets of an act that has ended, but for those that a declaration gives a longer life."""


def check_plan(plan: Plan, policy_digest: str, now: datetime, last_run: datetime | None, every: timedelta) -> None:
    """Refuse a plan that is not for now. Raises RefusedError.

    ZE34 for a moment in the future, ZE35 for a plan older than 24 hours, ZE50 for another policy, ZE36 when the clock ran
    backwards or jumped ahead by more than three run intervals since the last run.
    """
    if plan.as_of > now + CLOCKS_DIFFER:
        raise RefusedError("ZE34", as_of=plan.as_of.isoformat())
    if now - plan.made_at > VALID_FOR:
        raise RefusedError("ZE35", made_at=plan.made_at.isoformat())
    if plan.policy != policy_digest:
        raise RefusedError("ZE50", planned=plan.policy[:12], now=policy_digest[:12])
    if last_run is not None and now < last_run - CLOCKS_DIFFER:
        raise RefusedError("ZE36", direction="back", last=last_run.isoformat())
    if last_run is not None and now - last_run > 3 * every + timedelta(days=1):
        raise RefusedError("ZE36", direction="ahead", last=last_run.isoformat())


def apply_steps(plan: Plan, stores: Stores, application: Application) -> list[Receipt]:
    """Run all steps: phases of equal system in plan order; within a fleet, targets at once. Never raises for one target."""
    known = {planned.target: planned for planned in plan.targets}
    ends = {step.target.instance: step.target for step in plan.steps if isinstance(step.act, Drop)}
    application = replace(application, last=frozenset(ends.values()))
    last = {step.target.instance: step.target for step in plan.steps if isinstance(step.act, Drop)}
    receipts: list[Receipt] = []
    for phase in _phases(plan.steps):
        staying = {r.target.instance for r in receipts if r.refusal is not None and r.act in _drops(plan.steps)}
        receipts.extend(_refused(step, application, STAYS) for step in phase if _ends(step, staying))
        kept = _kept(plan, phase, staying, stores, application)
        receipts.extend(_refused(s, application, kept[s.target.instance]) for s in phase if _ends(s, set(kept)))
        staying |= set(kept)
        by_target: dict[TargetId, list[Step]] = {}
        for step in phase:
            if not _ends(step, staying):
                by_target.setdefault(step.target, []).append(step)
        targets = list(by_target)
        work = [(known[target], by_target[target]) for target in targets]
        results = each_target(lambda item: _target(item[0], item[1], stores, application, last), work)
        for (planned, steps), result in zip(work, results, strict=True):
            done = (
                [_failed(step, planned, application, result) for step in steps]
                if isinstance(result, ZusageError)
                else result
            )
            receipts.extend(done)
    return receipts


def _drops(steps: Sequence[Step]) -> set[str]:
    return {step.act.id for step in steps if isinstance(step.act, Drop)}


def _ends(step: Step, instances: set[str]) -> bool:
    """Whether the step ends one of these instances; an instance ends in all its stores or in none."""
    return isinstance(step.act, Drop) and step.target.instance in instances


def _kept(
    plan: Plan, phase: Sequence[Step], staying: set[str], stores: Stores, application: Application
) -> dict[str, Refusal]:
    """Instances in whose other stores a hold or a duty has appeared: asked before the first of their stores goes."""
    ending = {step.target.instance for step in phase if isinstance(step.act, Drop)} - staying
    later = [s for s in plan.steps if isinstance(s.act, Drop) and s.target.instance in ending and s not in phase]
    found: dict[str, Refusal] = {}
    for step in later:
        if step.target.instance not in found and (refusal := _spared(step, stores, application)):
            found[step.target.instance] = refusal
        stores.release(step.target)
    return found


def _spared(step: Step, stores: Stores, application: Application) -> Refusal | None:
    if application.holds(step.target):
        return Refusal(RefusalKind.HOLD, "a hold covers the instance")
    for table, condition in (step.act.spares if isinstance(step.act, Drop) else None) or ():
        try:
            seen = stores.open(step.target).look(Count(step.act.id, table, condition), {}, application.now)
        except (ConnectorError, UsageError) as error:
            return _as_refusal(error)
        if not seen.visible or seen.numbers.get("count", 0):
            return Refusal(RefusalKind.DUTY, table)
    return None


def _phases(steps: Sequence[Step]) -> Iterable[list[Step]]:
    """Consecutive steps of one system form a phase; phases run one after the other."""
    phase: list[Step] = []
    for step in steps:
        if phase and phase[-1].target.system != step.target.system:
            yield phase
            phase = []
        phase.append(step)
    if phase:
        yield phase


def _target(
    planned: PlannedTarget, steps: list[Step], stores: Stores, application: Application, last: Mapping[str, TargetId]
) -> list[Receipt]:
    connector = stores.open(planned.target)
    try:
        if problem := _changed(planned, stores):
            return [_refused(step, application, problem) for step in steps]
        connector.set_holds(application.holds(planned.target))
        receipts: list[Receipt] = []
        refused: set[str] = set()
        for step in steps:
            receipt = _step(step, planned, stores, application, refused)
            if receipt.refusal is None and isinstance(step.act, Drop) and last[step.target.instance] == step.target:
                bury(step.target, stores)
            receipts.append(receipt)
            application.finished(receipt)
        return receipts
    finally:
        if planned.target.instance:
            stores.release(planned.target)


def _changed(planned: PlannedTarget, stores: Stores) -> Refusal | None:
    connector = stores.open(planned.target)
    identity = connector.identity()
    if not identity.writable:
        return Refusal(RefusalKind.UNABLE, "the store is read-only or in recovery")
    if identity != planned.identity:
        return Refusal(RefusalKind.CHANGED, "this is not the store that was planned for (clone, failover or restore)")
    if connector.fingerprint() != planned.structure:
        return Refusal(RefusalKind.CHANGED, "the structure changed since the plan was made")
    if planned.target.instance and moments_digest(stores.registered(planned.target)) != planned.registry:
        return Refusal(RefusalKind.CHANGED, "the registry row of the instance changed since the plan was made")
    return None


def _step(step: Step, planned: PlannedTarget, stores: Stores, application: Application, refused: set[str]) -> Receipt:
    act = step.act
    if act.promise in refused:
        return _refused(step, application, Refusal(RefusalKind.CHANGED, "an earlier act of this promise was refused"))
    if application.stopped():
        return _refused(step, application, Refusal(RefusalKind.STOPPED, "stop flag"))
    if reason := application.ended():
        return _refused(step, application, Refusal(RefusalKind.WINDOW, reason))
    try:
        holds = application.holds(step.target)
        order = Order(
            application.run,
            application.now,
            application.ceilings.get(act.promise, application.limits),
            fill_feeds(stores, _feeds(act)),
            holds,
            lambda: application.stopped() or _is_held_since(step.target, stores, application, holds),
            application.progress,
            _remover(step.target, stores, application),
            planned.identity,
            planned.structure,
            ended=application.ended,
            brakes=application.brakes,
            keys=application.secrets(act, step.target),
            quarantine=application.quarantine(act, step.target),
        )
        if isinstance(act, Drop):
            application.leaving(step.target)
        receipt = stores.open(step.target).apply(act, order)
        application.forget(act, step.target)
        if isinstance(act, Replace):
            receipt = judged(act, receipt, stores.open(step.target), order.feeds, application.now)
    except (ConnectorError, UsageError) as error:
        receipt = _refused(step, application, _as_refusal(error))
    if receipt.refusal is not None:
        refused.add(act.promise)
    elif isinstance(act, Drop) and step.target in application.last:
        bury(step.target, stores)
    return receipt


def _is_held_since(target: TargetId, stores: Stores, application: Application, holds: tuple[HeldScope, ...]) -> bool:
    """Whether a hold has come since the act began, on a store that cannot ask for it itself: the rest waits."""
    return not isinstance(stores.open(target), Gated) and not set(application.holds(target)) <= set(holds)


def bury(target: TargetId, stores: Stores) -> None:
    """Write the tombstone only after the last store of the instance is gone: the registry row is the last pointer to it."""
    place = stores.place(target)
    each = place.system.each
    if each is None or not each.on_drop:
        return
    registry = stores.open(TargetId(each.system))
    registry.mark(each.table, (each.key, place.row[each.key]), dict(each.on_drop))


def _remover(target: TargetId, stores: Stores, application: Application) -> Callable[[str, str], None]:
    """Removes the file of a row in another system of the same instance, by its path, before the row goes.

    That system may have no step of its own in this run, so it is told its holds here.
    """
    told: dict[str, object] = {}

    def remove(system: str, path: str) -> None:
        there = TargetId(system, target.instance)
        connector = stores.open(there)
        if told.get(system) is not connector:
            connector.set_holds(application.holds(there))
            told[system] = connector
        remove_file = getattr(connector, "remove_file", None)
        if remove_file is None:
            raise ConnectorError("ZE44", system=system, reason="cannot remove single files")
        remove_file(path, application.run)

    return remove


def _feeds(act: Act) -> tuple[Feed, ...]:
    return feeds_of(act.condition) if isinstance(act, Delete | Clear | Shorten | Replace | Restrict | Release) else ()


def _refused(step: Step, application: Application, refusal: Refusal) -> Receipt:
    return Receipt(step.target, application.run, step.act.id, step.act.promise, {}, 0, application.now, refusal)


def _failed(step: Step, planned: PlannedTarget, application: Application, error: ZusageError) -> Receipt:
    return _refused(step, application, Refusal(RefusalKind.UNREACHABLE, f"{error.code} {planned.target.system}"))


def _as_refusal(error: ZusageError) -> Refusal:
    transient = isinstance(error, ConnectorError) and error.transient
    return Refusal(RefusalKind.TIMEOUT if transient else RefusalKind.UNABLE, error.brief)
