"""ZU708: instance cannot be reached (Art. 5(2) GDPR).

What could not be seen is not kept but unproven.

Wrong:
    each: {row: control.instances, key: id}      # and a row whose database is gone
Right:
    each: {row: control.instances, key: id, skip: {state: purged}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU708",
    Severity.WARNING,
    Text(
        "Instanz ist nicht zu erreichen",
        "instance cannot be reached",
    ),
    Text(
        "„{target}“ steht im Register, ist aber nicht zu erreichen ({problem}).",
        '"{target}" is in the registry but cannot be reached ({problem}).',
    ),
    Text(
        "Wenn sie gelöscht ist: vermerken Sie es im Register (skip).",
        "If it is gone: mark it in the registry (skip).",
    ),
    "Art. 5(2) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Expected targets with a problem, of systems that can be probed."""
    for surveyed in matter.survey.targets if matter.survey else ():
        if surveyed.problem and surveyed.expected and not surveyed.absent and not surveyed.problem.startswith("no probe"):
            place = matter.policy.systems[surveyed.target.system].place
            yield RULE.finding(place, str(surveyed.target), target=str(surveyed.target), problem=surveyed.problem)
