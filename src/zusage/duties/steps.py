"""Steps: planned acts and the answers of their targets become a plan.

Law: an act is a step only where its target answered and at least one unit is due, so a plan right after apply is empty.
What was not visible is not planned. Where the newest units must stay (backups), the cut-off is moved before them. Held
and protected figures count what would be due but for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from zusage.duties.figures import ALONE, BARRED
from zusage.duties.planned import PlannedAct, PlannedActs
from zusage.keeping.timing import falls_due
from zusage.plan.act import Act, Delete, Drop, Lock, Shorten, Unlock
from zusage.plan.condition import And, Before, Condition, CutOff, Or
from zusage.plan.plan import Estimate, Plan, PlannedTarget, Step, moments_digest
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy

Answers = Mapping[tuple[str, TargetId], Observation]


def make_plan(
    policy: Policy,
    survey: Survey,
    planned: PlannedActs,
    observations: Sequence[Observation],
    now: datetime,
    made_at: datetime,
) -> Plan:
    """The plan for `now`: the acts that have something to do, in order, with their estimates."""
    steps = _together(planned, [step for step, _ in _measured(policy, planned, observations, now) if step is not None])
    targets = (
        PlannedTarget(t.target, t.identity, t.fingerprint, t.problem, moments_digest(t.moments))
        for t in survey.targets
        if t.expected and not t.absent
    )
    return Plan(policy.digest, now, made_at, tuple(targets), tuple(steps))


def _together(planned: PlannedActs, steps: Sequence[Step]) -> list[Step]:
    """Without the end of an instance that cannot end in all its stores now: held in one, not reached in another."""
    ending = {(step.target, step.act.id) for step in steps}
    stuck = {(problem.promise, problem.target.instance) for problem in planned.problems if problem.target.instance}
    stuck |= {
        (act.act.promise, act.target.instance)
        for act in planned.acts
        if isinstance(act.act, Drop) and (act.target, act.act.id) not in ending
    }
    return [s for s in steps if not isinstance(s.act, Drop) or (s.act.promise, s.target.instance) not in stuck]


def forecast(
    policy: Policy, planned: PlannedActs, observations: Sequence[Observation], now: datetime
) -> tuple[tuple[PlannedAct, Estimate], ...]:
    """Estimates of all planned acts, also of those with nothing to do now: what is held back, when the next falls due."""
    return tuple((act, estimate) for step, (act, estimate) in _measured(policy, planned, observations, now) if estimate)


def unanswered(planned: PlannedActs, observations: Sequence[Observation]) -> tuple[tuple[PlannedAct, str], ...]:
    """Acts that could not be measured, and why: they are left out of the plan."""
    answers = {(o.look, o.target): o for o in observations}
    missed = []
    for act in planned.acts:
        reasons = [_reason(answers, act, look.id) for look in (*act.looks, *act.blockers)]
        if any(reasons):
            missed.append((act, next(filter(None, reasons))))
    return tuple(missed)


def barred(planned: PlannedActs, observations: Sequence[Observation]) -> tuple[tuple[PlannedAct, str], ...]:
    """Deletions that leave rows standing though they are due, and the tables whose rows hang on them."""
    counts = {(o.look, o.target): o.numbers.get("count", 0) for o in observations if o.visible}
    found = ((act, look.id) for act in planned.acts for look in act.looks if BARRED in look.id)
    return tuple((act, look.partition(BARRED)[2]) for act, look in found if counts.get((look, act.target)))


def _measured(
    policy: Policy, planned: PlannedActs, observations: Sequence[Observation], now: datetime
) -> Iterable[tuple[Step | None, tuple[PlannedAct, Estimate | None]]]:
    answers = {(o.look, o.target): o for o in observations}
    for act in planned.acts:
        estimate = _estimate(policy, planned, act, answers, now)
        kept = max(act.rule.keep_newest, policy.systems[act.target.system].keep_newest)
        deed = act.act if estimate is None else _sparing(act, kept, estimate, answers)
        if estimate is None or deed is None or estimate.due == 0:
            yield None, (act, estimate)
            continue
        deed_estimate = replace(estimate, due=min(estimate.due, max(estimate.total - kept, 0))) if kept else estimate
        step = Step(act.target, deed, deed_estimate, act.derivation) if deed_estimate.due else None
        yield step, (act, deed_estimate)


def _estimate(policy: Policy, planned: PlannedActs, act: PlannedAct, answers: Answers, now: datetime) -> Estimate | None:
    """None where something was not visible, or where a blocker has been found."""
    if isinstance(act.act, Lock | Unlock):
        return act.fixed if _changes_lock(act, answers) else None
    if any(_reason(answers, act, look.id) for look in (*act.looks, *act.blockers)):
        return None
    if act.fixed is not None:
        blocked = sum(_number(answers, act, look.id) for look in act.blockers)
        return None if blocked else act.fixed
    due = answers[f"{act.act.id}#due", act.target]
    return Estimate(
        _due(act, answers),
        _overdue(act, answers),
        due.numbers.get("total", 0),
        due.moments.get("oldest"),
        _held(planned, act, answers),
        _protected(act, answers),
        _next(policy, act, answers, now),
    )


def _changes_lock(act: PlannedAct, answers: Answers) -> bool:
    """Whether the lock is not yet as it should be; what cannot be tried is locked again, never unlocked."""
    if not act.looks:
        return True
    tried = [answers.get((look.id, act.target)) for look in act.looks]
    locked = [o is not None and o.visible and o.numbers.get("named", 0) > 0 for o in tried]
    return not all(locked) if isinstance(act.act, Lock) else any(locked)


def _due(act: PlannedAct, answers: Answers) -> int:
    if isinstance(act.act, Shorten) and (f"{act.act.id}#full", act.target) in answers:
        return _full(answers, act, "#full")
    return _number(answers, act, f"{act.act.id}#due")


def _overdue(act: PlannedAct, answers: Answers) -> int:
    if isinstance(act.act, Shorten) and (f"{act.act.id}#full_overdue", act.target) in answers:
        return _full(answers, act, "#full_overdue")
    return _number(answers, act, f"{act.act.id}#overdue")


def _full(answers: Answers, act: PlannedAct, figure: str) -> int:
    observation = answers.get((f"{act.act.id}{figure}", act.target))
    numbers = observation.numbers if observation is not None else {}
    return sum(numbers.get(shape, 0) for shape in ("ipv4_full", "ipv6_full"))


def _held(planned: PlannedActs, act: PlannedAct, answers: Answers) -> dict[str, int]:
    """What each hold alone keeps; what several keep, or a duty too, stands under all their names."""
    count = _number(answers, act, f"{act.act.id}#held")
    alone = {hold: _number(answers, act, f"{act.act.id}{ALONE}{hold}") for hold in planned.holds}
    alone = {hold: number for hold, number in alone.items() if number}
    together = {"+".join(planned.holds) or "hold": count - sum(alone.values())}
    if len(planned.holds) == 1:
        return {planned.holds[0]: count} if count else {}
    return alone | {names: number for names, number in together.items() if number > 0}


def _protected(act: PlannedAct, answers: Answers) -> dict[str, int]:
    prefix = f"{act.act.id}#protected:"
    counts = {
        look.id.removeprefix(prefix): _number(answers, act, look.id) for look in act.looks if look.id.startswith(prefix)
    }
    return {statute: count for statute, count in counts.items() if count}


def _next(policy: Policy, act: PlannedAct, answers: Answers, now: datetime) -> datetime | None:
    waiting = answers.get((f"{act.act.id}#next", act.target))
    oldest = waiting.moments.get("oldest") if waiting is not None else None
    if oldest is None:
        return None
    return falls_due(act.rule, act.stage, policy.run, oldest, now, ZoneInfo(policy.timezone))


def _number(answers: Answers, act: PlannedAct, look: str) -> int:
    observation = answers.get((look, act.target))
    return observation.numbers.get("count", 0) if observation is not None else 0


def _reason(answers: Answers, act: PlannedAct, look: str) -> str:
    """Why a look has no usable answer ("" when it has one)."""
    observation = answers.get((look, act.target))
    if observation is None:
        return "not asked"
    return "" if observation.visible else observation.reason or "not visible"


def _sparing(act: PlannedAct, kept: int, estimate: Estimate, answers: Answers) -> Act | None:
    """The act with the newest `kept` units spared; None where that cannot be said in a condition."""
    deed = act.act
    if not kept or not isinstance(deed, Delete) or estimate.total - estimate.due >= kept:
        return deed
    newest = answers[f"{deed.id}#due", act.target].moments.get("newest")
    if kept > 1 or newest is None:
        return None
    before = newest.astimezone(UTC) - timedelta(microseconds=1)
    limit = CutOff(before, (newest.astimezone(UTC) - timedelta(days=1)).date())
    return replace(deed, condition=limited(deed.condition, limit), estimate=None)


def limited(condition: Condition, limit: CutOff) -> Condition:
    """The condition with every cut-off moved to `limit` where it lies later; negated parts stay as they are."""
    match condition:
        case Before(column, cut):
            return Before(column, CutOff(min(cut.instant, limit.instant), min(cut.day, limit.day)))
        case And(parts):
            return And(tuple(limited(part, limit) for part in parts))
        case Or(parts):
            return Or(tuple(limited(part, limit) for part in parts))
        case _:
            return condition
