"""Inventory: units that must not disappear, counted now and compared with the last count.

Law: the count is of units that stay protected at least until the first of the next month, and its look carries that
date, so two counts of one look can only fall if something was removed that should have stayed. The first count proves
nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from zusage.keeping.conditions import due_condition, is_observable
from zusage.keeping.timing import keep_cut
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.plan.condition import Not, both
from zusage.plan.look import Count
from zusage.plan.receipt import Observation
from zusage.policy.promise import StageTerms
from zusage.policy.rule import Rule


def ask_inventory(scene: Scene) -> Iterator[Question]:
    """How many protected units there are, per table and target."""
    rule = _rule(scene)
    if rule is None or rule.keep is None:
        return
    until = _first_of_next_month(scene)
    for unit in rule.units:
        for ground in scene.grounds(unit.system):
            if unit.table not in ground.structure.tables:
                continue
            ended = due_condition(ground, unit.table, rule.start, keep_cut(rule.keep, until, ground.zone))
            condition = both(rule.where, Not(ended)) if is_observable(rule.start) else both(rule.where)
            look = Count(f"inventory:{unit.table}:{until.date()}", unit.table, condition, total=True)
            yield Question(ground.target.target, look)


def weigh_inventory(scene: Scene, evidence: Evidence) -> Judgement:
    """Broken when fewer protected units are there than at the last look."""
    rule = _rule(scene)
    if rule is None or not rule.units:
        return conclude(evidence, (), Finding(unproven="nothing_to_count"), asks=False)
    counted = starting(evidence, "inventory:")
    missing = sum(max(_before(scene, evidence, o.look, str(o.target)) - o.numbers.get("count", 0), 0) for o in counted)
    known = any(_before(scene, evidence, o.look, str(o.target)) for o in counted)
    numbers = {"missing": missing, "examined": total(counted), "compared": int(known)}
    systems = tuple(dict.fromkeys(u.system for u in rule.units))
    return conclude(evidence, systems, Finding("protected_missing" if missing else "", "", numbers))


def inventories_of(promise: str, observations: Iterable[Observation]) -> dict[str, int]:
    """What the ledger must remember of a look for the next one, by `promise|look|target` (`History.inventories`)."""
    return {
        f"{promise}|{o.look}|{o.target}": o.numbers.get("count", 0)
        for o in observations
        if o.visible and o.look.startswith("inventory:")
    }


def _before(scene: Scene, evidence: Evidence, look: str, target: str) -> int:
    return evidence.history.inventories.get(f"{scene.promise.id}|{look}|{target}", 0)


def _rule(scene: Scene) -> Rule | None:
    terms = scene.promise.terms
    return terms.rule if isinstance(terms, StageTerms) else None


def _first_of_next_month(scene: Scene) -> datetime:
    local = scene.now.astimezone(ZoneInfo(scene.policy.timezone))
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    return datetime(year, month, 1, tzinfo=ZoneInfo(scene.policy.timezone)).astimezone(UTC)
