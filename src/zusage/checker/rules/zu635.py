"""ZU635: joint controllers without a contact point (Art. 26(1) sentence 3, 26(3) GDPR).

People may turn to each of the controllers, so a contact point is not a must. Without one nobody knows who answers, and
requests lie with the wrong party.

Wrong:
    network: {name: Netz AG, country: DE, role: joint, agreement: {dated: 2026-01-10, essence: Netz misst und wir rechnen ab}}
Right:
    network: {name: Netz AG, country: DE, role: joint, agreement: {dated: 2026-01-10, essence: Netz misst und wir rechnen ab, contact_point: self}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU635",
    Severity.INFO,
    Text(
        "Gemeinsam verantwortlich ohne Anlaufstelle",
        "joint controllers without a contact point",
    ),
    Text(
        "Mit „{recipient}“ besteht eine Vereinbarung; an wen man sich wendet, steht nicht darin.",
        'There is an arrangement with "{recipient}"; whom people turn to is not in it.',
    ),
    Text(
        "Ergänzen Sie: agreement: {contact_point: …}",
        "Add: agreement: {contact_point: …}",
    ),
    "Art. 26(1) sentence 3, 26(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Arrangements of joint controllers that name no contact point."""
    named = roles(matter.policy)
    for recipient in matter.policy.recipients.values():
        if "joint" in named[recipient.id] and recipient.agreement is not None and not recipient.agreement.contact_point:
            yield RULE.finding(recipient.place, recipient=recipient.id)
