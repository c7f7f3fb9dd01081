"""ZU348: hold is seldom reviewed (Art. 5(1)(e), 17(3)(e) GDPR).

A hold never ends by itself. Who looks again only after more than a year keeps data blocked for a dispute that may have been
over for long.

Wrong:
    holds: {dispute: {label: Rechtsstreit, review: 3 years, approver: management}}
Right:
    holds: {dispute: {label: Rechtsstreit, review: 6 months, approver: management}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU348",
    Severity.INFO,
    Text(
        "Sperre wird selten überprüft",
        "hold is seldom reviewed",
    ),
    Text(
        "Die Sperre „{label_de}“ wird erst nach {period_de} wieder geprüft; so lange kann sie ohne Grund bestehen.",
        'The hold "{label_en}" is reviewed only after {period_en}; for that time it may stand without a reason.',
    ),
    Text(
        "Prüfen Sie wenigstens einmal im Jahr: review: 6 months.",
        "Review at least once a year: review: 6 months.",
    ),
    "Art. 5(1)(e), 17(3)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Kinds of hold whose review surely comes later than after a year."""
    for hold in matter.policy.holds.values():
        if hold.review.shortest_hours > MOST.longest_hours:
            words = span("period", hold.review, "dative")
            yield RULE.finding(hold.place, "", label_de=hold.label.to("de"), label_en=hold.label.to("en"), **words)


MOST = Period(years=1)
