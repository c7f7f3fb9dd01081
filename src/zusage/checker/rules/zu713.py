"""ZU713: start is missing in some rows (Art. 5(1)(e), 25(1) GDPR).

A column such as issued_on is filled when a row is made. Where it is empty nobody will ever know when the row falls due, and
it stays for good. What has merely not happened yet (an end, a closing) is no gap.

Wrong:
    invoices: {data: [invoices], from: {at: app.invoices.issued_on}, delete: after 9 years}      # and issued_on is NULL in old rows
Right:
    from: {at: app.invoices.issued_on}      # and issued_on is NOT NULL
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import fills_at_once, moments, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.checker.rules.zu704 import FEW
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU713",
    Severity.WARNING,
    Text(
        "Beginn fehlt in einigen Zeilen",
        "start is missing in some rows",
    ),
    Text(
        "{column} ist in {null} von {examined} Zeilen leer; diese Zeilen werden nie fällig.",
        "{column} is empty in {null} of {examined} rows; those rows never fall due.",
    ),
    Text(
        "Tragen Sie den Beginn nach und verbieten Sie die Lücke (NOT NULL). Ist sie richtig, schreiben Sie beim Ereignis empty: not_yet.",
        "Fill the start in and forbid the gap (NOT NULL). If it is right, write empty: not_yet at the event.",
    ),
    "Art. 5(1)(e), 25(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns that every row should have, empty in some; where all of many rows are empty it is ZU704."""
    for column, numbers in moments(matter):
        null, examined = numbers.get("null", 0), numbers.get("examined", 0)
        if null and (null < examined or examined < FEW) and fills_at_once(matter.policy, column):
            yield RULE.finding(place_of(matter, column), column, column=column, null=null, examined=examined)
