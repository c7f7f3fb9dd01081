"""ZU704: start is always empty (Art. 5(1)(e) GDPR).

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
        "Beginn ist überall leer",
        "start is always empty",
    ),
    Text(
        "{column} ist in allen {examined} Zeilen leer; so wird keine je fällig.",
        "{column} is empty in all {examined} rows; none of them is ever due.",
    ),
    Text(
        "Füllen Sie die Spalte, oder nennen Sie ein anderes Ereignis (earliest_of).",
        "Fill the column, or name another event (earliest_of).",
    ),
    "Art. 5(1)(e) GDPR",
    Needs.INVENTORY,
)


FEW = 10
"""With fewer rows than these, "nothing has ended yet" is the likelier reading."""


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns that hold nothing in every row: the rule can never act."""
    for column, numbers in moments(matter):
        null, examined = numbers.get("null", 0), numbers.get("examined", 0)
        if examined >= FEW and null == examined:
            yield RULE.finding(place_of(matter, column), column, column=column, examined=examined)
