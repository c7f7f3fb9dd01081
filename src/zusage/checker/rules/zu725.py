"""ZU725: start without an index (Art. 25(1), 32(1) GDPR).

Without an index on the start every plan reads the whole table. That harms no person, but a run that takes hours is a run
that somebody switches off.

Wrong:
    from: {at: app.events.created_at}      # and 2 000 000 rows without an index on created_at
Right:
    from: {at: app.events.created_at}      # and CREATE INDEX ON events (created_at)
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import moments, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU725",
    Severity.INFO,
    Text(
        "Beginn ohne Index",
        "start without an index",
    ),
    Text(
        "{column} hat keinen Index bei {examined} Zeilen; jeder Lauf liest die ganze Tabelle.",
        "{column} has no index at {examined} rows; every run reads the whole table.",
    ),
    Text(
        "Legen Sie einen Index auf die Spalte an.",
        "Create an index on the column.",
    ),
    "Art. 25(1), 32(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns of large tables that begin no index, no key and no unique constraint."""
    for column, numbers in moments(matter):
        system, table, name = column.split(".", 2)
        structure = matter.survey.structure(system) if matter.survey is not None else None
        found = structure.tables.get(table) if structure is not None else None
        if found is None or matter.policy.systems[system].connector != "sql" or numbers.get("examined", 0) < MANY:
            continue
        if not any(columns[:1] == (name,) for columns in (*found.indexes, *found.unique, found.key)):
            yield RULE.finding(place_of(matter, column), column, column=column, examined=numbers["examined"])


MANY = 100_000
