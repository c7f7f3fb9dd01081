"""ZU226: only for a group that is not named (Art. 5(1)(a), 13(1) GDPR).

The notice tells each group what happens with its data. An activity that is limited to one group and names another tells
it to the wrong people.

Wrong:
    recording: {subjects: [visitor], only_for: {group: {app.customers: {plan: trial}}}}
Right:
    recording: {subjects: [customer], only_for: {group: {app.customers: {plan: trial}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.promise import AssureTerms
from zusage.policy.system import System, TableUse

RULE = Rule(
    "ZU226",
    Severity.WARNING,
    Text(
        "Nur für eine Gruppe, die nicht genannt ist",
        "only for a group that is not named",
    ),
    Text(
        "„{activity}“ gilt nur für Zeilen aus {table}, also für „{group}“; unter subjects steht diese Gruppe nicht.",
        '"{activity}" is only for rows of {table}, that is for "{group}"; this group is not among its subjects.',
    ),
    Text(
        "Nennen Sie die Gruppe unter subjects, oder ändern Sie only_for.",
        "Name the group under subjects, or change only_for.",
    ),
    "Art. 5(1)(a), 13(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities for a group whose table belongs to people that they do not name."""
    tables = {f"{s.id}.{use.name}": (s, use) for s in matter.policy.systems.values() for use in s.tables.values()}
    for promise in matter.policy.promises:
        if promise.kind != "only-for-group" or not isinstance(promise.terms, AssureTerms):
            continue
        activity = matter.policy.activities[promise.activity]
        for table in dict.fromkeys(_table(pair) for pair in promise.terms.parameters.get("group", ())):
            subject = _subject(*tables[table]) if table in tables else ""
            if subject and activity.subjects and subject not in activity.subjects:
                yield RULE.finding(activity.place, activity.id, activity=activity.id, table=table, group=subject)


def _table(pair: object) -> str:
    """System and table of a pair such as ("app.customers.plan", "trial")."""
    return ".".join(str(pair[0]).split(".")[:2]) if isinstance(pair, tuple) else ""


def _subject(system: System, use: TableUse) -> str:
    """Whose rows they are: of the table, or of the one table that owns them, directly or through others."""
    seen: set[str] = set()
    while not use.subject and len(use.owners) == 1 and use.name not in seen and use.owners[0].table in system.tables:
        seen.add(use.name)
        use = system.tables[use.owners[0].table]
    return use.subject
