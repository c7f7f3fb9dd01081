"""Who receives what: recipients of an activity, those who run its systems included, and what carries a transfer.

Law: the role of a flow counts before that of the recipient. Who hosts or keeps a system gets its data, whether a flow says
so or not. What is named as a decision of the Commission is the one in force on the day of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zusage.document.tree import Sentence, plain
from zusage.keeping.doubt import UNREAD
from zusage.language.grammar import capitalised
from zusage.language.terms import MECHANISMS, ROLES, term
from zusage.policy.activity import Activity, Flow
from zusage.policy.organisation import Recipient, Transfer
from zusage.policy.policy import Policy
from zusage.reference.tables import in_force
from zusage.writer.registers.desk import Desk
from zusage.writer.registers.places import abroad

OURS = frozenset({"processor", "controller", "joint"})
"""Roles in which a recipient has the data from us; what our customer connects and instructs is the customer's transfer."""


@dataclass(frozen=True, slots=True)
class Receiving:
    """A recipient in an activity: by a flow, or because it runs `systems` in which data of the activity are."""

    activity: Activity
    recipient: Recipient
    flow: Flow | None = None
    systems: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """Its role here."""
        return (self.flow.role if self.flow else "") or self.recipient.role


def receiving(policy: Policy, activity: Activity) -> tuple[Receiving, ...]:
    """Every recipient of an activity, in order of writing, then those who run its systems."""
    hosts = _hosts(policy, activity)
    flows = [flow for flow in activity.flows if flow.recipient in policy.recipients]
    found = [Receiving(activity, policy.recipients[f.recipient], f, hosts.pop(f.recipient, ())) for f in flows]
    return (*found, *(Receiving(activity, policy.recipients[id], None, systems) for id, systems in hosts.items()))


def uses(policy: Policy) -> dict[str, list[Receiving]]:
    """Every recipient with the activities in which it receives data."""
    found: dict[str, list[Receiving]] = {id: [] for id in policy.recipients}
    for activity in policy.activities.values():
        for one in receiving(policy, activity):
            found[one.recipient.id].append(one)
    return found


def name(desk: Desk, recipient: Recipient, flow: Flow | None = None) -> str:
    """Its name, or what kind of recipient it is."""
    category = (flow.category if flow else None) or recipient.category
    text = desk.to(category) if category else recipient.name or recipient.id
    return text[:1].upper() + text[1:]


def role(desk: Desk, one: Receiving) -> str:
    """Its role in words."""
    return term(ROLES, one.role, desk.order.language)


def mechanism(desk: Desk, recipient: Recipient) -> Iterator[Sentence]:
    """What carries a transfer, the fallback included; what is missing is asked for."""
    transfer = recipient.transfer
    if transfer is None or transfer.mechanism == "none":
        yield desk.lacks("Grundlage der Übermittlung (Art. 44 ff. DSGVO)", "ground of the transfer (Art. 44 et seq. GDPR)")
        return
    words = term(MECHANISMS, transfer.mechanism, desk.order.language)
    yield plain(capitalised(words) + _decision(desk, recipient, transfer))
    for other in transfer.also:
        yield plain(desk.say("Hilfsweise: ", "In reserve: ") + term(MECHANISMS, other, desk.order.language))


def _decision(desk: Desk, recipient: Recipient, transfer: Transfer) -> str:
    """The decision of the Commission behind an adequacy decision or the framework: ", Beschluss (EU) 2023/1795"."""
    if transfer.mechanism not in ("adequacy", "dpf"):
        return ""
    codes = ("US",) if transfer.mechanism == "dpf" else abroad(recipient)
    rows = [row for code in codes if (row := in_force("adequacy", desk.order.as_of).get(code)) and row.facts.get("decision")]
    if not rows:
        return ""
    unread = f", {desk.to(UNREAD)}" if rows[0].facts.get("decision_confidence") == "verify" else ""
    return f", {desk.say('Beschluss', 'decision')} {rows[0].facts['decision']}{unread}"


def _hosts(policy: Policy, activity: Activity) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for datum in activity.data:
        for place in dict.fromkeys((datum.system, *(also for also, _ in datum.also_in))):
            system = policy.systems.get(place)
            for id in dict.fromkeys((system.host, system.kept_by)) if system else ():
                if id in policy.recipients and place not in found.get(id, ()):
                    found[id] = (*found.get(id, ()), place)
    return found
