"""ZU310: reports of whistleblowers for more than three years (§ 11(5) HinSchG).

The documentation of a report is deleted three years after the procedure has ended. Longer is allowed only where another law
makes it necessary and proportionate, and then somebody has to be able to say which.

Wrong:
    reports: {data: [reports], from: closed, delete: after 5 years}
Right:
    reports: {data: [reports], from: closed, keep: {law: de/whistleblowing}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.topics import topics
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU310",
    Severity.WARNING,
    Text(
        "Hinweise länger als drei Jahre",
        "reports of whistleblowers for more than three years",
    ),
    Text(
        "„{rule}“ sieht nach Hinweisen einer Meldestelle aus und hält sie {period_de}; zu löschen sind sie drei Jahre nach Ende des Verfahrens.",
        '"{rule}" looks like reports of whistleblowers and keeps them for {period_en}; they are to be deleted three years after the procedure has ended.',
    ),
    Text(
        "Schreiben Sie keep: {law: de/whistleblowing}, delete: afterwards, oder nennen Sie den Grund: because: …",
        "Write keep: {law: de/whistleblowing}, delete: afterwards, or give the reason: because: …",
    ),
    "§ 11(5) HinSchG",
    since=date(2023, 7, 2),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules about reports that surely last longer than three years without a reason or a duty."""
    for rule in own_rules(matter.policy) if matter.policy.regime.startswith("eu/de") else ():
        stage, period = ending(rule), lasts(rule, matter)
        duty = rule.keep is not None and rule.keep.kind == "duty"
        if (
            stage is None
            or period is None
            or duty
            or rule.because is not None
            or period.shortest_hours <= MOST.longest_hours
        ):
            continue
        if "whistleblowing" in topics(matter.policy, rule):
            yield RULE.finding(stage.place, rule.id, rule=rule.id, **span("period", period))


MOST = Period(years=3)
