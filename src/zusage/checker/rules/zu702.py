"""ZU702: undeclared column with personal data (Art. 5(1)(e), 30(1)(c) GDPR).

A column that no datum claims is not in the notice and has no period.

Wrong:
    data: {master: {in: app.customers, columns: [name]}}      # and a column customers.notes with e-mail addresses
Right:
    data: {master: {in: app.customers, columns: [name, notes]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import SHAPES, personal_columns
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU702",
    Severity.ERROR,
    Text(
        "Nicht erklärte Spalte mit personenbezogenen Daten",
        "undeclared column with personal data",
    ),
    Text(
        "Die Spalte {column} enthält dem Anschein nach {shape_de}, aber kein Datum nennt sie.",
        "Column {column} seems to hold {shape_en}, but no datum claims it.",
    ),
    Text(
        "Nehmen Sie die Spalte in columns: eines Datums auf, oder in personal: der Tabelle.",
        "Add the column to columns: of a datum, or to personal: of the table.",
    ),
    "Art. 5(1)(e), 30(1)(c) GDPR",
    Needs.INVENTORY,
)


UNSURE = frozenset({"name_like", "phone"})
"""In a table declared to hold nobody's data, names of things and numbers look like these."""


def check(matter: Matter) -> Iterator[Finding]:
    """Columns of declared tables that hold personal values in a sample and are claimed by nobody."""
    for system, table, column, shape in personal_columns(matter):
        use = matter.policy.systems[system].tables.get(table)
        if use is not None and not (use.role == "none" and shape in UNSURE):
            yield RULE.finding(use.place, f"{system}.{table}", column=f"{system}.{table}.{column}", **SHAPES[shape])
