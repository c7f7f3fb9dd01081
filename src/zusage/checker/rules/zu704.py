"""ZU704: start is often empty (Art. 5(1)(e) GDPR).

Rows without a start are kept for ever.

Wrong:
    from: {at: app.enquiries.settled_at}      # and settled_at is empty in every row
Right:
    from: {earliest_of: [settled, received_plus_a_year]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import moments, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU704",
    Severity.WARNING,
    Text(
        "Beginn ist oft leer",
        "start is often empty",
    ),
    Text(
        "{column} ist in {null} von {examined} Zeilen leer; diese Zeilen werden nie fällig.",
        "{column} is empty in {null} of {examined} rows; those rows are never due.",
    ),
    Text(
        "Füllen Sie die Spalte, oder nennen Sie ein anderes Ereignis (earliest_of).",
        "Fill the column, or name another event (earliest_of).",
    ),
    "Art. 5(1)(e) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns that hold nothing in every row: the rule can never act."""
    for column, numbers in moments(matter):
        null, examined = numbers.get("null", 0), numbers.get("examined", 0)
        if examined and null == examined:
            yield RULE.finding(place_of(matter, column), column, column=column, null=null, examined=examined)
