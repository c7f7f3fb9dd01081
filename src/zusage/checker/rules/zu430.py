"""ZU430: clauses for processors are none for third countries (Art. 46(2)(c) GDPR, Decision (EU) 2021/914).

Two decisions of the same day carry almost the same name: 2021/914 holds the clauses for third countries, 2021/915 those
between controllers and processors under Art. 28. Only the first carries a transfer.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, id: (EU) 2021/915, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, id: (EU) 2021/914, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import third
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU430",
    Severity.ERROR,
    Text(
        "Klauseln für Auftragsverarbeiter sind keine für Drittländer", "clauses for processors are none for third countries"
    ),
    Text(
        "„{recipient}“ beruft sich für ein Drittland auf die Klauseln (EU) 2021/915; diese regeln nur die Auftragsverarbeitung.",
        '"{recipient}" relies on the clauses of (EU) 2021/915 for a third country; those only regulate processing on behalf.',
    ),
    Text(
        "Vereinbaren Sie die Klauseln nach (EU) 2021/914 und berichtigen Sie id:.",
        "Agree on the clauses of (EU) 2021/914 and correct id:.",
    ),
    "Art. 46(2)(c) GDPR, Decision (EU) 2021/914",
    since=date(2021, 6, 27),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on clauses that name the decision on contracts under Art. 28, and not the one on third countries."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism != "scc" or not third(recipient, matter.as_of):
            continue
        if "2021/915" in transfer.id and "914" not in transfer.id:
            yield RULE.finding(transfer.place, recipient=recipient.id)
