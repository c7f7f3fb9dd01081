"""ZU720: totals that name people (Art. 4(1), 5(1)(e) GDPR; recital 26).

Data that are declared as aggregated have no period and stand in no answer. If a sample of them shows addresses, they are
data about people like all others.

Wrong:
    totals: {label: Summen, in: app.totals, aggregated: true}      # and the column page holds e-mail addresses
Right:
    totals: {label: Summen, in: app.totals, columns: [day, visits], aggregated: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import SHAPES, personal_columns
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU720",
    Severity.ERROR,
    Text(
        "Summen, die Personen nennen",
        "totals that name people",
    ),
    Text(
        "{column} ist als Summe ohne Personen erklärt, enthält dem Anschein nach aber {shape_de}.",
        "{column} is declared as a total without people but seems to hold {shape_en}.",
    ),
    Text(
        "Nehmen Sie aggregated heraus und geben Sie eine Frist, oder speichern Sie wirklich nur Summen.",
        "Remove aggregated and give a period, or really store totals only.",
    ),
    "Art. 4(1), 5(1)(e) GDPR; recital 26",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Columns of aggregated data whose sampled values look like those of people."""
    data = [
        (activity.id, datum) for activity in matter.policy.activities.values() for datum in activity.data if datum.aggregated
    ]
    for system, table, column, shape in personal_columns(matter, "disguised") if data else ():
        for activity, datum in data:
            here = (datum.system, datum.table) == (system, table) and (datum.columns is None or column in datum.columns)
            if here and shape not in UNSURE:
                yield RULE.finding(datum.place, activity, column=f"{system}.{table}.{column}", **SHAPES[shape])
                break


UNSURE = frozenset({"name_like", "phone"})
"""Shapes that headings and numbers have, too."""
