"""ZU718: start is no moment (Art. 5(1)(e) GDPR).

A start is a date. Text such as "sofort", a yes or no, or a number without a declared meaning cannot be compared with a
period, so those rows never fall due.

Wrong:
    from: {at: app.tickets.closed_at}      # and closed_at is a text with "erledigt" in it
Right:
    from: {at: app.tickets.closed_at}      # and closed_at is a date
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import moments, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU718",
    Severity.WARNING,
    Text(
        "Beginn ist kein Zeitpunkt",
        "start is no moment",
    ),
    Text(
        "{column} enthält in {unreadable} von {examined} Zeilen keinen Zeitpunkt; diese Zeilen werden nie fällig.",
        "{column} holds no moment in {unreadable} of {examined} rows; those rows never fall due.",
    ),
    Text(
        "Nennen Sie eine Spalte mit Datum, oder sagen Sie, wie Zeiten gespeichert sind: time: {spalte: unix_s}.",
        "Name a column with a date, or say how moments are stored: time: {column: unix_s}.",
    ),
    "Art. 5(1)(e) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns with values that cannot be read as a moment."""
    for column, numbers in moments(matter):
        if unreadable := numbers.get("unreadable", 0):
            examined = numbers.get("examined", 0)
            yield RULE.finding(place_of(matter, column), column, column=column, unreadable=unreadable, examined=examined)
