"""ZU404: contract not looked at again (Art. 5(2), 28(1), 28(3) GDPR).

Whoever sets a term for looking at a contract again has to keep it: the duty to work with processors that offer enough
guarantees does not end with the signature.

Wrong:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2023-01-10, renew: 2 years}]}}
Right:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2025-01-10, renew: 2 years}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import newer
from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.calendar import add_days
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU404",
    Severity.WARNING,
    Text("Vertrag nicht wieder angesehen", "contract not looked at again"),
    Text(
        "Der Vertrag „{kind}“ mit „{recipient}“ sollte bis zum {day_de} wieder angesehen werden.",
        'The contract "{kind}" with "{recipient}" was to be looked at again by {day_en}.',
    ),
    Text(
        "Sehen Sie den Vertrag durch und tragen Sie das neue Datum ein.",
        "Go through the contract and enter the new date.",
    ),
    "Art. 5(2), 28(1), 28(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Contracts whose own term for the next look has passed and that no later one of the kind follows."""
    for recipient in matter.policy.recipients.values():
        for contract in recipient.contracts:
            if contract.dated is None or contract.renew is None or newer(contract, recipient.contracts):
                continue
            if (due := add_days(contract.dated, contract.renew)) < matter.as_of:
                yield RULE.finding(contract.place, recipient=recipient.id, kind=contract.kind, **day_words(due))
