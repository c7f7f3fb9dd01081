"""ZU447: recipient that gets nothing (Art. 5(1)(a), 13(1)(e), 30(1)(d) GDPR).

A recipient that no activity names is in no notice and in no row of the record. Either a disclosure was forgotten or the
entry is left over.

Wrong:
    recipients: {printer: {name: Druck Nord GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
Right:
    recipients: {printer: {name: Druck Nord GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {contract: {recipients: {printer: {data: [invoices]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU447",
    Severity.INFO,
    Text("Empfänger, der nichts erhält", "recipient that gets nothing"),
    Text(
        "„{recipient}“ ist als Empfänger erklärt, kommt aber in keiner Tätigkeit und bei keinem System vor.",
        '"{recipient}" is declared as a recipient, but occurs in no activity and at no system.',
    ),
    Text(
        "Ordnen Sie ihn zu oder nehmen Sie ihn heraus.",
        "Say where it gets data, or take it out.",
    ),
    "Art. 5(1)(a), 13(1)(e), 30(1)(d) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients that no flow, system, device item, rule or other recipient names."""
    named = set(_named(matter.policy))
    for recipient in matter.policy.recipients.values():
        if recipient.id not in named:
            yield RULE.finding(recipient.place, recipient=recipient.id)


def _named(policy: Policy) -> Iterator[str]:
    for system in policy.systems.values():
        yield from (system.host, system.kept_by)
    for recipient in policy.recipients.values():
        yield from (recipient.under, *recipient.passes_on_to)
        if recipient.under:
            yield recipient.id
    for rule in policy.rules:
        yield from rule.copies
    for activity in policy.activities.values():
        yield from (*activity.joint_with, activity.forward_to)
        yield from (flow.recipient for flow in activity.flows)
        for item in activity.devices:
            yield from (item.by, *item.read_by)
