"""ZU705: start is a sentinel or in the future (Art. 5(1)(d), (e) GDPR).

A sentinel is older than every cut-off; taken seriously it would delete what is still needed.

Wrong:
    from: {at: app.orders.closed_at}      # and closed_at is 1970-01-01 in some rows
Right:
    from: {at: app.orders.closed_at}      # and closed_at is NULL while open
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import moments, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU705",
    Severity.WARNING,
    Text(
        "Beginn ist ein Platzhalter oder liegt in der Zukunft",
        "start is a sentinel or in the future",
    ),
    Text(
        "{column} enthält {sentinel} Platzhalter (wie 1970-01-01); diese Zeilen werden nie fällig.",
        "{column} holds {sentinel} sentinels (such as 1970-01-01); those rows are never due.",
    ),
    Text(
        "Berichtigen Sie die Werte; bis dahin bleibt die Zusage ohne Beleg.",
        "Correct the values; until then the promise stays unproven.",
    ),
    "Art. 5(1)(d), (e) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns with sentinels."""
    for column, numbers in moments(matter):
        if sentinel := numbers.get("sentinel", 0):
            yield RULE.finding(place_of(matter, column), column, column=column, sentinel=sentinel)
