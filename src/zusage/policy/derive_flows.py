"""Deriving the promises about recipients: what they get, when, how long they keep it, and that erasure reaches them.

Law: a flow promises only what it states. A transfer to a third country promises that its safeguard is in force (Chapter V
GDPR); the day of the last check is not part of the promise, or checking would change it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.model.canonical import encode
from zusage.policy.activity import Activity, Flow
from zusage.policy.draft import Draft, Stated
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.policy.promise import FlowTerms, Value


def derive_flows(activity: Activity) -> Iterator[Draft]:
    """The promises of all flows of an activity."""
    for flow in activity.flows:
        for ending, kind, parameters in _promised(flow):
            id = f"{activity.id}/recipients/{flow.recipient}/{ending}"
            yield Draft(id, kind, FlowTerms(flow.recipient, parameters), flow.place, activity.id)


def _promised(flow: Flow) -> Iterator[tuple[str, str, dict[str, Value]]]:
    if flow.send_only:
        yield "sent-only", "sent-only", {"fields": tuple(sorted(flow.send_only)), **_data(flow)}
    elif flow.scrubbed:
        yield "sent-only", "sent-only", {"scrubbed": tuple(sorted(flow.scrubbed)), **_data(flow)}
    if flow.when_kind and flow.when_kind != "words":
        yield "only-when", "disclosed-only-when", {**_condition(flow), **_data(flow)}
    if flow.keeps is not None:
        period = str(flow.keeps.period) if flow.keeps.period else ""
        yield "deletes", "recipient-deletes", {"evidence": flow.keeps.evidence, "period": period}
    if flow.on_erasure is not None:
        call, within = flow.on_erasure
        yield "erasure", "erasure-propagated", {"call": call, "within": str(within)}


def _data(flow: Flow) -> dict[str, Value]:
    return {"data": flow.data} if flow.data else {}


def _condition(flow: Flow) -> dict[str, Value]:
    found: dict[str, Value] = {"when": flow.when_kind, "ref": flow.when_ref, "row": ".".join(flow.when_row or ())}
    if flow.when is not None:
        found["where"] = encode(flow.when).decode()
    return found


def derive_transfers(policy: Policy, stated: Stated) -> Iterator[Draft]:
    """One promise for every recipient whose data leave for a third country on a mechanism."""
    for recipient in policy.recipients.values():
        if recipient.transfer is not None and not stated.covers("", "safeguard-valid", recipient.id):
            terms = FlowTerms(recipient.id, _safeguard(recipient))
            id, documents = f"_/recipients/{recipient.id}/safeguard", _documents(policy, recipient)
            yield Draft(id, "safeguard-valid", terms, recipient.place, "", documents)


def _safeguard(recipient: Recipient) -> dict[str, Value]:
    transfer = recipient.transfer
    if transfer is None:
        return {}
    return {"mechanism": transfer.mechanism, "id": transfer.id, "renew": str(transfer.renew) if transfer.renew else ""}


def _documents(policy: Policy, recipient: Recipient) -> tuple[str, ...]:
    """The documents in which the recipient occurs."""
    found = [
        document
        for activity in policy.activities.values()
        if any(flow.recipient == recipient.id for flow in activity.flows)
        for document in activity.documents
    ]
    return tuple(id for id in policy.documents if id in found)
