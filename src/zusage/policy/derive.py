"""Deriving promises: everything the policy says becomes promises with ids, kinds, duties, documents and digests.

Law: an id never depends on a label or on order; no two promises share one. A promise of an activity stands in the documents
of the activity, one of the organisation in its default documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.declaration.node import Mapping, Node
from zusage.policy.derive_consents import derive_consents, derive_devices, derive_waiting
from zusage.policy.derive_documents import derive_documents, derive_run
from zusage.policy.derive_flows import derive_flows, derive_transfers
from zusage.policy.derive_retention import derive_retention
from zusage.policy.derive_rights import derive_choices, derive_rights
from zusage.policy.draft import Draft
from zusage.policy.kinds import duty_of
from zusage.policy.meaning import promise_digest
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.policy.read_activities import default_documents
from zusage.policy.read_assurances import read_assurances, stated_by
from zusage.policy.reading import child, entries, field, items
from zusage.policy.rule import Rule
from zusage.policy.scope import Scope


def derive_promises(scope: Scope, policy: Policy) -> tuple[Promise, ...]:
    """All promises of a policy; an id given twice is recorded."""
    found: dict[str, Promise] = {}
    usual = default_documents(scope)
    for draft in _drafts(scope, policy):
        if draft.id in found:
            scope.wrong("ZE182", draft.place, id=draft.id, first=str(found[draft.id].place))
            continue
        own = policy.activities[draft.activity].documents if draft.activity else usual
        found[draft.id] = Promise(
            id=draft.id,
            kind=draft.kind,
            duty=duty_of(draft.kind),
            activity=draft.activity,
            documents=draft.documents or own,
            terms=draft.terms,
            digest=promise_digest(draft.kind, draft.terms),
            place=draft.place,
        )
    return tuple(found.values())


def _drafts(scope: Scope, policy: Policy) -> Iterator[Draft]:
    """Every promise, activity by activity, those of the organisation last."""
    assurances = read_assurances(scope, policy)
    stated = stated_by(assurances)
    by_activity = _grouped(policy)
    for activity in policy.activities.values():
        node = child(scope.root.get("activities"), activity.id)
        told = frozenset(flow.recipient for flow in activity.flows if flow.on_erasure)
        for rule in by_activity[activity.id]:
            yield from derive_retention(rule, told)
        yield from derive_flows(activity)
        yield from derive_devices(activity)
        yield from derive_waiting(policy, activity, stated)
        yield from derive_choices(activity, node, stated)
    yield from assurances
    yield from derive_consents(policy, stated)
    yield from derive_transfers(policy, stated)
    yield from derive_rights(policy, scope.root, stated)
    yield from derive_documents(policy, stated)
    yield from derive_run(policy, stated)


def _grouped(policy: Policy) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {id: [] for id in policy.activities}
    for rule in policy.rules:
        found[rule.activity].append(rule)
    return found


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
        yield from _renamed_assurances(activity.key, child(activity.value, "assure"))
    yield from _renamed_assurances("_", root.get("assure"))


def _renamed_assurances(activity: str, node: Node | None) -> Iterator[tuple[str, str]]:
    for entry in (entry for item in items(node) for entry in entries(item)):
        if was := field(entry.value, "was"):
            slug = field(entry.value, "id", entry.key.replace("_", "-"))
            yield f"{activity}/assure/{was}", f"{activity}/assure/{slug}"
