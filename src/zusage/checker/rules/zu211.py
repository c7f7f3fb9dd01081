"""ZU211: called aggregated, but stored by person (Art. 4(1), 5(1)(a) GDPR; recital 26).

Totals name nobody and need no period. Rows that belong to one person each are personal data, whatever their columns say.

Wrong:
    data: {counts: {label: {de: Tagessummen, en: daily totals}, in: app.tickets, aggregated: true}}      # tickets: {owned_by: customers}
Right:
    data: {counts: {label: {de: Tagessummen, en: daily totals}, in: app.totals, aggregated: true}}       # totals: {no_personal_data: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU211",
    Severity.WARNING,
    Text(
        "Zusammengefasst genannt, aber je Person gespeichert",
        "called aggregated, but stored by person",
    ),
    Text(
        "„{datum}“ gilt als zusammengefasst (aggregated); die Zeilen von {table} gehören aber einzelnen Personen.",
        '"{datum}" is declared as aggregated; the rows of {table} belong to single persons, though.',
    ),
    Text(
        "Streichen Sie aggregated, oder nennen Sie die Tabelle mit den Summen.",
        "Delete aggregated, or name the table with the totals.",
    ),
    "Art. 4(1), 5(1)(a) GDPR; recital 26",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Aggregated data in tables of people, or of what belongs to them."""
    for activity in matter.policy.activities.values():
        for datum in (datum for datum in activity.data if datum.aggregated):
            system = matter.policy.systems.get(datum.system)
            use = system.tables.get(datum.table) if system is not None else None
            if use is not None and use.role in ("subject", "owned"):
                yield RULE.finding(datum.place, activity.id, datum=datum.id, table=f"{datum.system}.{datum.table}")
