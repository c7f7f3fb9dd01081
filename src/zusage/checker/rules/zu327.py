"""ZU327: too many deletion classes (DIN 66398, EN ISO/IEC 27555).

Classes exist so that few standard periods serve many kinds of data.

Wrong:
    tickets: {data: [tickets], from: closed, delete: within 83 days, class: tickets-83d}
Right:
    tickets: {data: [tickets], from: closed, delete: within 90 days, class: process/90d}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.classes import matrix

MOST = 12

RULE = Rule(
    "ZU327",
    Severity.INFO,
    Text(
        "Zu viele Löschklassen",
        "too many deletion classes",
    ),
    Text(
        "Es gibt {count} verschiedene Löschklassen; ab „{rule}“ sind es mehr als {most}, und kaum jemand behält den Überblick.",
        'There are {count} different deletion classes; from "{rule}" on it is more than {most}, and hardly anybody keeps track.',
    ),
    Text(
        "Fassen Sie Fristen zusammen, die nahe beieinander liegen: die kürzere genügt meist.",
        "Merge periods that lie close together: the shorter one usually does.",
    ),
    "DIN 66398, EN ISO/IEC 27555",
)


def check(matter: Matter) -> Iterator[Finding]:
    """The first rule of the first class that is one too many."""
    seen: set[str] = set()
    for rule in matter.policy.rules:
        if rule.deletion_class and rule.deletion_class not in seen:
            seen.add(rule.deletion_class)
            if len(seen) == MOST + 1:
                count = len(matrix(matter.policy))
                yield RULE.finding(rule.place, rule.id, rule=rule.id, count=count, most=MOST)
