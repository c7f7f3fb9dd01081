"""ZU340: only after more than three years of silence (Art. 5(1)(e) GDPR).

Three years without a word are what practice grants for contacts and accounts that nobody uses; who waits longer should say
why.

Wrong:
    from: {silence: {place: app.tickets.created_at, for: 6 years}}
Right:
    from: {silence: {place: app.tickets.created_at, for: 2 years}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import own_rules, starts_in
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.start import Silence

RULE = Rule(
    "ZU340",
    Severity.INFO,
    Text(
        "Erst nach mehr als drei Jahren Stille",
        "only after more than three years of silence",
    ),
    Text(
        "„{rule}“ beginnt erst nach {period_de} ohne Kontakt und nennt keinen Grund; üblich sind höchstens drei Jahre.",
        '"{rule}" begins only after {period_en} without contact and gives no reason; three years at most are usual.',
    ),
    Text(
        "Verkürzen Sie die Zeit (silence: {for: …}), oder nennen Sie den Grund: because: …",
        "Shorten the time (silence: {for: …}), or give the reason: because: …",
    ),
    "Art. 5(1)(e) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that wait for a silence which is surely longer than three years, without a reason."""
    for rule in own_rules(matter.policy):
        for start in starts_in(rule.start) if rule.because is None else ():
            if isinstance(start, Silence) and start.period.shortest_hours > MOST.longest_hours:
                yield RULE.finding(rule.place, rule.id, rule=rule.id, **span("period", start.period, "dative"))
                break


MOST = Period(years=3)
