"""ZU712: column of the start is missing (Art. 5(1)(e) GDPR).

A rule that counts from a column which the table does not have never finds anything due: a spelling mistake, or a release
that renamed it.

Wrong:
    from: {at: app.tickets.closed}      # and the column is called closed_at
Right:
    from: {at: app.tickets.closed_at}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import columns_of
from zusage.checker.lasting import starts_in
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.start import AllGone, ColumnStart, Matched, Silence, Start

RULE = Rule(
    "ZU712",
    Severity.ERROR,
    Text(
        "Spalte des Beginns fehlt",
        "column of the start is missing",
    ),
    Text(
        "„{rule}“ zählt ab {column}; diese Spalte hat die Tabelle nicht.",
        '"{rule}" counts from {column}; the table has no such column.',
    ),
    Text(
        "Nennen Sie die Spalte, die es gibt: from: {at: …}",
        "Name the column that is there: from: {at: …}",
    ),
    "Art. 5(1)(e) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Columns of a start that a seen table lacks; every column once."""
    told: set[str] = set()
    for rule in matter.policy.rules:
        for system, table, column in _columns(rule.start) if not rule.same_as else ():
            there, name = columns_of(matter, system, table), f"{system}.{table}.{column}"
            if there is not None and column not in there and name not in told:
                told.add(name)
                yield RULE.finding(rule.place, rule.id, rule=rule.id, column=name)


def _columns(start: Start) -> Iterator[tuple[str, str, str]]:
    for one in starts_in(start):
        match one:
            case ColumnStart(system, table, column) | AllGone(system, table, _, column) | Matched(system, table, column):
                yield system, table, column
            case Silence(places):
                yield from places
            case _:
                pass
