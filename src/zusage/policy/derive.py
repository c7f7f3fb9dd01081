"""Deriving promises: everything the policy says becomes promises with ids, kinds, duties, documents and digests.

Law: an id never depends on a label or on order; no two promises share one. A promise of an activity stands in the documents
of the activity, one of the organisation in its default documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.declaration.node import Mapping
from zusage.policy.derive_retention import Draft, derive_retention
from zusage.policy.kinds import duty_of
from zusage.policy.meaning import promise_digest
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.policy.reading import child, entries, field
from zusage.policy.scope import Scope


def derive_promises(scope: Scope, policy: Policy) -> tuple[Promise, ...]:
    """All promises of a policy; an id given twice is recorded."""
    found: dict[str, Promise] = {}
    for activity, documents, draft in _drafts(policy):
        id, kind, terms, place = draft
        if id in found:
            scope.wrong("ZE182", place, id=id, first=str(found[id].place))
            continue
        found[id] = Promise(id, kind, duty_of(kind), activity, documents, terms, promise_digest(kind, terms), place)
    return tuple(found.values())


def _drafts(policy: Policy) -> Iterator[tuple[str, tuple[str, ...], Draft]]:
    for activity in policy.activities.values():
        told = frozenset(flow.recipient for flow in activity.flows if flow.on_erasure)
        for rule in policy.rules:
            if rule.activity == activity.id:
                for draft in derive_retention(rule, told):
                    yield activity.id, activity.documents, draft


def renamed_promises(root: Mapping, promises: tuple[Promise, ...]) -> dict[str, str]:
    """Old id to new id for everything that says `was:`."""
    ids = [promise.id for promise in promises]
    found: dict[str, str] = {}
    for old, new in _renamed(root):
        found |= {old + id.removeprefix(new): id for id in ids if id == new or id.startswith(f"{new}/")}
    return found


def _renamed(root: Mapping) -> Iterator[tuple[str, str]]:
    """Prefixes of ids, old and new: of activities, and of what stands in their groups."""
    for activity in entries(root.get("activities")):
        old_activity = field(activity.value, "was", activity.key)
        if old_activity != activity.key:
            yield old_activity, activity.key
        for group in ("retention", "recipients", "device"):
            for entry in entries(child(activity.value, group)):
                if was := field(entry.value, "was"):
                    yield f"{old_activity}/{group}/{was}", f"{activity.key}/{group}/{entry.key}"
