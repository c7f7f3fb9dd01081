"""ZU637: requests go to somebody else than the customer (Art. 28(3)(e), 12(1) GDPR).

Only the controller can decide about a request. Whoever else gets it learns who asked for what, and nobody answers.

Wrong:
    live-chat: {role: processor, on_behalf_of: customer, requests: {forward_to: visitor, within: 3 days}}
Right:
    live-chat: {role: processor, on_behalf_of: customer, requests: {forward_to: customer, within: 3 days}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU637",
    Severity.WARNING,
    Text(
        "Anträge gehen an jemand anderen als den Auftraggeber",
        "requests go to somebody else than the customer",
    ),
    Text(
        "„{activity}“ geschieht im Auftrag von „{customer}“, aber Anträge gehen an „{to}“.",
        '"{activity}" is done on behalf of "{customer}", but requests go to "{to}".',
    ),
    Text(
        "Nennen Sie unter forward_to den Auftraggeber.",
        "Name the customer under forward_to.",
    ),
    "Art. 28(3)(e), 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Processing on behalf of one party whose requests are passed on to another."""
    for activity in matter.policy.activities.values():
        customer, to = activity.on_behalf_of, activity.forward_to
        if activity.role == "processor" and customer and to and customer != to:
            yield RULE.finding(activity.place, activity.id, activity=activity.id, customer=customer, to=to)
