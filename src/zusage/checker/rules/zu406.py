"""ZU406: annex of the contract missing (Art. 28(2), 28(3)(c), 32 GDPR).

A contract on processing names the measures of security and, where there are any, the further processors. Both usually
stand in annexes; a list of annexes without them looks incomplete.

Wrong:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2025-01-10, annexes: [sub-processors]}]}}
Right:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2025-01-10, annexes: [tom, sub-processors]}]}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.parties import newer
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU406",
    Severity.INFO,
    Text("Anlage zum Vertrag fehlt", "annex of the contract missing"),
    Text(
        "Unter den Anlagen des Vertrags mit „{recipient}“ fehlt: {missing_de}.",
        'Among the annexes of the contract with "{recipient}" is none on {missing_en}.',
    ),
    Text(
        "Ergänzen Sie die Anlage; steht es im Vertrag selbst, begründen Sie es mit allow.",
        "Add the annex; if the contract itself says it, say so with allow.",
    ),
    "Art. 28(2), 28(3)(c), 32 GDPR",
)


TOM = re.compile(r"tom|measure|security|maßnahm|massnahm|sicherheit|^(annex|anlage|anhang)[ _-]?(ii|2)$", re.IGNORECASE)
SUB = re.compile(r"sub|unterauftrag|weitere|^(annex|anlage|anhang)[ _-]?(iii|3)$", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Contracts under Art. 28 that list annexes, but none on measures, or none on further processors where there are some."""
    for recipient in matter.policy.recipients.values():
        for contract in recipient.contracts:
            if contract.kind != "avv" or not contract.annexes or newer(contract, recipient.contracts):
                continue
            if not any(TOM.search(annex) for annex in contract.annexes):
                words = {
                    "missing_de": "technische und organisatorische Maßnahmen",
                    "missing_en": "technical and organisational measures",
                }
                yield RULE.finding(contract.place, recipient=recipient.id, **words)
            elif recipient.sub_processors is not None and not any(SUB.search(annex) for annex in contract.annexes):
                words = {"missing_de": "weitere Auftragsverarbeiter", "missing_en": "further processors"}
                yield RULE.finding(contract.place, recipient=recipient.id, **words)
