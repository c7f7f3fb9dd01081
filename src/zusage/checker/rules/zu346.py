"""ZU346: shortening right before deleting (Art. 5(1)(c), (e) GDPR).

A step that is followed by deletion within one run changes what nobody would have seen any more. Either it should come
earlier or it is not needed.

Wrong:
    stages: [{shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}, {delete: after 8 days}]
Right:
    stages: [{shorten: after 2 days, how: {client_ip: {v4: 24, v6: 48}}}, {delete: after 8 days}]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zusage.checker.lasting import own_rules
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action, Bound

RULE = Rule(
    "ZU346",
    Severity.INFO,
    Text(
        "Kürzen kurz vor dem Löschen",
        "shortening right before deleting",
    ),
    Text(
        "In „{rule}“ folgt auf das Kürzen schon nach höchstens {hours} Stunden das Löschen; der Schritt davor bewirkt nichts.",
        'In "{rule}" deletion follows within {hours} hours; the step before it has no effect.',
    ),
    Text(
        "Lassen Sie den Schritt früher kommen, oder streichen Sie ihn.",
        "Let the step come earlier, or remove it.",
    ),
    "Art. 5(1)(c), (e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Steps that change data and whose successor may come within the time of one run."""
    for rule in own_rules(matter.policy):
        grace = (rule.grace or matter.policy.run.grace).longest_hours
        for stage, following in pairwise(rule.stages):
            fixed = Bound.AFTERWARDS not in (stage.bound, following.bound) and rule.keep is None
            between = following.period.longest_hours - stage.period.shortest_hours
            if fixed and stage.action in _CHANGES and following.action is Action.DELETE and between <= grace:
                yield RULE.finding(stage.place, rule.id, rule=rule.id, hours=between)


_CHANGES = frozenset({Action.SHORTEN, Action.CLEAR, Action.PSEUDONYMISE, Action.ANONYMISE})
