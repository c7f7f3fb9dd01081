"""ZU707: instance without a registry row (Art. 5(1)(e) GDPR).

A database that nobody counts is a database that nobody deletes.

Wrong:
    each: {row: control.instances, key: id}      # and a database without such a row
Right:
    each: {row: control.instances, key: id}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU707",
    Severity.ERROR,
    Text(
        "Instanz ohne Eintrag im Register",
        "instance without a registry row",
    ),
    Text(
        "„{target}“ ist da, aber kein Eintrag im Register nennt diese Instanz; keine Regel erreicht sie.",
        '"{target}" is there, but no row of the registry names this instance; no rule reaches it.',
    ),
    Text(
        "Löschen Sie sie, oder tragen Sie sie ein.",
        "Delete it, or register it.",
    ),
    "Art. 5(1)(e) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Surveyed targets that are not expected."""
    for surveyed in matter.survey.targets if matter.survey else ():
        if not surveyed.expected:
            system = surveyed.target.system
            yield RULE.finding(matter.policy.systems[system].place, str(surveyed.target), target=str(surveyed.target))
