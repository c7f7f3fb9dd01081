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
from datetime import date

from zusage.checker.completeness import empty, ours
from zusage.checker.rule import Matter, Rule
from zusage.language.dates import long_date
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.facts import Agreement

RULE = Rule(
    "ZU126",
    Severity.WARNING,
    Text(
        "Gemeinsame Verantwortung bleibt unerklärt",
        "joint control is not explained",
    ),
    Text(
        "Gemeinsame Verantwortung mit „{recipient}“: {what_de}.",
        'Joint control with "{recipient}": {what_en}.',
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
    """Arrangements that nothing is told of, or whose day has not come, and partners whom the role of the activity hides.

    A missing arrangement is another rule's.
    """
    policy = matter.policy
    for activity in ours(policy):
        if activity.joint_with and activity.role != "joint":
            words = {
                "what_de": f"Die Rolle von „{activity.id}“ sagt davon nichts",
                "what_en": f'the role of "{activity.id}" does not say so',
            }
            yield RULE.finding(activity.place, activity.id, recipient=activity.joint_with[0], **words)
    joint = {id for activity in ours(policy) for id in activity.joint_with}
    for flow in (flow for activity in ours(policy) for flow in activity.flows):
        if (flow.role or policy.recipients[flow.recipient].role) == "joint":
            joint.add(flow.recipient)
    for recipient in policy.recipients.values():
        what = _lacks(recipient.agreement, matter.as_of) if recipient.id in joint else None
        if what:
            yield RULE.finding(recipient.place, recipient=recipient.id, what_de=what[0], what_en=what[1])


def _lacks(agreement: Agreement | None, on: date) -> tuple[str, str] | None:
    if agreement is None:
        return None
    if agreement.essence is None or empty(agreement.essence, NOTHING):
        return "Die Vereinbarung sagt nicht, wer was tut", "the arrangement does not say who does what"
    if agreement.dated is not None and agreement.dated > on:
        return (
            f"Die Vereinbarung gilt erst ab {long_date(agreement.dated, 'de')}",
            f"the arrangement holds only from {long_date(agreement.dated, 'en')}",
        )
    return None
