"""ZU321: kept for longer than allowed (Art. 5(1)(e) GDPR, Art. 17(3)(b) GDPR).

A duty that counts from the end of a year may last a year longer than its period: the outer bound has to leave room for it.

Wrong:
    checks: {data: [checks], from: ended, keep: {law: de/aml}, delete: afterwards, at_the_latest: 5 years}
Right:
    checks: {data: [checks], from: ended, keep: {law: de/aml}, delete: afterwards, at_the_latest: 10 years}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.unread import by_term
from zusage.model.calendar import Clock
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.rule import Keep
from zusage.policy.rule import Rule as Retention

RULE = Rule(
    "ZU321",
    Severity.ERROR,
    Text(
        "Mindestfrist länger als Höchstfrist",
        "kept for longer than allowed",
    ),
    Text(
        "„{rule}“ muss mindestens {least_de} aufbewahrt werden und spätestens nach {most_de} weg sein; beides zugleich geht nicht.",
        '"{rule}" must be kept for at least {least_en} and be gone after {most_en} at the latest; both together is impossible.',
    ),
    Text(
        "Verlängern Sie at_the_latest, oder nehmen Sie eine kürzere Frist in keep; eine gesetzliche Pflicht geht vor.",
        "Lengthen at_the_latest, or take a shorter period in keep; a statutory duty comes first.",
    ),
    "Art. 5(1)(e) GDPR, Art. 17(3)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules whose duty, or whose own stage, surely lasts longer than their outer bound for some starts."""
    for rule in matter.policy.rules:
        if rule.same_as or rule.at_the_latest is None:
            continue
        for least, keep in _least(rule, matter.as_of):
            if least.longest_hours > rule.at_the_latest.longest_hours:
                words = span("least", least) | span("most", rule.at_the_latest, "dative")
                yield by_term(RULE.finding(rule.place, rule.id, rule=rule.id, **words), keep, matter.as_of)
                break


def _least(rule: Retention, on: date) -> Iterator[tuple[Period, Keep | None]]:
    """The least times, each with the duty it comes from."""
    term = rule.keep.term(on) if rule.keep is not None else None
    if term is not None:
        yield term.period + (Period() if term.clock is Clock.AT else Period(years=1)), rule.keep
    yield from ((stage.period, None) for stage in rule.stages[-1:])
