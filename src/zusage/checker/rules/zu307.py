"""ZU307: run does not fit into the period (DIN 66398; Art. 5(1)(e) GDPR).

The period contains the time for carrying it out; a run that comes too seldom breaks it by construction.

Wrong:
    run: {every: 1 week, grace: 1 day}        # and: delete: within 3 days
Right:
    run: {every: 1 day, grace: 1 day}         # and: delete: within 3 days
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Bound

RULE = Rule(
    "ZU307",
    Severity.WARNING,
    Text(
        "Lauf passt nicht in die Frist",
        "run does not fit into the period",
    ),
    Text(
        "„{rule}“ verspricht „innerhalb von“ einer Frist, in die ein Lauf mit seiner Ausführungsfrist nicht passt.",
        '"{rule}" promises "within" a period that is too short for one run and its margin.',
    ),
    Text(
        "Verlängern Sie die Frist oder lassen Sie den Lauf öfter kommen (run: {every: …}).",
        "Lengthen the period or run more often (run: {every: …}).",
    ),
    "DIN 66398; Art. 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages within a period shorter than one run interval and its margin."""
    run = matter.policy.run
    for rule in (rule for rule in matter.policy.rules if not rule.same_as):
        need = run.every + (run.grace if rule.grace is None else rule.grace)
        for stage in (*rule.stages, *rule.alternatives):
            if stage.bound is Bound.WITHIN and stage.period.longest_hours < need.longest_hours:
                yield RULE.finding(stage.place, rule.id, rule=rule.id)
