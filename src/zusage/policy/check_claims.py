"""Checking that people's data are claimed: by an activity that ends them, and by the rights that reach them.

Law: a personal table or column that no activity names is an error, because nothing would ever delete it. Tables that only
refer to people, registers of evidence and proofs of consent are claimed by their nature. Rights that leave out a system
with people in it are an error, because an answer would be incomplete.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.policy.activity import Datum
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of
from zusage.policy.reading import child, entries, field
from zusage.policy.scope import Scope
from zusage.policy.system import System

_MISSPELT = {"ZE118", "ZE121", "ZE124"}
_CLAIMED_BY_NATURE = {"none", "reference", "register"}


def check_claims(scope: Scope, policy: Policy) -> None:
    """ZE130: personal tables and columns that no activity claims.

    A misspelt place leaves its table unclaimed; that is told once, as the misspelling.
    """
    if any(error.code in _MISSPELT for error in scope.errors):
        return
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
    for _, datum in all_data(policy):
        for place in places_of(datum):
            before = found.get(place, set())
            found[place] = None if before is None or datum.columns is None else before | set(datum.columns)
    return found


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


def check_covers(scope: Scope, policy: Policy) -> None:
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


def all_data(policy: Policy) -> Iterator[tuple[str, Datum]]:
    """Every datum with the id of its activity."""
    return ((activity.id, datum) for activity in policy.activities.values() for datum in activity.data)
