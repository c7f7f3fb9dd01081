"""ZU525: not declared where people are asked (Art. 5(2), 7(1) GDPR).

What a consent must look like depends on where it is asked: a banner has to let people refuse, a form has to confirm the
address. Without that word nothing of it can be looked at.

Wrong:
    consents: {statistics: {by: null}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}}}
Right:
    consents: {statistics: {by: banner}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU525",
    Severity.INFO,
    Text("Nicht erklärt, wo gefragt wird", "not declared where people are asked"),
    Text(
        "Für die Einwilligung „{consent}“ ist nicht erklärt, wo danach gefragt wird.",
        'For the consent "{consent}" it is not declared where people are asked.',
    ),
    Text(
        "Schreiben Sie: by: banner, form oder connection",
        "Write: by: banner, form or connection",
    ),
    "Art. 5(2), 7(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents on which an activity rests and of which nobody says where they are asked."""
    resting = {basis.consent for activity in matter.policy.activities.values() for basis in activity.bases}
    for consent in matter.policy.consents.values():
        if not consent.by and consent.id in resting:
            yield RULE.finding(consent.place, consent=consent.id)
