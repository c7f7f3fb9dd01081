"""ZU110: third country behind the recipient is not told (Art. 13(1)(f), 14(1)(f), 28(4) GDPR).

Data that a processor hands on are transferred too. Whether there is an adequacy decision for that country, or which
safeguard there is, people learn only if the one behind is named as a recipient.

Wrong:
    recipients: {mailer: {name: Versand Inc., country: US, role: processor, under: hoster, transfer: {mechanism: dpf, listed_as: Versand Inc., checked: 2026-10-01, covers: [non_hr], also: [scc], module: [3]}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-01-10}]}}
Right:
    recipients: {mailer: {name: Versand Inc., country: US, role: processor, under: hoster, transfer: {mechanism: dpf, listed_as: Versand Inc., checked: 2026-10-01, covers: [non_hr], also: [scc], module: [3]}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-01-10}]}}
    activities: {contract: {recipients: {mailer: {data: [master]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import third
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU110",
    Severity.WARNING,
    Text(
        "Drittland hinter dem Empfänger bleibt ungesagt",
        "third country behind the recipient is not told",
    ),
    Text(
        "„{recipient}“ ({country}) erhält Daten über „{through}“; keine Tätigkeit nennt diese Übermittlung.",
        '"{recipient}" ({country}) gets data through "{through}"; no activity names this transfer.',
    ),
    Text(
        "Nennen Sie auch diesen Empfänger in der Tätigkeit: recipients: {…: {data: …}}",
        "Name this recipient in the activity too: recipients: {…: {data: …}}",
    ),
    "Art. 13(1)(f), 14(1)(f), 28(4) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients outside that only another recipient leads to, of whom no activity speaks."""
    policy = matter.policy
    used = {flow.recipient for activity in policy.activities.values() for flow in activity.flows}
    judged = {flow.recipient for activity in ours(policy) for flow in activity.flows}
    seen: set[str] = set()
    for through, id in _links(policy):
        behind = policy.recipients.get(id)
        if (
            behind is None
            or id in used
            or id in seen
            or through not in judged
            or behind.role in ("self", "authority", "controller")
        ):
            continue
        if countries := third(behind, matter.as_of):
            seen.add(id)
            yield RULE.finding(behind.place, recipient=id, country=", ".join(countries), through=through)


def _links(policy: Policy) -> Iterator[tuple[str, str]]:
    """Pairs of a recipient and one behind it; those who chose it themselves are left to them."""
    for recipient in policy.recipients.values():
        if recipient.under:
            yield recipient.under, recipient.id
        if recipient.role != "instructed_by_customer":
            yield from ((recipient.id, id) for id in recipient.passes_on_to)
