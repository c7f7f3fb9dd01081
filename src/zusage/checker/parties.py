"""Parties: who receives the data of an activity, in which role, and in which countries the data are then.

Law: the role of a flow counts before that of the recipient. A country counts where the recipient has its seat, keeps our
data, or is reached from (access is a transfer, EDPB Guidelines 05/2021). A parent company is no transfer by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.policy.activity import Activity, Flow
from zusage.policy.organisation import Contract, Recipient
from zusage.policy.policy import Policy
from zusage.reference.countries import EEA


def flows_of(policy: Policy, activity: Activity) -> Iterator[tuple[Flow, Recipient]]:
    """Every flow of an activity with its recipient."""
    for flow in activity.flows:
        recipient = policy.recipients.get(flow.recipient)
        if recipient is not None:
            yield flow, recipient


def role_of(flow: Flow, recipient: Recipient) -> str:
    """The role of the recipient in this flow."""
    return flow.role or recipient.role


def countries_of(recipient: Recipient) -> frozenset[str]:
    """Where our data are, or are reached from, at this recipient: not the seat of a parent company."""
    named = {recipient.country, recipient.location, *recipient.access_from}
    return frozenset(country for country in named if country)


def third_countries(recipient: Recipient) -> frozenset[str]:
    """Those of its countries that are outside the European Economic Area."""
    return frozenset(country for country in countries_of(recipient) if country not in EEA)


def third_party(flow: Flow, recipient: Recipient) -> bool:
    """Whether it decides for itself (Art. 4 no. 10 GDPR), and no statute alone demands that it gets data."""
    return role_of(flow, recipient) in ("controller", "joint", "instructed_by_customer") and flow.when_kind != "duty"


def receivers(policy: Policy, activity: Activity) -> Iterator[Recipient]:
    """Who gets the data of an activity: recipients of its flows, and who hosts or keeps the systems they are in."""
    yield from (recipient for _, recipient in flows_of(policy, activity))
    for system in (policy.systems.get(place) for datum in activity.data for place in (datum.system, *dict(datum.also_in))):
        for id in (system.host, system.kept_by) if system is not None else ():
            if id in policy.recipients:
                yield policy.recipients[id]


def used_in(policy: Policy, recipient: str) -> tuple[str, ...]:
    """The activities whose data go to a recipient, or whose systems it hosts."""
    hosted = {system.id for system in policy.systems.values() if recipient in (system.host, system.kept_by)}
    return tuple(
        activity.id
        for activity in policy.activities.values()
        if any(flow.recipient == recipient for flow in activity.flows)
        or any(datum.system in hosted for datum in activity.data)
    )


def uses(policy: Policy) -> dict[str, list[tuple[Activity, Flow]]]:
    """Every recipient's flows with their activities, in one pass."""
    found: dict[str, list[tuple[Activity, Flow]]] = {id: [] for id in policy.recipients}
    for activity in policy.activities.values():
        for flow in activity.flows:
            found.setdefault(flow.recipient, []).append((activity, flow))
    return found


def roles(policy: Policy) -> dict[str, frozenset[str]]:
    """Every recipient's roles: its own, and those of its flows."""
    found = {id: {recipient.role} for id, recipient in policy.recipients.items()}
    for activity in policy.activities.values():
        for flow, recipient in flows_of(policy, activity):
            found[recipient.id].add(role_of(flow, recipient))
    return {id: frozenset(role for role in names if role) for id, names in found.items()}


def newer(document: Contract, among: tuple[Contract, ...]) -> bool:
    """Whether a later one of the same kind stands beside a contract or a report."""
    mine = document.dated
    return any(it.kind == document.kind and it.dated is not None and (mine is None or mine < it.dated) for it in among)
