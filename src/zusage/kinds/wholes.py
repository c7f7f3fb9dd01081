"""Wholes: the observer of promises about a whole isolated instance: read-only from its end, gone after a period.

Law: an instance is judged by its registry row. One that should be gone and answers is overdue, unless a row in it is
held or under a duty; one that is gone without a tombstone cannot be told from one that is down, so it is unseen; one
that is there although the registry calls it buried is an orphan and broken. A lock counts only if the application's own
role tried to write every table and failed; where that role could take the lock away it is marked, not enforced, and not
kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zusage.keeping.conditions import Ground, instance_moment, is_observable
from zusage.keeping.duty import protections
from zusage.keeping.timing import Timing, falls_due, stage_timing
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.deadlines import backups_until, days_late, done_at, stage_of
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.plan.condition import Held
from zusage.plan.look import Count, Trial
from zusage.plan.survey import SurveyedTarget
from zusage.plan.target import TargetId
from zusage.policy.rule import Rule, Stage

_VIEWS = ("view", "materialised_view")


def ask_lock(scene: Scene) -> Iterator[Question]:
    """Try to write every table of every instance that must be read-only."""
    rule, stage = stage_of(scene.promise)
    if rule is None or stage is None:
        return
    for ground, start, timing in _instances(scene, rule, stage):
        if start is not None and start <= timing.due.instant and scene.policy.systems[ground.system].connector == "sql":
            for name in _tables(ground):
                yield Question(ground.target.target, Trial(f"trial:{name}", name, _locking(scene, rule)))


def weigh_lock(scene: Scene, evidence: Evidence) -> Judgement:
    """Whether nobody but the engine writes what has ended."""
    rule, stage = stage_of(scene.promise)
    if rule is None or stage is None or not is_observable(rule.start) or not rule.whole:
        return conclude(evidence, (), Finding(unproven="start_unseen"), asks=False)
    late = {
        g.target.target
        for g, start, timing in _instances(scene, rule, stage)
        if start is not None and start <= timing.overdue.instant
    }
    trials = starting(evidence, "trial:")
    open_late = {t.target for t in trials if t.target in late and t.numbers.get("stopped", 0) < t.numbers.get("tried", 0)}
    bypass = total(trials, "bypass")
    due = len({t.target for t in trials})
    untried = bool(trials) and any(not t.numbers.get("tried", 0) for t in trials)
    return conclude(
        evidence,
        _sql(scene, rule),
        Finding(
            "writable" if open_late else "",
            "marked_not_enforced" if bypass else "nothing_tried" if untried else "",
            {"overdue": len(open_late), "examined": due, "tried": total(trials, "tried")},
            not_due=not due,
        ),
        asks=bool(due),
    )


def ask_drop(scene: Scene) -> Iterator[Question]:
    """What could hold back an instance that should be gone."""
    rule, stage = stage_of(scene.promise)
    if rule is None or stage is None:
        return
    for ground, start, timing in _instances(scene, rule, stage):
        if start is None or start > timing.overdue.instant:
            continue
        for name in _tables(ground):
            key = ground.structure.tables[name].key
            yield Question(ground.target.target, Count(f"held:{name}", name, Held(name, key[0] if key else "")))
            for protection in protections(ground, name, scene.now):
                yield Question(
                    ground.target.target, Count(f"protected:{protection.statute}:{name}", name, protection.condition)
                )


def weigh_drop(scene: Scene, evidence: Evidence) -> Judgement:
    """Whether every instance whose time has passed is gone."""
    rule, stage = stage_of(scene.promise)
    if rule is None or stage is None or not is_observable(rule.start):
        return conclude(evidence, (), Finding(unproven="start_unseen"), asks=False)
    late: dict[TargetId, datetime] = {}
    waiting: list[datetime] = []
    for ground, start, timing in _instances(scene, rule, stage):
        if start is not None and start <= timing.overdue.instant:
            late[ground.target.target] = start
        elif start is not None:
            waiting.append(start)
    excused = {o.target for o in (*starting(evidence, "held:"), *starting(evidence, "protected:")) if o.numbers.get("count")}
    overdue = {target: start for target, start in late.items() if target not in excused}
    orphans = [t for system in rule.whole for t in scene.survey.of(system) if _is_orphan(t)]
    done = done_at(scene.promise, scene.policy, evidence)
    moments = backups_until(rule, done, scene.now) | ({"done": done} if done else {})
    numbers = {"overdue": len({t.instance for t in overdue}), "orphans": len(orphans), "examined": _count(scene, rule)}
    if overdue:
        moments["oldest"] = min(overdue.values())
        numbers["days"] = days_late(rule, stage, min(overdue.values()), scene.now, scene.policy)
    return conclude(
        evidence,
        rule.whole,
        Finding(
            "orphan_instances" if orphans else "overdue_instances" if overdue else "",
            "",
            numbers,
            {"tables": ", ".join(rule.whole)},
            moments,
            _exceptions(evidence),
            next=_next(scene, rule, stage, waiting),
            not_due=not late and done is None,
        ),
        asks=False,
    )


def _instances(scene: Scene, rule: Rule, stage: Stage) -> Iterator[tuple[Ground, datetime | None, Timing]]:
    for system in rule.whole:
        for ground in scene.grounds(system):
            if ground.target.expected:
                timing = stage_timing(rule, stage, scene.policy.run, scene.now, ground.zone)
                yield ground, instance_moment(ground, rule.start), timing


def _locking(scene: Scene, rule: Rule) -> str:
    """The promise whose lock must stop the writer: the copied rule's where this one is a copy."""
    from zusage.kinds.deadlines import twins

    return min(twins(scene.promise, scene.policy), default=scene.promise.id) if rule.same_as else scene.promise.id


def _tables(ground: Ground) -> tuple[str, ...]:
    return tuple(n for n, t in sorted(ground.structure.tables.items()) if t.kind not in _VIEWS)


def _sql(scene: Scene, rule: Rule) -> tuple[str, ...]:
    return tuple(s for s in rule.whole if s in scene.policy.systems and scene.policy.systems[s].connector == "sql")


def _is_orphan(target: SurveyedTarget) -> bool:
    return not target.expected and not target.problem and target.structure is not None


def _count(scene: Scene, rule: Rule) -> int:
    return len({t.target.instance for system in rule.whole for t in scene.survey.of(system)})


def _exceptions(evidence: Evidence) -> dict[str, int]:
    found: dict[str, int] = {}
    for observation in starting(evidence, "protected:"):
        statute = observation.look.removeprefix("protected:").rpartition(":")[0]
        if observation.numbers.get("count"):
            found[statute] = found.get(statute, 0) + observation.numbers["count"]
    if held := total(starting(evidence, "held:")):
        found["+".join(sorted(h.id for h in evidence.history.holds)) or "hold"] = held
    return found


def _next(scene: Scene, rule: Rule, stage: Stage, waiting: list[datetime]) -> datetime | None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(scene.policy.timezone)
    dates = [falls_due(rule, stage, scene.policy.run, start, scene.now, zone) for start in waiting]
    return min((d for d in dates if d is not None), default=None)
