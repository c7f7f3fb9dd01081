"""ZU604: requests under processing on behalf not settled (Art. 28(3)(e) GDPR).

A processor helps its controller to answer; it neither decides nor stays silent.

Wrong:
    live-chat: {role: processor, on_behalf_of: customer, basis: instruction}
Right:
    live-chat: {role: processor, on_behalf_of: customer, basis: instruction, requests: {forward_to: customer, within: 3 days}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU604",
    Severity.WARNING,
    Text(
        "Antrag bei Auftragsverarbeitung nicht geregelt",
        "requests under processing on behalf not settled",
    ),
    Text(
        "„{activity}“ geschieht im Auftrag, aber es fehlt, wohin Anträge weitergegeben werden.",
        '"{activity}" is done on behalf of somebody, but it is not said where requests are passed on to.',
    ),
    Text(
        "Ergänzen Sie: requests: {forward_to: customer, within: 3 days}",
        "Add: requests: {forward_to: customer, within: 3 days}",
    ),
    "Art. 28(3)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Processor activities with addressable people and no way for their requests."""
    for activity in matter.policy.activities.values():
        if activity.role == "processor" and not activity.forward_to and not activity.part_of:
            yield RULE.finding(activity.place, activity.id, activity=activity.id)
