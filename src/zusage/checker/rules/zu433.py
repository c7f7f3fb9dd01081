"""ZU433: derogation for a constant transfer (Art. 49(1), 44 GDPR).

A derogation is read narrowly and must not become the rule (EDPB Guidelines 2/2018). A processor in constant use, or a
consent asked for at every visit, is the rule.

Wrong:
    recipients: {hoster: {country: IN, transfer: {mechanism: consent, ground: 49-1-a, recurring: true}}}
Right:
    recipients: {hoster: {country: IN, role: controller, contracts: null, transfer: {mechanism: derogation, ground: 49-1-b}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU433",
    Severity.WARNING,
    Text("Ausnahme für eine ständige Übermittlung", "derogation for a constant transfer"),
    Text(
        "„{recipient}“ erhält Daten {how_de}; die Ausnahmen des Art. 49 DSGVO sind für den Einzelfall.",
        '"{recipient}" gets data {how_en}; the derogations of Art. 49 GDPR are for single cases.',
    ),
    Text(
        "Vereinbaren Sie Standardvertragsklauseln oder wählen Sie einen anderen Dienst.",
        "Agree on standard contractual clauses or choose another service.",
    ),
    "Art. 49(1), 44 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Derogations for transfers that are declared as recurring, or to a processor, which works constantly."""
    named = roles(matter.policy)
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism not in ("consent", "derogation"):
            continue
        if transfer.recurring:
            yield RULE.finding(transfer.place, recipient=recipient.id, how_de="immer wieder", how_en="again and again")
        elif "processor" in named[recipient.id]:
            words = {"how_de": "als Auftragsverarbeiter", "how_en": "as a processor"}
            yield RULE.finding(transfer.place, recipient=recipient.id, **words)
