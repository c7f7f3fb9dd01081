"""ZU631: who works with the data is not named (Art. 4(1), 13(1) GDPR; CJEU C-579/21).

Who answered a ticket and when is data about that person, too. Agents and operators are a group of their own, with a
period and rights of their own.

Wrong:
    tickets: {owned_by: customers via customer_id, accessed_by: agents via assignee_id}     # and no activity about tickets names agents
Right:
    support: {subjects: [customer, agent], data: {tickets: {label: Tickets, in: app.tickets}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Subject
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of

RULE = Rule(
    "ZU631",
    Severity.WARNING,
    Text(
        "Wer mit Daten arbeitet, ist nicht genannt",
        "who works with the data is not named",
    ),
    Text(
        "{table} hält fest, wer damit gearbeitet hat („{subject_id}“); in keiner Tätigkeit zu dieser Tabelle steht diese Gruppe.",
        '{table} records who worked with it ("{subject_id}"); no activity about this table names that group.',
    ),
    Text(
        "Nennen Sie die Gruppe in einer Tätigkeit zu dieser Tabelle, etwa subjects: [customer, agent].",
        "Name the group in an activity about this table, such as subjects: [customer, agent].",
    ),
    "Art. 4(1), 13(1) GDPR; CJEU C-579/21",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Tables that say which staff worked with a row, where no activity that uses them is about these people."""
    staff = {it.id for it in matter.policy.subjects.values() if _is_staff(it)}
    named = _named(matter.policy)
    for system in matter.policy.systems.values():
        for use in system.tables.values():
            tables = (system.tables.get(owner.table) for owner in use.accessed_by)
            groups = {table.subject for table in tables if table is not None and table.subject}
            about = named.get((system.id, use.name), set()) | named.get((system.id, ""), set())
            for group in sorted((groups & staff) - about) if about else ():
                yield RULE.finding(use.place, "", table=f"{system.id}.{use.name}", subject_id=group)


def _is_staff(subject: Subject) -> bool:
    words = f"{subject.id} {subject.label.de or ''} {subject.label.en or ''}"
    return subject.kind == "employee" or (not subject.kind and STAFF.search(words) is not None)


STAFF = re.compile(
    r"\b(?:agents?|staff|employees?|operators?)\b|beschäftigt|mitarbeit|personal\b|sachbearbeit", re.IGNORECASE
)


def _named(policy: Policy) -> dict[tuple[str, str], set[str]]:
    """For every table, and for systems that a rule covers entirely, the people that activities about it name."""
    found: dict[tuple[str, str], set[str]] = {}
    for activity in policy.activities.values():
        for datum in activity.data:
            for place in places_of(datum):
                found.setdefault(place, set()).update(activity.subjects)
    for rule in policy.rules:
        for system in rule.whole:
            found.setdefault((system, ""), set()).update(policy.activities[rule.activity].subjects)
    return found
