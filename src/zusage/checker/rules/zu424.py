"""ZU424: standard clauses without a module (Art. 46(2)(c) GDPR, Decision (EU) 2021/914).

The clauses of 2021 are four contracts in one text. Only the module that fits the roles is agreed; without it nobody knows
what was.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import EXPORTED, once, void
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU424",
    Severity.WARNING,
    Text("Standardvertragsklauseln ohne Modul", "standard clauses without a module"),
    Text(
        "Für „{recipient}“ ist nicht angegeben, welches Modul der Standardvertragsklauseln vereinbart ist.",
        'It is not given which module of the standard contractual clauses is agreed with "{recipient}".',
    ),
    Text(
        "Tragen Sie ein: module: 2 (an Auftragsverarbeiter), 1 (an Verantwortliche), 3 (zwischen Auftragsverarbeitern) oder 4.",
        "Enter: module: 2 (to processors), 1 (to controllers), 3 (between processors) or 4.",
    ),
    "Art. 46(2)(c) GDPR, Decision (EU) 2021/914",
    since=date(2021, 6, 27),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers under the clauses of 2021, signed in reserve too, without a module."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or recipient.role not in EXPORTED or transfer.module:
            continue
        reserve = "scc" in transfer.also and any(contract.kind == "scc" for contract in recipient.contracts)
        if transfer.mechanism != "scc" and not reserve:
            continue
        if not once(transfer.id, matter.as_of) and not void(transfer.id, matter.as_of):
            yield RULE.finding(transfer.place, recipient=recipient.id)
