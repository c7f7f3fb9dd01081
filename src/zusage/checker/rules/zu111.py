"""ZU111: no way to a copy of the safeguards (Art. 13(1)(f), 14(1)(f), 46(2) GDPR).

Where a transfer rests on clauses or binding corporate rules, people are told how they get a copy or where it can be
read.

Wrong:
    recipients: {hoster: {country: IN, transfer: {mechanism: scc, module: '2', tia: 2026-01-10}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-01-10}]}}
Right:
    recipients: {hoster: {country: IN, transfer: {mechanism: scc, module: '2', tia: 2026-01-10, copy: {de: auf Anfrage bei uns, en: from us on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-01-10}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import PLACEHOLDER, ours, written
from zusage.checker.parties import third_countries
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Transfer

RULE = Rule(
    "ZU111",
    Severity.WARNING,
    Text(
        "Weg zur Kopie der Garantien fehlt",
        "no way to a copy of the safeguards",
    ),
    Text(
        "„{recipient}“: Es steht nicht da, wie man eine Kopie der Garantien bekommt.",
        '"{recipient}": it does not say how to get a copy of the safeguards.',
    ),
    Text(
        "Ergänzen Sie: copy: {de: auf Anfrage bei datenschutz@…, en: on request from datenschutz@…}",
        "Add: copy: {de: auf Anfrage bei datenschutz@…, en: on request from datenschutz@…}",
    ),
    "Art. 13(1)(f), 14(1)(f), 46(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers under clauses, corporate rules or compelling interests without words on the copy."""
    used = {
        flow.recipient
        for activity in ours(matter.policy)
        for flow in activity.flows
        if flow.role != "instructed_by_customer"
    }
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or recipient.id not in used or recipient.role == "instructed_by_customer":
            continue
        mechanism = _of_a_document(transfer)
        if mechanism and third_countries(recipient) and (transfer.copy is None or _forgotten(transfer)):
            yield RULE.finding(transfer.place, recipient=recipient.id)


def _of_a_document(transfer: Transfer) -> str:
    """The main mechanism, if it is a document of which there can be a copy; clauses in reserve owe none."""
    return transfer.mechanism if transfer.mechanism in ("scc", "bcr") else "49-1-2" if transfer.ground == "49-1-2" else ""


def _forgotten(transfer: Transfer) -> bool:
    return any(PLACEHOLDER.search(words) or not words.strip() for words in written(transfer.copy))
