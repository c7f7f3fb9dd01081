"""ZU228: a group of people that nothing is about (Art. 5(1)(a), 5(2) GDPR).

Leftovers make a notice longer and hide what counts. The other reading is worse: the activity about these people was
forgotten.

Wrong:
    subjects: {guest: {label: Gäste}}      # and no activity that names them
Right:
    activities: {wifi: {subjects: [guest]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU228",
    Severity.INFO,
    Text(
        "Gruppe von Personen, um die es nirgends geht",
        "a group of people that nothing is about",
    ),
    Text(
        "„{subject_id}“ ist als Gruppe von Personen erklärt, aber keine Tätigkeit, Tabelle oder Mitteilung betrifft sie.",
        '"{subject_id}" is declared as a group of people, but no activity, table or message concerns it.',
    ),
    Text(
        "Streichen Sie die Gruppe, oder ergänzen Sie, was mit ihren Daten geschieht.",
        "Delete the group, or add what happens with its data.",
    ),
    "Art. 5(1)(a), 5(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Groups of people that nothing refers to."""
    used = _used(matter.policy)
    for subject in matter.policy.subjects.values():
        if subject.id not in used:
            yield RULE.finding(subject.place, subject_id=subject.id)


def _used(policy: Policy) -> set[str]:
    used = {id for activity in policy.activities.values() for id in (*activity.subjects, activity.on_behalf_of)}
    used |= {activity.forward_to for activity in policy.activities.values()}
    used |= {use.subject for system in policy.systems.values() for use in system.tables.values()}
    return used | {document.changes.notify for document in policy.documents.values() if document.changes is not None}
