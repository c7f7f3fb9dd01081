"""Checking rules against one another and against tables and stores: what has no single meaning together.

Law: a personal table or column that nothing claims is an error, because nothing would ever delete it; so are two rules that
delete the same rows from different starts, a deletion of rows that other data with another end still need, an act that the
store cannot do, and rights that leave out a system with people in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zusage.policy.activity import Datum
from zusage.policy.disjoint import are_disjoint
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of
from zusage.policy.reading import child, entries, field
from zusage.policy.rule import Action, Rule, Stage
from zusage.policy.scope import Scope
from zusage.policy.start import Removed, Unseen
from zusage.policy.system import System

Spot = tuple[str, str]
"""System and table."""

_GONE = {Action.DELETE, Action.DROP}
_ACTS = {
    Action.DELETE: "Delete",
    Action.DROP: "Drop",
    Action.CLEAR: "Clear",
    Action.SHORTEN: "Shorten",
    Action.LOCK: "Lock",
}
_MISSPELT = {"ZE118", "ZE121", "ZE124"}
_CLAIMED_BY_NATURE = {"none", "reference", "register"}


def check_rules(scope: Scope, policy: Policy) -> None:
    """Record everything that the rules, tables and stores of a policy contradict one another in.

    A misspelt place leaves its table unclaimed; that is told once, as the misspelling.
    """
    if not any(error.code in _MISSPELT for error in scope.errors):
        _check_claims(scope, policy)
    _check_pairs(scope, policy)
    _check_parts(scope, policy)
    for rule in policy.rules:
        if not rule.same_as:
            _check_acts(scope, policy, rule)
    _check_covers(scope, policy)


def _check_claims(scope: Scope, policy: Policy) -> None:
    """ZE130."""
    whole = {system for rule in policy.rules for system in rule.whole}
    claimed = _claims(policy)
    elsewhere = {(consent.system, consent.table) for consent in policy.consents.values()} | _objection_records(scope)
    for system in policy.systems.values():
        for table in system.tables.values() if system.id not in whole and not system.kept_by else ():
            if table.role in _CLAIMED_BY_NATURE or table.personal == () or (system.id, table.name) in elsewhere:
                continue
            name = f"{system.id}.{table.name}"
            columns = claimed.get((system.id, table.name), set())
            if (system.id, table.name) not in claimed:
                scope.wrong("ZE130", table.place, table=name, subject=_subject(system, table.name, frozenset()))
            elif columns is not None:
                for column in sorted(set(table.personal or ()) - columns):
                    subject = _subject(system, table.name, frozenset())
                    scope.wrong("ZE130", table.place, table=f"{name}.{column}", subject=subject)


def _claims(policy: Policy) -> dict[tuple[str, str], set[str] | None]:
    """The claimed columns of each table; None for the whole row."""
    found: dict[tuple[str, str], set[str] | None] = {}
    for _, datum in _data(policy):
        for place in places_of(datum):
            before = found.get(place, set())
            found[place] = None if before is None or datum.columns is None else before | set(datum.columns)
    return found


def _data(policy: Policy) -> Iterator[tuple[str, Datum]]:
    return ((activity.id, datum) for activity in policy.activities.values() for datum in activity.data)


def _objection_records(scope: Scope) -> set[tuple[str, str]]:
    found = set()
    for activity in entries(scope.root.get("activities")):
        system, _, table = field(child(activity.value, "objection"), "record").partition(".")
        found.add((system, table))
    return found


def _subject(system: System, table: str, seen: frozenset[str]) -> str:
    """Whose data a table holds: its own subject or that of its first owner."""
    use = system.tables.get(table)
    if use is None or table in seen:
        return ""
    return use.subject or next((s for o in use.owners if (s := _subject(system, o.table, seen | {table}))), "")


def _check_pairs(scope: Scope, policy: Policy) -> None:
    """ZE131: two rules that delete the same rows from different starts, both visible in data."""
    by_place: dict[Spot, list[Rule]] = {}
    for rule in filter(_deletes, policy.rules):
        for unit in rule.units:
            by_place.setdefault((unit.system, unit.table), []).append(rule)
    told = set()
    for place, rules in by_place.items():
        for first, second in combinations(rules, 2):
            same = (first.start, first.stages) == (second.start, second.stages) or _told_apart(first, second)
            if not same and (first.id, second.id) not in told:
                told.add((first.id, second.id))
                one, other, line = _short(first), _short(second), first.place.line
                scope.wrong("ZE131", second.place, data=_dotted(place), first=one, second=other, line=line)


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
    for activity, datum in _data(policy):
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
            act, descriptor = _act(stage), scope.descriptors.get(system.connector)
            if descriptor is None or not act or act in descriptor.acts or system.absent:
                continue
            if rule.whole and (system.follows or system.copy_of):
                continue
            scope.wrong("ZE135", stage.place, system=name, connector=system.connector, action=stage.action.value)


def _act(stage: Stage) -> str:
    if stage.action is Action.ANONYMISE and any(key in {"v4", "v6"} for key, _ in stage.how):
        return "Shorten"
    return _ACTS.get(stage.action, "")


def _check_covers(scope: Scope, policy: Policy) -> None:
    """ZE162: rights leave out a system in which people are."""
    written = child(scope.root.get("rights"), "covers")
    if written is None:
        return
    for name, subject in sorted(_peopled(policy).items()):
        if name not in policy.rights.covers:
            scope.wrong("ZE162", written.place, system=name, subject=subject)


def _peopled(policy: Policy) -> dict[str, str]:
    found = {place[0]: subject.id for subject in policy.subjects.values() for place in subject.found_in}
    for system in policy.systems.values():
        for table in system.tables.values():
            if table.subject:
                found.setdefault(system.id, table.subject)
    return found
