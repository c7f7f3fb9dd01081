"""ZU548: lifetime other than the provider says (Art. 13(2)(a) GDPR; CJEU C-673/17).

People have to be told how long a cookie stays. A lifetime much shorter than what the provider publishes is often a wish
and not the setting.

Wrong:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: '_pk_id*', by: self, lifetime: session, access: {consent: statistics}}}}}
Right:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: '_pk_id*', by: self, lifetime: 13 months, access: {consent: statistics}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.known import cookies_like
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.period import parse_lifetime
from zusage.model.text import Text

RULE = Rule(
    "ZU548",
    Severity.INFO,
    Text("Laufzeit anders als vom Anbieter angegeben", "lifetime other than the provider says"),
    Text(
        "Für „{item}“ ist {declared_de} erklärt; {service} nennt „{known}“.",
        'For "{item}" {declared_en} is declared; {service} says "{known}".',
    ),
    Text(
        "Sehen Sie im Browser nach und tragen Sie die tatsächliche Laufzeit ein.",
        "Look in a browser and enter the lifetime that it really has.",
    ),
    "Art. 13(2)(a) GDPR; CJEU C-673/17",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Items said to end much earlier than every known lifetime of a cookie of that name."""
    for activity in matter.policy.activities.values():
        for item in activity.devices:
            rows = [
                (one, cookie, period) for one, cookie in cookies_like(item) if (period := parse_lifetime(cookie.lifetime))
            ]
            if not rows or not (item.session or item.lifetime):
                continue
            mine = item.lifetime.longest_hours if item.lifetime else 0
            if all(mine * 2 < period.shortest_hours for *_, period in rows) and rows[0][2].shortest_hours > DAY:
                declared = {
                    "declared_de": "eine Laufzeit von weniger als der Hälfte",
                    "declared_en": "less than half of the lifetime",
                }
                if item.session:
                    declared = {"declared_de": "die Dauer der Sitzung", "declared_en": "the session"}
                one, cookie, _ = rows[0]
                known = cookie.written or cookie.lifetime
                yield RULE.finding(item.place, activity.id, item=item.name, service=one.name, known=known, **declared)


DAY = 24
