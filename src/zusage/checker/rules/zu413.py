"""ZU413: standard clauses without a contract (Art. 46(2)(c) GDPR, Decision (EU) 2021/914).

The clauses protect only those who signed them, in the module that fits.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}}}
Right:
    recipients:
      hoster:
        country: US
        transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}
        contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU413",
    Severity.WARNING,
    Text(
        "Standardvertragsklauseln ohne Vertrag",
        "standard clauses without a contract",
    ),
    Text(
        "„{recipient}“ beruft sich auf Standardvertragsklauseln, aber kein Vertrag dieser Art ist angegeben.",
        '"{recipient}" relies on standard contractual clauses, but no such contract is given.',
    ),
    Text(
        "Tragen Sie ein: contracts: [{kind: scc, dated: JJJJ-MM-TT}]",
        "Add: contracts: [{kind: scc, dated: YYYY-MM-DD}]",
    ),
    "Art. 46(2)(c) GDPR, Decision (EU) 2021/914",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers under standard clauses without a dated contract of that kind."""
    for recipient in matter.policy.recipients.values():
        if recipient.transfer is not None and recipient.transfer.mechanism == "scc":
            if not any(c.kind == "scc" and c.dated for c in recipient.contracts):
                yield RULE.finding(recipient.place, recipient=recipient.id)
