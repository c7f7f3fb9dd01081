"""ZU535: measuring with a very long lifetime (Art. 5(1)(c), 5(1)(e), 25(2) GDPR).

No statute names a limit. The French authority recommends thirteen months at most for measuring, and browsers cut off what
is longer than four hundred days, so that a longer period is not even true. What only stores that somebody objects to
being measured measures nothing, and the longer it stays the longer the objection counts.

Wrong:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Messung, en: measuring, kind: analytics}}, basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zid', by: self, lifetime: 2 years, access: {consent: statistics}}}}}
Right:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Messung, en: measuring, kind: analytics}}, basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zid', by: self, lifetime: 13 months, access: {consent: statistics}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.devices import keeps_refusal
from zusage.checker.purposes import kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU535",
    Severity.INFO,
    Text("Messung mit sehr langer Laufzeit", "measuring with a very long lifetime"),
    Text(
        "„{item}“ bleibt länger als 13 Monate auf dem Gerät; für eine Messung ist das lang.",
        '"{item}" stays on the device for more than 13 months, which is long for measuring.',
    ),
    Text(
        "Verkürzen Sie die Laufzeit, oder sagen Sie mit allow, wozu sie nötig ist.",
        "Shorten the lifetime, or say with allow what it is needed for.",
    ),
    "Art. 5(1)(c), 5(1)(e), 25(2) GDPR",
    confidence="verify",
)


LONG = Period(months=13, days=3)


def check(matter: Matter) -> Iterator[Finding]:
    """Items for measuring that stay longer than thirteen months."""
    for activity in matter.policy.activities.values():
        long = [item for item in activity.devices if item.lifetime and item.lifetime.shortest_hours > LONG.longest_hours]
        lasting = [item for item in long if not keeps_refusal(item)]
        if lasting and "analytics" in kinds(activity):
            for item in lasting:
                yield RULE.finding(item.place, activity.id, item=item.name)
