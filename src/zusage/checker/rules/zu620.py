"""ZU620: self-erasure promised although a duty stays (Art. 5(1)(a), 17(3)(b) GDPR).

A button that says 'erase' and leaves invoices for eight years deceives people, unless it says so beside it. Closing the
account is what it does.

Wrong:
    billing: {self_service: {erase: true}, retention: {invoices: {data: [invoices], from: issued, keep: {law: de/vouchers}, delete: afterwards}}}
Right:
    billing: {self_service: {close: true}, retention: {invoices: {data: [invoices], from: issued, keep: {law: de/vouchers}, delete: afterwards}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU620",
    Severity.WARNING,
    Text(
        "Selbst löschen zugesagt, obwohl eine Pflicht bleibt",
        "self-erasure promised although a duty stays",
    ),
    Text(
        "„{activity}“ sagt zu, dass man selbst löschen kann; „{rule}“ bewahrt Daten davon wegen einer Pflicht auf.",
        '"{activity}" promises that people can erase themselves; "{rule}" keeps some of it for a duty.',
    ),
    Text(
        "Sagen Sie, was bleibt: survives: [erasure] bei der Regel, oder close: true statt erase: true.",
        "Say what stays: survives: [erasure] at the rule, or close: true in place of erase: true.",
    ),
    "Art. 5(1)(a), 17(3)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities where people erase their data themselves, with a rule that keeps some for a duty and does not say so."""
    own = {id for id, it in matter.policy.activities.items() if it.self_service is not None and it.self_service.erase}
    told: set[str] = set()
    for rule in matter.policy.rules if own else ():
        duty = rule.keep is not None and rule.keep.kind == "duty"
        if rule.activity in own - told and duty and "erasure" not in rule.survives and not rule.same_as:
            told.add(rule.activity)
            place = matter.policy.activities[rule.activity].place
            yield RULE.finding(place, rule.activity, activity=rule.activity, rule=rule.id.replace("/retention/", "/"))
