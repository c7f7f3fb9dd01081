"""ZU301: period not decided (Art. 13(2)(a), 5(1)(e) GDPR).

A sentence without a period or an observable criterion cannot be kept and cannot be checked.

Wrong:
    retention: {open: {data: [events], undecided: {as_found: bis zum Ende der Zusammenarbeit}}}
Right:
    retention: {open: {data: [events], from: {at: app.events.created_at}, delete: after 12 months}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.wording import is_boilerplate
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU301",
    Severity.WARNING,
    Text(
        "Frist noch nicht entschieden",
        "period not decided",
    ),
    Text(
        "Für „{rule}“ steht noch keine Frist fest; der Satz wird gedruckt und bleibt ohne Beleg.",
        '"{rule}" has no period yet; its sentence is printed and stays unproven.',
    ),
    Text(
        "Nennen Sie Ereignis und Frist: from: {at: …}, delete: after …",
        "Name event and period: from: {at: …}, delete: after …",
    ),
    "Art. 13(2)(a), 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Every undecided rule is named, unless its sentence says nothing at all (ZU303)."""
    for rule in matter.policy.rules:
        if rule.undecided is not None and not is_boilerplate(rule.undecided):
            yield RULE.finding(rule.place, rule.id, rule=rule.id)
