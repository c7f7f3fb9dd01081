"""ZU714: declared column is missing (Art. 5(2), 30(1)(c) GDPR).

A datum whose column is not there is in the notice and not in the database: the rule on it changes nothing, and nobody
notices where the data went.

Wrong:
    data: {master: {in: app.customers, columns: [name, mail]}}      # and the column is called email
Right:
    data: {master: {in: app.customers, columns: [name, email]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import columns_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Text
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU714",
    Severity.ERROR,
    Text(
        "Erklärte Spalte fehlt",
        "declared column is missing",
    ),
    Text(
        "Die Spalte {column} ist erklärt, die Tabelle hat sie aber nicht.",
        "Column {column} is declared but the table does not have it.",
    ),
    Text(
        "Nennen Sie die Spalte, wie sie heute heißt, oder nehmen Sie sie aus der Erklärung.",
        "Give the column the name that it has today, or take it out of the declaration.",
    ),
    "Art. 5(2), 30(1)(c) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Columns that a datum or a table declares and that a seen table lacks; every column once."""
    told: set[str] = set()
    for place, subject, system, table, columns in _declared(matter.policy):
        there = columns_of(matter, system, table)
        for column in columns if there is not None else ():
            name = f"{system}.{table}.{column}"
            if column not in (there or ()) and name not in told:
                told.add(name)
                yield RULE.finding(place, subject, column=name)


def _declared(policy: Policy) -> Iterator[tuple[Place, str, str, str, tuple[str, ...]]]:
    for activity in policy.activities.values():
        for datum in activity.data:
            if policy.systems.get(datum.system) is not None and policy.systems[datum.system].connector == "sql":
                yield datum.place, activity.id, datum.system, datum.table, datum.columns or ()
    for system in policy.systems.values():
        for use in system.tables.values() if system.connector == "sql" else ():
            yield use.place, "", system.id, use.name, use.personal or ()
