"""ZU126: joint control is not explained (Art. 26(2) GDPR).

Joint controllers make the essence of their arrangement available: who does what, and whom people can turn to. An
arrangement that nobody can read about leaves them without that.

Wrong:
    recipients: {partner: {name: Verband Nord e. V., country: DE, role: joint, agreement: {dated: 2025-03-01, contact_point: us}}}
    activities: {website: {role: joint, with: [partner], recipients: {partner: {data: all}}}}
Right:
    recipients: {partner: {name: Verband Nord e. V., country: DE, role: joint, agreement: {dated: 2025-03-01, essence: {de: Der Verband betreibt die Website; wir beantworten Anträge., en: The association runs the website; we answer requests.}, contact_point: us}}}
    activities: {website: {role: joint, with: [partner], recipients: {partner: {data: all}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU126",
    Severity.WARNING,
    Text(
        "Gemeinsame Verantwortung bleibt unerklärt",
        "joint control is not explained",
    ),
    Text(
        "Gemeinsame Verantwortung mit „{recipient}“: Die Vereinbarung sagt nicht, wer was tut.",
        'Joint control with "{recipient}": the arrangement does not say who does what.',
    ),
    Text(
        "Schreiben Sie beim Empfänger: agreement: {dated: …, essence: {de: …, en: …}, contact_point: …}",
        "Write at the recipient: agreement: {dated: …, essence: {de: …, en: …}, contact_point: …}",
    ),
    "Art. 26(2) GDPR",
)


NOTHING = frozenset(
    {
        "gemeinsame verantwortung",
        "gemeinsame verantwortlichkeit",
        "vereinbarung nach art. 26 dsgvo",
        "auf anfrage",
        "siehe vereinbarung",
    }
    | {
        "joint control",
        "joint controllers",
        "joint controllership",
        "arrangement under art. 26 gdpr",
        "on request",
        "see arrangement",
    }
)


def check(matter: Matter) -> Iterator[Finding]:
    """Arrangements that nothing is told of; that there is none, its day and the role of the activity are other rules'."""
    policy = matter.policy
    joint = {id for activity in ours(policy) for id in activity.joint_with}
    for flow in (flow for activity in ours(policy) for flow in activity.flows):
        if (flow.role or policy.recipients[flow.recipient].role) == "joint":
            joint.add(flow.recipient)
    for recipient in policy.recipients.values():
        agreement = recipient.agreement if recipient.id in joint else None
        if agreement is not None and (agreement.essence is None or empty(agreement.essence, NOTHING)):
            yield RULE.finding(recipient.place, recipient=recipient.id)
