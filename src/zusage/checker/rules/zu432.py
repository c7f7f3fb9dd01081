"""ZU432: binding corporate rules without evidence (Art. 46(2)(b), 47 GDPR).

Such rules carry a transfer only after an authority has approved them, and only inside the group that they bind. The board
publishes which groups have some.

Wrong:
    recipients: {hoster: {country: IN, transfer: {mechanism: bcr, tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}}}
Right:
    recipients: {hoster: {country: IN, transfer: {mechanism: bcr, id: BCR-P of 2024-03-01, tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU432",
    Severity.WARNING,
    Text("Verbindliche interne Vorschriften ohne Nachweis", "binding corporate rules without evidence"),
    Text(
        "„{recipient}“ beruft sich auf verbindliche interne Datenschutzvorschriften, aber weder Genehmigung noch Dokument ist angegeben.",
        '"{recipient}" relies on binding corporate rules, but neither an approval nor a document is given.',
    ),
    Text(
        "Tragen Sie ein: transfer: {mechanism: bcr, id: …} oder evidence: [{kind: bcr, dated: JJJJ-MM-TT}]",
        "Enter: transfer: {mechanism: bcr, id: …} or evidence: [{kind: bcr, dated: YYYY-MM-DD}]",
    ),
    "Art. 46(2)(b), 47 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on binding rules without number, contract or evidence of that kind."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism != "bcr" or transfer.id:
            continue
        if not any(paper.kind.lower().startswith("bcr") for paper in recipient.contracts + recipient.evidence):
            yield RULE.finding(transfer.place, recipient=recipient.id)
