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
from zusage.model.finding import Finding, Severity
from zusage.model.place import NOWHERE
from zusage.model.text import Text

RULE = Rule(
    "ZU603",
    Severity.ERROR,
    Text(
        "Antwortfrist zu lang",
        "time to answer is too long",
    ),
    Text(
        "Anträge sollen innerhalb von {period} beantwortet werden; erlaubt ist höchstens ein Monat.",
        "Requests are to be answered within {period}; one month at most is allowed.",
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
    if period.shortest_hours > 31 * 24 or period.months > 1:
        yield RULE.finding(NOWHERE, period=str(period))
