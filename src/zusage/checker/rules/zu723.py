"""ZU723: ownership has no column (Art. 15(1), 17(1) GDPR).

Rows of other tables are found by the column that says whose they are. If it is missing, they are in no answer and in no
deletion.

Wrong:
    invoices: {owned_by: customers via client_id}      # and the column is called customer_id
Right:
    invoices: {owned_by: customers via customer_id}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import columns_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU723",
    Severity.ERROR,
    Text(
        "Zugehörigkeit hat keine Spalte",
        "ownership has no column",
    ),
    Text(
        "{table} gehört laut Erklärung über {column} zu {owner}; diese Spalte hat die Tabelle nicht.",
        "By the declaration {table} belongs to {owner} via {column}; the table has no such column.",
    ),
    Text(
        "Nennen Sie die Spalte, die auf den Eigentümer zeigt: owned_by: … via …",
        "Name the column that points to the owner: owned_by: … via …",
    ),
    "Art. 15(1), 17(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Edges of ownership whose column the seen table lacks; one per table."""
    for system in matter.policy.systems.values():
        for use in system.tables.values() if system.connector == "sql" else ():
            there = columns_of(matter, system.id, use.name)
            for owner in use.owners if there is not None else ():
                missing = [name for name in (owner.column, owner.type_column) if name and name not in (there or ())]
                if missing:
                    table = f"{system.id}.{use.name}"
                    yield RULE.finding(use.place, table, table=table, column=missing[0], owner=f"{system.id}.{owner.table}")
                    break
