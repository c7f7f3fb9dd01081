"""ZU134: the contract lacks items that must be in it (Art. 28(3) GDPR).

A contract with a processor holds eight undertakings, from acting on instructions to audits. Where they are listed, one
that is not on the list is probably not in the contract either.

Wrong:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2025-01-10, clauses: [instructions, confidentiality, security, sub_processors, rights, assistance, deletion]}]}}
Right:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2025-01-10, clauses: [instructions, confidentiality, security, sub_processors, rights, assistance, deletion, audit]}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.clauses import stipulated

RULE = Rule(
    "ZU134",
    Severity.WARNING,
    Text(
        "Im Vertrag fehlen Pflichtpunkte",
        "the contract lacks items that must be in it",
    ),
    Text(
        "Der Vertrag mit „{recipient}“ nennt nicht: {what_de}.",
        'The contract with "{recipient}" does not name: {what_en}.',
    ),
    Text(
        "Prüfen Sie den Vertrag und ergänzen Sie clauses, oder lassen Sie die Liste weg.",
        "Look at the contract and complete clauses, or leave the list out.",
    ),
    "Art. 28(3) GDPR",
)


WORDS = {
    "instructions": ("Weisung", "instructions"),
    "confidentiality": ("Vertraulichkeit", "confidentiality"),
    "security": ("Sicherheit", "security"),
    "sub_processors": ("weitere Auftragsverarbeiter", "sub-processors"),
    "rights": ("Rechte der Betroffenen", "rights of people"),
    "assistance": ("Unterstützung", "assistance"),
    "deletion": ("Löschung oder Rückgabe", "deletion or return"),
    "audits": ("Nachweise und Prüfungen", "evidence and audits"),
}
_A_LIST = 4
"""From so many of the eight on, the list is meant to be one; a single further undertaking is none."""


def check(matter: Matter) -> Iterator[Finding]:
    """Contracts of processing whose list of undertakings is meant to be whole and is not."""
    for recipient in matter.policy.recipients.values():
        for contract in recipient.contracts:
            found = stipulated(contract.clauses)
            lacks = [words for item, words in WORDS.items() if item not in found] if contract.kind == "avv" else []
            if lacks and len(found) >= _A_LIST:
                de, en = (", ".join(words) for words in zip(*lacks, strict=True))
                yield RULE.finding(contract.place, recipient=recipient.id, what_de=de, what_en=en)
