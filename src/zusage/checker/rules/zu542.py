"""ZU542: device and data on different consents (§ 25(1) TDDDG; Art. 6(1)(a), 7(3) GDPR).

One click may cover both steps if it says so. Where two different consents stand, withdrawing one leaves the other step
going, and people do not know which one to take back.

Wrong:
    activities: {website: {basis: {consent: newsletter, legitimate_interests: null}, device: {it: {name: 'zid', by: self, lifetime: 30 days, access: {consent: statistics}}}}}
Right:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zid', by: self, lifetime: 30 days, access: {consent: statistics}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU542",
    Severity.WARNING,
    Text("Gerät und Daten auf verschiedenen Einwilligungen", "device and data on different consents"),
    Text(
        "„{item}“ hängt an der Einwilligung „{consent}“, die Daten in „{activity}“ an einer anderen.",
        '"{item}" hangs on the consent "{consent}", the data in "{activity}" on another one.',
    ),
    Text(
        "Fragen Sie für beide Schritte mit derselben Einwilligung.",
        "Ask for both steps with the same consent.",
    ),
    "§ 25(1) TDDDG; Art. 6(1)(a), 7(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Items whose consent is none of those on which their activity rests; activities without consent are ZU502's."""
    for activity in matter.policy.activities.values():
        resting = {basis.consent for basis in activity.bases if basis.consent}
        for item in activity.devices if resting and activity.role != "processor" else ():
            if item.consent and item.consent not in resting and item.kind != "pixel":
                yield RULE.finding(item.place, activity.id, item=item.name, activity=activity.id, consent=item.consent)
