"""ZU116: restriction does not work everywhere (Art. 18, 19, 13(2)(b) GDPR).

While a dispute is open, data may only be stored; nothing in Art. 18 lets a store or a recipient go on. Rules that a
restriction does not touch, or recipients who are told of other requests only, break that.

Wrong:
    activities: {contract: {retention: {tickets: {survives: [restriction]}}}}
Right:
    rights: {channels: {post: true}, covers: [app], propagate: {rectification: by mail, restriction: by mail}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU116",
    Severity.WARNING,
    Text(
        "Einschränkung greift nicht überall",
        "restriction does not work everywhere",
    ),
    Text(
        "Das Recht auf Einschränkung erreicht „{what}“ nicht.",
        'The right to restriction does not reach "{what}".',
    ),
    Text(
        "Streichen Sie survives: [restriction]; ergänzen Sie bei rights: propagate: {restriction: …}",
        "Delete survives: [restriction]; add to rights: propagate: {restriction: …}",
    ),
    "Art. 18, 19, 13(2)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that survive a restriction, and requests passed on to recipients without it."""
    policy = matter.policy
    judged = {activity.id for activity in ours(policy)}
    for rule in policy.rules:
        if "restriction" in rule.survives and rule.activity in judged:
            yield RULE.finding(rule.place, rule.id, what=rule.id)
    named = policy.rights.propagate
    others = {id for id, recipient in policy.recipients.items() if recipient.role not in ("self", "authority")}
    if named and "restriction" not in named and any(flow.recipient in others for a in ours(policy) for flow in a.flows):
        yield RULE.finding(policy.rights.place, what="recipients")
