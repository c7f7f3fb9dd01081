"""ZU603: time to answer is too long (Art. 12(3) GDPR).

One month from receipt; two more only in single cases, with reasons given inside the first month.

Wrong:
    rights: {answer_within: 2 months}
Right:
    rights: {answer_within: 1 month}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.language.durations import duration
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU603",
    Severity.ERROR,
    Text(
        "Antwortfrist zu lang",
        "time to answer is too long",
    ),
    Text(
        "Als Frist für Antworten ist „{period_de}“ erklärt; erlaubt ist höchstens ein Monat.",
        '"{period_en}" is declared as the time to answer; one month at most is allowed.',
    ),
    Text(
        "Schreiben Sie: answer_within: 1 month",
        "Write: answer_within: 1 month",
    ),
    "Art. 12(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """More than a month to answer."""
    period = matter.policy.rights.answer_within
    beyond_a_month = period != Period(months=1) and (period.months > 0 or period.years > 0)
    if beyond_a_month or period.shortest_hours > 30 * 24:
        words = {"period_de": duration(period, "de"), "period_en": duration(period, "en")}
        yield RULE.finding(matter.policy.rights.place, "rights", **words)
