"""ZU401: a processor without a contract on file (Art. 28(3) GDPR).

Whoever lets others process data binds them by a contract first; without one the disclosure has no ground.

Wrong:
    recipients: {hoster: {contracts: [{kind: avv}]}}
Right:
    recipients: {hoster: {name: Rechenzentrum Nord GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU401",
    Severity.ERROR,
    Text("Auftragsverarbeiter ohne Vertrag", "processor without a contract"),
    Text(
        "„{recipient}“ ist Auftragsverarbeiter, aber es ist kein Vertrag nach Art. 28 Abs. 3 DSGVO angegeben.",
        '"{recipient}" is a processor without a contract (Art. 28(3) GDPR).',
    ),
    Text("Tragen Sie ein: contracts: [{kind: avv, dated: JJJJ-MM-TT}]", "Add: contracts: [{kind: avv, dated: YYYY-MM-DD}]"),
    "Art. 28(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Every processor of ours needs a dated contract; with the processor of a processor it is that one who concludes it."""
    named = roles(matter.policy)
    for recipient in matter.policy.recipients.values():
        if "processor" in named.get(recipient.under, ()):
            continue
        if "processor" in named[recipient.id] and not any(c.kind == "avv" and c.dated for c in recipient.contracts):
            yield RULE.finding(recipient.place, recipient=recipient.id)
