"""ZU703: declared table is missing (Art. 30(1) GDPR).

A rule on a table that is not there deletes nothing.

Wrong:
    tables: {custommers: {subject: customer}}
Right:
    tables: {customers: {subject: customer}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU703",
    Severity.ERROR,
    Text(
        "Erklärte Tabelle fehlt",
        "declared table is missing",
    ),
    Text(
        "Die Tabelle {table} ist erklärt, aber im System nicht da.",
        "Table {table} is declared but is not in the system.",
    ),
    Text(
        "Prüfen Sie den Namen, oder nehmen Sie die Tabelle aus der Erklärung.",
        "Check the name, or take the table out of the declaration.",
    ),
    "Art. 30(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Declared tables that a reachable target does not have."""
    missing: dict[str, None] = {}
    for surveyed in matter.survey.targets if matter.survey else ():
        if surveyed.structure is None:
            continue
        system = matter.policy.systems[surveyed.target.system]
        for name, use in system.tables.items():
            key = f"{system.id}.{name}"
            if name not in surveyed.structure.tables and key not in missing:
                missing[key] = None
                yield RULE.finding(use.place, key, table=key)
