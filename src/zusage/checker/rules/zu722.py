"""ZU722: undeclared table belongs to people (Art. 5(1)(e), 30(1) GDPR).

A table that refers to the row of a person is about that person, whatever stands in it. Undeclared, it has no period, stands
in no answer to an access request, and stops the deletion of the row that it refers to.

Wrong:
    tables: {customers: {subject: customer}}      # and a table addresses with a foreign key to customers
Right:
    tables: {customers: {subject: customer}, addresses: {owned_by: customers via customer_id}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import personal_columns
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.system import System

RULE = Rule(
    "ZU722",
    Severity.WARNING,
    Text(
        "Nicht erklärte Tabelle hängt an Personen",
        "undeclared table belongs to people",
    ),
    Text(
        "Die Tabelle {table} verweist auf {owner}, ist aber nicht erklärt.",
        "Table {table} refers to {owner} but is not declared.",
    ),
    Text(
        "Erklären Sie sie mit owned_by und einer Frist, oder begründen Sie, warum sie nichts über Personen sagt: no_personal_data: true.",
        "Declare it with owned_by and a period, or state that it says nothing about people: no_personal_data: true.",
    ),
    "Art. 5(1)(e), 30(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Undeclared tables with a foreign key to a declared table of people; whose values look personal is ZU701."""
    told = {f"{system}.{table}" for system, table, _, _ in personal_columns(matter)}
    for system in matter.policy.systems.values():
        structure = matter.survey.structure(system.id) if matter.survey is not None and system.connector == "sql" else None
        for name, table in sorted(structure.tables.items()) if structure is not None and system.tables else ():
            owner = next((key.target for key in table.foreign_keys if _of_people(system, key.target)), "")
            if owner and name not in system.tables and not name.startswith("zusage") and f"{system.id}.{name}" not in told:
                yield RULE.finding(system.place, system.id, table=f"{system.id}.{name}", owner=f"{system.id}.{owner}")


def _of_people(system: System, table: str) -> bool:
    use = system.tables.get(table)
    return use is not None and use.role in ("subject", "owned")
