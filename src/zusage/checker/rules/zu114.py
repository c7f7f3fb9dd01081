"""ZU114: rectification does not reach recipients (Art. 16, 19, 13(2)(b) GDPR).

What is rectified with us stays wrong with those who got it before, unless they are told. A declaration that passes on
other requests and not this one shows that nobody does.

Wrong:
    rights: {channels: {post: true}, covers: [app], propagate: {erasure: by mail, restriction: by mail}}
Right:
    rights: {channels: {post: true}, covers: [app], propagate: {rectification: by mail, erasure: by mail, restriction: by mail}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU114",
    Severity.WARNING,
    Text(
        "Berichtigung erreicht Empfänger nicht",
        "rectification does not reach recipients",
    ),
    Text(
        "Anträge werden an Empfänger weitergegeben ({named}), Berichtigungen aber nicht.",
        "Requests are passed on to recipients ({named}), but rectifications are not.",
    ),
    Text(
        "Ergänzen Sie: propagate: {rectification: …}",
        "Add: propagate: {rectification: …}",
    ),
    "Art. 16, 19, 13(2)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rights that pass on something to recipients of personal data, but no rectification."""
    policy = matter.policy
    named = policy.rights.propagate
    others = {id for id, recipient in policy.recipients.items() if recipient.role not in ("self", "authority")}
    if named and "rectification" not in named and any(flow.recipient in others for a in ours(policy) for flow in a.flows):
        yield RULE.finding(policy.rights.place, named=", ".join(named))
