"""ZU441: joint arrangement with somebody who does not decide jointly (Art. 26(1), 28 GDPR).

An arrangement of joint controllers and the role of a processor exclude one another for the same processing. Where both
stand, one of them is wrong.

Wrong:
    recipients: {hoster: {agreement: {dated: 2025-03-01, essence: {de: Wir antworten., en: We answer.}}}}
Right:
    recipients: {hoster: {role: joint, contracts: null, agreement: {dated: 2025-03-01, essence: {de: Wir antworten., en: We answer.}, contact_point: us}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU441",
    Severity.WARNING,
    Text(
        "Vereinbarung nach Art. 26 mit jemandem, der nicht mitentscheidet",
        "joint arrangement with somebody who does not decide jointly",
    ),
    Text(
        "Mit „{recipient}“ ist eine Vereinbarung nach Art. 26 DSGVO angegeben, aber als gemeinsam Verantwortlicher ist er nirgends erklärt.",
        'An arrangement under Art. 26 GDPR is given with "{recipient}", but it is declared as a joint controller nowhere.',
    ),
    Text(
        "Schreiben Sie role: joint, oder nehmen Sie agreement: heraus.",
        "Write role: joint, or take agreement: out.",
    ),
    "Art. 26(1), 28 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients with an arrangement that are joint in no flow and named by no activity."""
    named = roles(matter.policy)
    beside = {id for activity in matter.policy.activities.values() for id in activity.joint_with}
    for recipient in matter.policy.recipients.values():
        if recipient.agreement is not None and "joint" not in named[recipient.id] and recipient.id not in beside:
            yield RULE.finding(recipient.place, recipient=recipient.id)
