"""ZU307: run does not fit into the period (DIN 66398; Art. 5(1)(e) GDPR).

The period contains the time for carrying it out; a run that comes too seldom breaks it by construction. What counts is the
longest time between two runs: the run interval, or the gap between two windows. "Within" leaves the period less its margin,
"after" and "at once" leave the margin.

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
        "„{rule}“ verspricht eine Zeit, in die der Lauf nicht passt: Zwischen zwei Läufen liegen bis zu {wait} Stunden, "
        "Zeit bleiben {room} Stunden.",
        '"{rule}" promises a time that the run does not fit into: up to {wait} hours lie between two runs, {room} hours are left.',
    ),
    Text(
        "Verlängern Sie Frist oder grace, oder lassen Sie den Lauf öfter kommen (run: {every: …, window: …}).",
        "Lengthen the period or its grace, or run more often (run: {every: …, window: …}).",
    ),
    "DIN 66398; Art. 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages that leave less time than may lie between two runs; the margin of the run itself is told once."""
    run = matter.policy.run
    wait, usual = run.longest_wait_hours, run.grace.longest_hours
    if usual < wait:
        yield RULE.finding(run.place, "run", rule="run", wait=wait, room=usual)
    for rule in (rule for rule in matter.policy.rules if not rule.same_as):
        grace = usual if rule.grace is None else rule.grace.longest_hours
        for stage in (*rule.stages, *rule.alternatives):
            within = stage.bound is Bound.WITHIN
            room = stage.period.longest_hours - grace if within else grace
            if room < wait and (within or rule.grace is not None):
                yield RULE.finding(stage.place, rule.id, rule=rule.id, wait=wait, room=max(room, 0))
