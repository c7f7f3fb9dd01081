"""ZU434: derogation without a ground (Art. 49(1), 13(1)(f) GDPR).

Article 49 is a closed list. Each letter has conditions of its own, so that the letter is part of the decision and of the
notice; a transfer on consent is letter a and no other.

Wrong:
    recipients: {hoster: {country: IN, role: controller, contracts: null, transfer: {mechanism: derogation}}}
Right:
    recipients: {hoster: {country: IN, role: controller, contracts: null, transfer: {mechanism: derogation, ground: 49-1-b}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU434",
    Severity.ERROR,
    Text("Ausnahme ohne Tatbestand", "derogation without a ground"),
    Text(
        "Für „{recipient}“ ist eine Ausnahme nach Art. 49 DSGVO angegeben, aber {what_de}.",
        'A derogation of Art. 49 GDPR is given for "{recipient}", but {what_en}.',
    ),
    Text(
        "Tragen Sie den Buchstaben ein, etwa ground: 49-1-b.",
        "Enter the letter, such as ground: 49-1-b.",
    ),
    "Art. 49(1), 13(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Derogations without a letter, and consents with the letter of something else."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None:
            continue
        if transfer.mechanism == "derogation" and not transfer.ground:
            words = {"what_de": "kein Tatbestand genannt", "what_en": "no ground is named"}
            yield RULE.finding(transfer.place, recipient=recipient.id, **words)
        elif transfer.mechanism == "consent" and transfer.ground not in ("", "49-1-a"):
            words = {
                "what_de": "für eine Einwilligung ein anderer Buchstabe als a",
                "what_en": "with another letter than a for a consent",
            }
            yield RULE.finding(transfer.place, recipient=recipient.id, **words)
