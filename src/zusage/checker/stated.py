"""Stated: promises under `assure:` held against the rest of the declaration.

Law: data are the same where the declaration says so: a column of the same table that both name, or data said to be derived
from them. Rows that merely look alike are not the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zusage.policy.activity import Activity, Datum
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Promise, Value
from zusage.policy.read_rules import places_of


class Stated(NamedTuple):
    """A stated promise of an activity with its parameters."""

    promise: Promise
    activity: Activity
    parameters: dict[str, Value]

    def words(self, name: str) -> tuple[str, ...]:
        """The values of a parameter that holds words; () where it is not stated."""
        value = self.parameters.get(name, ())
        return (value,) if isinstance(value, str) else tuple(str(one) for one in value)


def stated(policy: Policy, kind: str) -> Iterator[Stated]:
    """The stated promises of a kind, with the activity under which they stand."""
    for promise in policy.promises:
        if promise.kind == kind and promise.activity and isinstance(promise.terms, AssureTerms):
            yield Stated(promise, policy.activities[promise.activity], dict(promise.terms.parameters))


def same_data(policy: Policy, activity: Activity, data: frozenset[str]) -> Iterator[tuple[Activity, frozenset[str]]]:
    """Every activity that uses some of these data of one activity, with its own ids of them; the activity itself first."""
    mine = [datum for datum in activity.data if datum.id in data]
    paths = {f"{activity.id}/{datum.id}" for datum in mine}
    yield activity, frozenset(datum.id for datum in mine)
    for other in policy.activities.values():
        found = {it.id for it in other.data if paths & set(it.derived_from) or any(_overlap(it, one) for one in mine)}
        if found and other.id != activity.id:
            yield other, frozenset(found)


def _overlap(one: Datum, other: Datum) -> bool:
    """Whether both name a column of one table; the whole row is every column."""
    if not any(table and (system, table) in places_of(other) for system, table in places_of(one)):
        return False
    return one.columns is None or other.columns is None or bool(set(one.columns) & set(other.columns))
