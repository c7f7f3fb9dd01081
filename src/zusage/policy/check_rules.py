"""Checking rules against one another and against stores: what has no single meaning together.

Law: two rules that delete the same rows from different starts are an error, unless no row can fall under both; so are a
deletion of rows that other data with another end still need, and an act that the store cannot do.
"""

from __future__ import annotations

from itertools import combinations

from zusage.policy.activity import Datum
from zusage.policy.check_claims import all_data
from zusage.policy.disjoint import are_disjoint
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of
from zusage.policy.rule import Action, Rule, Stage
from zusage.policy.scope import Scope
from zusage.policy.start import Removed, Unseen

Spot = tuple[str, str]
"""System and table."""

_GONE = {Action.DELETE, Action.DROP}
_ACTS = {
    Action.DELETE: "Delete",
    Action.DROP: "Drop",
    Action.CLEAR: "Clear",
    Action.SHORTEN: "Shorten",
    Action.LOCK: "Lock",
    Action.PSEUDONYMISE: "Replace",
    Action.ANONYMISE: "Replace",
    Action.RESTRICT: "Restrict",
}


def check_rules(scope: Scope, policy: Policy) -> None:
    """Record everything that the rules, tables and stores of a policy contradict one another in."""
    _check_pairs(scope, policy)
    _check_parts(scope, policy)
    for rule in policy.rules:
        if not rule.same_as:
            _check_acts(scope, policy, rule)


def _check_pairs(scope: Scope, policy: Policy) -> None:
    """ZE131: two rules that delete the same rows from different starts, both visible in data."""
    by_place: dict[Spot, list[Rule]] = {}
    for rule in filter(_deletes, policy.rules):
        for unit in rule.units:
            by_place.setdefault((unit.system, unit.table), []).append(rule)
    told = set()
    for place, rules in by_place.items():
        for first, second in combinations(rules, 2):
            same = _term(first) == _term(second) or _told_apart(first, second)
            if not same and (first.id, second.id) not in told:
                told.add((first.id, second.id))
                one, other, line = _short(first), _short(second), first.place.line
                scope.wrong("ZE131", second.place, data=_dotted(place), first=one, second=other, line=line)


def _term(rule: Rule) -> tuple[object, ...]:
    """When and how a rule ends its rows, wherever that was written."""
    stages = tuple((stage.action, stage.bound, stage.period, stage.how, stage.changes) for stage in rule.stages)
    return rule.start, stages, rule.keep, rule.unless, rule.where


def _told_apart(first: Rule, second: Rule) -> bool:
    """No row can fall under both; or one is a special case of the other for the same data and nothing has to be kept."""
    if are_disjoint(first.where, second.where):
        return True
    special = (first.where is None) != (second.where is None)
    return special and first.data == second.data and first.keep is None and second.keep is None


def _deletes(rule: Rule) -> bool:
    """Whether the rule itself deletes rows when data show that its time has come."""
    if rule.same_as or rule.whole or isinstance(rule.start, Removed | Unseen):
        return False
    return any(stage.action in _GONE for stage in rule.stages)


def _check_parts(scope: Scope, policy: Policy) -> None:
    """ZE132: rows are deleted although other data in them have another end, or none."""
    by_place: dict[Spot, list[tuple[str, Datum]]] = {}
    for activity, datum in all_data(policy):
        for place in places_of(datum):
            by_place.setdefault(place, []).append((activity, datum))
    by_datum = {(rule.activity, id): rule for rule in policy.rules for id in rule.data if _ends_rows(rule)}
    for rule in (rule for rule in policy.rules if _deletes(rule) and rule.where is None):
        stage = next(stage for stage in rule.stages if stage.action in _GONE)
        for unit in (unit for unit in rule.units if unit.table):
            for activity, datum in by_place.get((unit.system, unit.table), []):
                known = activity == rule.activity and datum.id in rule.data
                if not known and (activity, datum.id) not in by_datum:
                    table = _dotted((unit.system, unit.table))
                    scope.wrong("ZE132", stage.place, data=", ".join(rule.data), table=table, other=datum.id)


def _ends_rows(rule: Rule) -> bool:
    """A rule whose end data show: it ends the rows as the other does, or is told as a second rule for them (ZE131)."""
    return not isinstance(rule.start, Removed | Unseen) and any(stage.action in _GONE for stage in rule.stages)


def _short(rule: Rule) -> str:
    return rule.id.replace("/retention/", "/")


def _dotted(place: Spot) -> str:
    return ".".join(part for part in place if part)


def _check_acts(scope: Scope, policy: Policy, rule: Rule) -> None:
    """ZE135: an act that a store cannot do. What follows its rows or is a copy of them needs no lock of its own."""
    names = sorted({unit.system for unit in rule.units} | set(rule.whole))
    for stage in (*rule.stages, *rule.alternatives):
        for name in names:
            system = policy.systems[name]
            descriptor = scope.descriptors.get(system.connector)
            able = frozenset() if descriptor is None else descriptor.acts
            act = _act(stage, able)
            if descriptor is None or not act or act in able or system.absent:
                continue
            if rule.whole and (system.follows or system.copy_of):
                continue
            scope.wrong("ZE135", stage.place, system=name, connector=system.connector, action=stage.action.value)


def _act(stage: Stage, able: frozenset[str]) -> str:
    """The act that a store would do for a stage. Addresses are shortened by a store of its own kind, or replaced."""
    cuts = stage.action is Action.SHORTEN or any(key in {"v4", "v6"} for key, _ in stage.how)
    if cuts and stage.action in (Action.SHORTEN, Action.ANONYMISE):
        return "Shorten" if "Shorten" in able or "Replace" not in able else "Replace"
    return _ACTS.get(stage.action, "")
