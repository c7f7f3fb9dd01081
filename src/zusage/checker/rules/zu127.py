"""ZU127: compelling interests without telling the authority (Art. 49(1) subpara. 2, 49(6) GDPR).

The last exception for a transfer holds only if the authority was told, people were told of it and of the compelling
interest, and the assessment is on record.

Wrong:
    recipients: {lab: {name: Labor Pvt. Ltd., country: IN, role: controller, transfer: {mechanism: derogation, ground: 49-1-2, tia: 2026-02-20, copy: {de: auf Anfrage, en: on request}}}}
    activities: {contract: {recipients: {lab: {data: [master]}}}}
Right:
    recipients: {lab: {name: Labor Pvt. Ltd., country: IN, role: controller, transfer: {mechanism: derogation, ground: 49-1-2, tia: 2026-02-20, copy: {de: auf Anfrage, en: on request}}, evidence: [{kind: authority-notice, dated: 2026-03-01}]}}
    activities: {contract: {recipients: {lab: {data: [master]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU127",
    Severity.ERROR,
    Text(
        "Zwingende Interessen ohne Meldung an die Behörde",
        "compelling interests without telling the authority",
    ),
    Text(
        "„{recipient}“ stützt sich auf zwingende Interessen; eine Mitteilung an die Aufsichtsbehörde ist nicht vermerkt.",
        '"{recipient}" relies on compelling interests; no notice to the authority is on record.',
    ),
    Text(
        "Teilen Sie es der Behörde mit und schreiben Sie: evidence: [{kind: authority-notice, dated: JJJJ-MM-TT}]",
        "Tell the authority and write: evidence: [{kind: authority-notice, dated: YYYY-MM-DD}]",
    ),
    "Art. 49(1) subpara. 2, 49(6) GDPR",
)


KINDS = ("authority-notice", "authority_notice", "authority-informed", "authority_informed")


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on that ground without a dated notice to the authority among the evidence."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        papers = (*recipient.evidence, *recipient.contracts)
        told = any(one.kind in KINDS and one.dated is not None and one.dated <= matter.as_of for one in papers)
        if transfer is not None and transfer.ground == "49-1-2" and not told:
            yield RULE.finding(transfer.place, recipient=recipient.id)
