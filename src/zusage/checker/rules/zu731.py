"""ZU731: start lies in the future (Art. 5(1)(d), (e) GDPR).

A row that was issued or received tomorrow is a mistyped year or a wrong clock. Its period begins late, sometimes decades
late.

Wrong:
    from: {at: app.invoices.issued_on}      # and issued_on is 2206-03-01 in one row
Right:
    from: {at: app.invoices.issued_on}      # and CHECK (issued_on <= current_date)
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import fills_at_once, moments, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU731",
    Severity.WARNING,
    Text(
        "Beginn liegt in der Zukunft",
        "start lies in the future",
    ),
    Text(
        "{column} liegt in {future} Zeilen in der Zukunft; deren Frist beginnt viel zu spät.",
        "{column} lies in the future in {future} rows; their period begins much too late.",
    ),
    Text(
        "Berichtigen Sie die Werte, und lassen Sie die Datenbank solche Tage ablehnen (CHECK).",
        "Correct the values, and let the database refuse such days (CHECK).",
    ),
    "Art. 5(1)(d), (e) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns that every row has from the beginning, with moments that are still to come."""
    for column, numbers in moments(matter):
        future = numbers.get("future", 0)
        if future and fills_at_once(matter.policy, column):
            yield RULE.finding(place_of(matter, column), column, column=column, future=future)
