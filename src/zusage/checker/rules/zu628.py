"""ZU628: staff are evaluated and not named (Art. 13(1), 88(2) GDPR).

Employees have to be told like everybody else, and the law wants transparency here most of all. Who is not named as a
group finds the evaluation in no notice.

Wrong:
    response-times: {subjects: [customer], staff_evaluation: true}
Right:
    response-times: {subjects: [customer, staff], staff_evaluation: true}        # staff: {kind: employee}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU628",
    Severity.WARNING,
    Text(
        "Beschäftigte werden ausgewertet und nicht genannt",
        "staff are evaluated and not named",
    ),
    Text(
        "„{activity}“ wertet Leistung oder Verhalten von Beschäftigten aus; unter subjects steht keine solche Gruppe.",
        '"{activity}" evaluates performance or behaviour of staff; no such group is among its subjects.',
    ),
    Text(
        "Nennen Sie die Gruppe: subjects: [staff], und staff: {kind: employee}",
        "Name the group: subjects: [staff], and staff: {kind: employee}",
    ),
    "Art. 13(1), 88(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Evaluations of staff in activities about other people only."""
    for activity in matter.policy.activities.values():
        about = [matter.policy.subjects[id] for id in activity.subjects if id in matter.policy.subjects]
        if activity.staff_evaluation and activity.role != "processor" and not any(it.kind == "employee" for it in about):
            yield RULE.finding(activity.place, activity.id, activity=activity.id)
