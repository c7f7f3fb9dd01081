"""ZU716: people cannot be found (Art. 12(2), 15(1) GDPR).

Requests find a person by the columns that the group names. A column that is not there finds nobody, and the answer to an
access request would be wrong.

Wrong:
    subjects: {customer: {found_in: {app.customers: [mail]}}}      # and the column is called email
Right:
    subjects: {customer: {found_in: {app.customers: [email]}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import columns_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU716",
    Severity.ERROR,
    Text(
        "Personen sind nicht zu finden",
        "people cannot be found",
    ),
    Text(
        "„{group}“ wird über {column} gesucht; diese Spalte hat die Tabelle nicht.",
        '"{group}" is looked up by {column}; the table has no such column.',
    ),
    Text(
        "Nennen Sie die Spalte, die Personen heute kennzeichnet: found_in: {…: […]}",
        "Name the column that identifies people today: found_in: {…: […]}",
    ),
    "Art. 12(2), 15(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Columns of `found_in` that the seen table lacks, keyed ones aside; one finding per group and table."""
    for subject in matter.policy.subjects.values():
        for system, table, columns in subject.found_in:
            there = columns_of(matter, system, table)
            missing = [name for name in columns if ":" not in name and there is not None and name not in there]
            if missing:
                yield RULE.finding(subject.place, "", group=subject.id, column=f"{system}.{table}.{missing[0]}")
