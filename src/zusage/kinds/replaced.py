"""Replaced: the observer of everything that must have been shortened, pseudonymised or anonymised in columns by a date.

Law: overdue are rows past their date of which one value is not yet as the rule would make it, told without any key;
held rows and rows under a duty are counted beside. Anonymised is more than a wish: it needs operators that keep no
key and no text about a person, every key destroyed, and at least `k` rows alike in all that remains of the rows, over
all rows past their date. Whoever promises to anonymise and reaches less breaks the promise, and the reason says what
was reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zusage.keeping.blanks import is_missing
from zusage.keeping.changes import (
    K,
    changes_on,
    fading,
    forgotten,
    hindrances,
    remaining_columns,
    replaces,
    stated,
    unplaced,
)
from zusage.keeping.conditions import Ground, due_condition, is_observable
from zusage.keeping.duty import protections
from zusage.keeping.holds import held
from zusage.keeping.proofs import DATES_OTHERS, dating
from zusage.keeping.timing import FOREVER
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.deadlines import Deadline, days_late, done_at, stage_of, start_gap, start_place
from zusage.kinds.scene import Finding, Scene, conclude, oldest, starting, total
from zusage.operators.catalogue import OPERATORS, PSEUDONYMISED, may_anonymise, reach
from zusage.plan.condition import Condition, Not, both, either
from zusage.plan.look import Count, Linkable, Look, Moments
from zusage.policy.rule import Action, Rule, Stage


def is_replaced(scene: Scene) -> bool:
    """Whether the promise is about values that are replaced in columns."""
    _, stage = stage_of(scene.promise)
    return stage is not None and replaces(stage) and any(_is_table(scene, unit.system) for unit in _rule(scene).units)


def ask_replaced(scene: Scene) -> Iterator[Question]:
    """What is overdue, and what can still be told apart, on all tables and targets."""
    rule, stage = stage_of(scene.promise)
    if rule is None or stage is None or not is_observable(rule.start):
        return
    for unit in rule.units:
        for ground in scene.grounds(unit.system):
            if unit.table in ground.structure.tables:
                for look in _looks(Deadline(ground, rule, stage, unit, scene.now)):
                    yield Question(ground.target.target, look)


def weigh_replaced(scene: Scene, evidence: Evidence) -> Judgement:
    """The judgement on what became of the values."""
    rule, stage = stage_of(scene.promise)
    if rule is None or stage is None or not is_observable(rule.start):
        return conclude(evidence, (), Finding(unproven="start_unseen"), asks=False)
    if not stated(stage):
        return conclude(evidence, (), Finding(unproven="no_operators"), asks=False)
    late = total(starting(evidence, "overdue:"))
    when = oldest(starting(evidence, "overdue:")) if late else None
    numbers = {"overdue": late, "examined": total(starting(evidence, "begun:"))}
    if when is not None:
        numbers["days"] = days_late(rule, stage, when, scene.now, scene.policy)
    linked = _linked(stage, evidence)
    broken = ("overdue" if when is not None else "overdue_undated") if late else _short_of(scene, stage, evidence, linked)
    facts = {"tables": ", ".join(dict.fromkeys(f"{u.system}.{u.table}" for u in rule.units)), "k": str(stage.k or K)}
    exceptions = _exceptions(evidence)
    done = done_at(scene.promise, scene.policy, evidence)
    moments = {"done": done} if done is not None else {}
    begun = total(starting(evidence, "begun:"))
    left = _each(scene, rule, lambda g, t: forgotten(g, rule, stage, t)) if stage.action is Action.PSEUDONYMISE else ()
    fades = _each(scene, rule, lambda ground, table: fading(ground, rule, stage, table))
    gap = _hindered(scene, rule, stage) or start_gap(scene, rule, evidence) or ("names_fade" if fades else "")
    numbers["blank"] = total(starting(evidence, "blank:"))
    found = Finding(
        broken or ("names_left" if left and begun else ""),
        gap,
        {**numbers, "found": linked},
        facts | {"columns": ", ".join(left or fades)},
        moments | ({"oldest": when} if when is not None else {}),
        exceptions,
        not_due=not begun and done is None,
    )
    return conclude(evidence, tuple(dict.fromkeys(u.system for u in rule.units)), found)


def _looks(deadline: Deadline) -> Iterator[Look]:
    ground, rule, table = deadline.ground, deadline.rule, deadline.unit.table
    changes, timing = changes_on(ground, deadline.stage, table), deadline.timing
    late = both(rule.where, due_condition(ground, table, rule.start, timing.overdue))
    is_held = held(ground.uses, ground.structure, table)
    duties = _duties(deadline)
    free = both(late, Not(is_held), *(Not(condition) for _, condition in duties))
    yield Count(f"overdue:{table}", table, free, deadline.moment(), total=True, changes=changes)
    yield Count(f"held:{table}", table, both(late, is_held), changes=changes)
    for statute, condition in duties:
        yield Count(f"protected:{statute}:{table}", table, both(late, condition, Not(is_held)), changes=changes)
    yield Count(f"begun:{table}", table, both(rule.where, due_condition(ground, table, rule.start, timing.ripe)))
    if is_missing(rule):
        empty = both(rule.where, Not(due_condition(ground, table, rule.start, FOREVER)))
        yield Count(f"blank:{table}", table, empty, changes=changes)
    if (place := start_place(ground, rule.start)) is not None:
        yield Moments(f"starts:{place[0]}.{place[1]}", *place)
    if deadline.stage.action is Action.ANONYMISE:
        yield Linkable(f"linkable:{table}", table, remaining_columns(ground, table), free)


def _duties(deadline: Deadline) -> list[tuple[str, Condition]]:
    """Duties on the rows themselves, by statute; rows that show when others began wait with them."""
    ground, table = deadline.ground, deadline.unit.table
    found: dict[str, list[Condition]] = {}
    for own in protections(ground, table, deadline.now):
        found.setdefault(own.statute, []).append(own.condition)
    if proofs := dating(ground, table, deadline.now):
        found.setdefault(DATES_OTHERS, []).extend(proofs)
    return [(statute, either(*parts)) for statute, parts in sorted(found.items())]


def _linked(stage: Stage, evidence: Evidence) -> int:
    """How many rows are in groups that are too small; 0 where all are large enough."""
    found = 0
    for seen in starting(evidence, "linkable:"):
        if seen.numbers.get("rows", 0) and seen.numbers.get("smallest", 0) < (stage.k or K):
            found += max(seen.numbers.get("unique", 0), seen.numbers.get("smallest", 0))
    return found


def _short_of(scene: Scene, stage: Stage, evidence: Evidence, linked: int) -> str:
    """What keeps the result from being anonymous, where the rule says anonymise; "" where nothing does."""
    if stage.action is not Action.ANONYMISE:
        return ""
    names = [change.operator for change in stated(stage)]
    if not may_anonymise(names):
        return "only_pseudonymised" if reach(names) == PSEUDONYMISED else "only_shortened"
    if any(OPERATORS[name].keyed for name in names) and _is_key_left(scene, evidence):
        return "key_left"
    return "still_linkable" if linked else ""


def _is_key_left(scene: Scene, evidence: Evidence) -> bool:
    return any(secret.partition("@")[0] == scene.promise.id for secret in evidence.history.secrets)


def _each(scene: Scene, rule: Rule, columns: Callable[[Ground, str], tuple[str, ...]]) -> tuple[str, ...]:
    """What a question finds in the tables of the rule, over all targets that were reached."""
    found: dict[str, None] = {}
    for unit in rule.units:
        for ground in scene.grounds(unit.system):
            if unit.table in ground.structure.tables:
                found |= dict.fromkeys(columns(ground, unit.table))
    return tuple(found)


def _hindered(scene: Scene, rule: Rule, stage: Stage) -> str:
    if unplaced(scene.survey, rule, stage):
        return "act_unfit"
    for unit in rule.units:
        for ground in scene.grounds(unit.system):
            if unit.table in ground.structure.tables and hindrances(ground, stage, unit.table):
                return "act_unfit"
    return ""


def _exceptions(evidence: Evidence) -> dict[str, int]:
    names = "+".join(sorted(h.id for h in evidence.history.holds)) or "hold"
    found = {names: number} if (number := total(starting(evidence, "held:"))) else {}
    for observation in starting(evidence, "protected:"):
        statute = observation.look.removeprefix("protected:").rpartition(":")[0]
        if count := observation.numbers.get("count", 0):
            found[statute] = found.get(statute, 0) + count
    return found


def _is_table(scene: Scene, system: str) -> bool:
    """Log stores shorten addresses in their own way and are looked at in theirs."""
    return scene.policy.systems[system].connector == "sql"


def _rule(scene: Scene) -> Rule:
    rule, _ = stage_of(scene.promise)
    assert rule is not None
    return rule
