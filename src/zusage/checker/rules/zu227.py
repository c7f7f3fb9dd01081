"""ZU227: consent for something with another basis (Art. 5(1)(a), 6(1)(a), 7(3) GDPR).

Who asks for consent lets people believe that they can end the processing. Where it goes on upon contract or interests,
the question was a deception, and the withdrawal is empty.

Wrong:
    consents: {plugins: {label: Plugins, by: banner, covers: [chat], withdraw: [banner]}}        # chat: {basis: {legitimate_interests: …}}
Right:
    chat: {basis: {consent: plugins}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity

RULE = Rule(
    "ZU227",
    Severity.WARNING,
    Text(
        "Einwilligung für etwas, das anders begründet ist",
        "consent for something with another basis",
    ),
    Text(
        "Die Einwilligung „{consent}“ soll „{activity}“ umfassen; dort steht eine andere Rechtsgrundlage.",
        'The consent "{consent}" is to cover "{activity}"; another basis stands there.',
    ),
    Text(
        "Streichen Sie die Verarbeitung aus covers, oder schreiben Sie dort: basis: {consent: …}",
        "Delete the activity from covers, or write there: basis: {consent: …}",
    ),
    "Art. 5(1)(a), 6(1)(a), 7(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents that cover an activity in which no basis, device item or disclosure asks for them."""
    for consent in matter.policy.consents.values():
        for activity in (matter.policy.activities[id] for id in consent.covers if id in matter.policy.activities):
            if not _uses(activity, consent.id):
                yield RULE.finding(consent.place, consent=consent.id, activity=activity.id)


def _uses(activity: Activity, consent: str) -> bool:
    asked = {basis.consent for basis in activity.bases} | {item.consent for item in activity.devices}
    return consent in asked or any(flow.when_kind == "consent" and flow.when_ref == consent for flow in activity.flows)
