"""ZU701: undeclared table with personal data (Art. 5(1)(e), 30(1) GDPR).

What nobody declared is kept for ever and stands in no notice.

Wrong:
    tables: {customers: {subject: customer}}      # and a table tmp_export_2023 with e-mail addresses
Right:
    tables: {customers: {subject: customer}, tmp_export_2023: {owned_by: customers}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import SHAPES, personal_columns
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU701",
    Severity.ERROR,
    Text(
        "Nicht erklärte Tabelle mit personenbezogenen Daten",
        "undeclared table with personal data",
    ),
    Text(
        "Die Tabelle {table} enthält dem Anschein nach {shape_de}, und keine Erklärung nennt sie; nichts würde sie je löschen.",
        "Table {table} seems to hold {shape_en} and nothing declares it; nothing would ever delete it.",
    ),
    Text(
        "Erklären Sie sie unter tables: und in den data einer Tätigkeit, oder löschen Sie die Tabelle.",
        "Declare it under tables: and in the data of an activity, or drop the table.",
    ),
    "Art. 5(1)(e), 30(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Tables that exist, hold personal values in a sample, and are not declared."""
    seen: set[str] = set()
    for system, table, _, shape in personal_columns(matter):
        declared = matter.policy.systems[system]
        name = f"{system}.{table}"
        if table not in declared.tables and name not in seen:
            seen.add(name)
            yield RULE.finding(declared.place, name, table=name, **SHAPES[shape])
