"""ZU324: run does not fit into the period (Art. 5(1)(e), 5(2) GDPR).

The regular period holds the time for carrying it out (DIN 66398): what falls due just after a run waits for the next one.

Wrong:
    run: {every: 7 days, grace: 1 day}
    tickets: {data: [tickets], from: closed, delete: after 30 days}
Right:
    run: {every: 1 day, grace: 1 day}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.organisation import Run
from zusage.policy.rule import Bound, Stage
from zusage.policy.rule import Rule as Retention
from zusage.policy.start import Removed, Unseen

RULE = Rule(
    "ZU324",
    Severity.WARNING,
    Text(
        "Lauf passt nicht in die Frist",
        "run does not fit into the period",
    ),
    Text(
        "„{rule}“ muss binnen {time_de} ausgeführt sein, aber der Lauf kommt nur alle {every_de}; schon der Zeitplan bricht die Zusage.",
        '"{rule}" must be carried out within {time_en}, but the run comes every {every_en} only; the promise breaks by its timetable.',
    ),
    Text(
        "Lassen Sie den Lauf öfter kommen (run: {every: …}), oder geben Sie mehr Zeit: grace: … oder eine längere Frist",
        "Let the run come more often (run: {every: …}), or give more time: grace: … or a longer period",
    ),
    "Art. 5(1)(e), 5(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages that have less time than one run interval; of those that share the run's grace the first is named."""
    told: set[Period] = set()
    run = matter.policy.run
    for rule in matter.policy.rules:
        for stage in () if rule.same_as or isinstance(rule.start, Removed | Unseen) else rule.stages:
            time = _time(rule, stage, run)
            if run.every.longest_hours <= time.longest_hours or time in told:
                continue
            told |= {time} if stage.bound is not Bound.WITHIN else set()
            words = span("time", time, "dative") | span("every", run.every)
            yield RULE.finding(stage.place, rule.id, rule=rule.id, **words)


def _time(rule: Retention, stage: Stage, run: Run) -> Period:
    """Between the moment from which the run may act and the one at which the promise is broken."""
    if stage.bound is Bound.WITHIN:
        return stage.period
    if stage.bound is Bound.AFTERWARDS and rule.at_the_latest is not None:
        return rule.at_the_latest
    return run.grace if rule.grace is None else rule.grace
