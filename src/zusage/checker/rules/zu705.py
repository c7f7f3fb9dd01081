"""ZU705: start is a sentinel (Art. 5(1)(d), (e) GDPR).

A sentinel such as 1970-01-01 is older than every cut-off; taken seriously it would delete what is still needed, so rows with
one are never due, and somebody has to say when they really began.

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
        "Beginn ist ein Platzhalter",
        "start is a sentinel",
    ),
    Text(
        "{column} enthält Platzhalter wie 1970-01-01 (Zeilen: {sentinel}); was so beginnt, wird nie fällig.",
        "{column} holds sentinels such as 1970-01-01 (rows: {sentinel}); what begins like this is never due.",
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
