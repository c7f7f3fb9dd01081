"""ZU717: nothing new for more than a year (Art. 5(1)(a), 30(1) GDPR).

A table into which nothing has come for a year belongs to something that is over, or the application writes elsewhere today.
In both cases the notice describes what nobody does.

Wrong:
    data: {invoices: {in: app.invoices}}      # and the last invoice is of 2023
Right:
    data: {invoices: {in: billing.invoices}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from zusage.checker.drift import day_of, ends_of, fills_at_once, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU717",
    Severity.INFO,
    Text(
        "Seit über einem Jahr nichts Neues",
        "nothing new for more than a year",
    ),
    Text(
        "In {table} kam zuletzt am {day} etwas hinzu; entweder ist die Tätigkeit zu Ende, oder die Daten liegen inzwischen woanders.",
        "Something was last added to {table} on {day}; either the activity is over, or the data are elsewhere by now.",
    ),
    Text(
        "Prüfen Sie, wohin heute geschrieben wird; was vorbei ist, gehört aus der Erklärung, sobald die letzte Zeile gelöscht ist.",
        "Find out where the application writes today; what is over leaves the declaration once the last row is gone.",
    ),
    "Art. 5(1)(a), 30(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Columns that every new row fills, whose newest moment is more than a year ago."""
    for column, (_, newest) in ends_of(matter).items():
        day = day_of(matter, newest)
        if day + timedelta(days=366) < matter.as_of and fills_at_once(matter.policy, column):
            table = column.rpartition(".")[0]
            yield RULE.finding(place_of(matter, column), column, table=table, day=day.isoformat())
