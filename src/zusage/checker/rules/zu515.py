"""ZU515: consent as a condition (Art. 7(4), 4 no. 11 GDPR).

A consent that is the price of a contract is presumed not to be free where the contract does not need it. An equivalent
alternative, also a paid one at a fair price, may answer that.

Wrong:
    consents: {newsletter: {condition_of: contract}}
Right:
    consents: {newsletter: {separate: true}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU515",
    Severity.WARNING,
    Text("Einwilligung als Bedingung", "consent as a condition"),
    Text(
        "„{activity}“ gibt es nur mit der Einwilligung „{consent}“; ob sie dann freiwillig ist, ist zweifelhaft.",
        '"{activity}" is had only with the consent "{consent}"; whether that is given freely then is doubtful.',
    ),
    Text(
        "Bieten Sie die Leistung auch ohne die Einwilligung an, oder begründen Sie es mit allow.",
        "Offer the service without the consent, too, or say with allow why it is free.",
    ),
    "Art. 7(4), 4 no. 11 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents without which people do not get something that does not rest on them."""
    for consent in matter.policy.consents.values():
        activity = matter.policy.activities.get(consent.condition_of)
        if activity is not None and not any(basis.consent == consent.id for basis in activity.bases):
            yield RULE.finding(consent.place, consent=consent.id, activity=activity.id)
