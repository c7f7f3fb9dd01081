"""ZU341: only some rows have a period (Art. 5(1)(e), 13(2)(a) GDPR).

A rule with `where` ends the rows that fulfil it, and a datum with `where` is these rows only. If no other rule is about the rest, the rest stays for ever, and the notice
tells people a period that is not theirs.

Wrong:
    activities: {contract: {retention: {tickets: {data: [tickets], where: {state: draft}, from: settled, delete: after 60 days}}}}
Right:
    activities: {contract: {retention: {tickets: {data: [tickets], from: settled, delete: after 60 days}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU341",
    Severity.WARNING,
    Text("Nur manche Zeilen haben eine Frist", "only some rows have a period"),
    Text(
        "Bei „{datum}“ in „{activity}“ haben nur manche Zeilen eine Frist; alle anderen bleiben.",
        'With "{activity}", only some rows of "{datum}" have a period; all others stay.',
    ),
    Text(
        "Ergänzen Sie eine Regel ohne where, oder eine für die übrigen Zeilen.",
        "Add a rule without where, or one for the other rows.",
    ),
    "Art. 5(1)(e), 13(2)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data with one rule only, which is for some rows; two conditions may be all there are."""
    policy = matter.policy
    whole = {system for rule in policy.rules for system in rule.whole}
    ruled: dict[tuple[str, str], list[bool]] = {}
    for rule in policy.rules:
        decided = rule.undecided is None and not rule.same_as
        for id in rule.data:
            datum = policy.datum(rule.activity, id)
            partial = decided and rule.where is not None and (datum is None or rule.where != datum.where)
            ruled.setdefault((rule.activity, id), []).append(partial)
    everywhere = {
        (unit.system, unit.table) for rule in policy.rules if rule.where is None and rule.stages for unit in rule.units
    }
    for activity in policy.activities.values():
        for datum in activity.data:
            rules = ruled.get((activity.id, datum.id), [])
            told = datum.system in whole or (datum.system, datum.table) in everywhere
            if len(rules) == 1 and rules[0] and not told:
                yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id)
