"""ZU549: stays on the device for years (Art. 5(1)(c), 5(1)(e), 25(2) GDPR).

What is on a device stays as long as its purpose needs it. A device is replaced after a few years; a lifetime beyond that
has no purpose, and for measuring a shorter one is asked.

Wrong:
    activities: {website: {device: {sid: {name: sid, by: self, lifetime: 30 years, access: {necessary: {de: Anmeldung, en: signing in}}}}}}
Right:
    activities: {website: {device: {sid: {name: sid, by: self, lifetime: session, access: {necessary: {de: Anmeldung, en: signing in}}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU549",
    Severity.WARNING,
    Text("Bleibt jahrelang auf dem Gerät", "stays on the device for years"),
    Text(
        "„{item}“ bleibt länger als zwei Jahre auf dem Gerät; wozu, ist nicht zu sehen.",
        '"{item}" stays for more than two years on the device; what for cannot be seen.',
    ),
    Text(
        "Verkürzen Sie die Laufzeit, etwa auf die Sitzung oder ein Jahr.",
        "Shorten the lifetime, such as to the session or one year.",
    ),
    "Art. 5(1)(c), 5(1)(e), 25(2) GDPR",
)


LONG = Period(years=2, days=3)


def check(matter: Matter) -> Iterator[Finding]:
    """Items of any purpose but measuring (ZU535) that stay for more than two years."""
    for activity in matter.policy.activities.values():
        for item in activity.devices if "analytics" not in kinds(activity) else ():
            if item.lifetime is not None and item.lifetime.shortest_hours > LONG.longest_hours:
                yield RULE.finding(item.place, activity.id, item=item.name)
