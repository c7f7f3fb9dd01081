"""ZU440: processing contract with somebody who is no processor (Art. 4 no. 7, 4 no. 8, 28 GDPR).

Either we instruct somebody or it decides for itself. A contract of the wrong kind does not bind it, and the notice says
something else than the file.

Wrong:
    recipients: {hoster: {role: controller}}
Right:
    recipients: {hoster: {role: controller, contracts: null}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU440",
    Severity.WARNING,
    Text(
        "Vertrag über Auftragsverarbeitung mit jemandem, der keinen Auftrag hat",
        "processing contract with somebody who is no processor",
    ),
    Text(
        "Mit „{recipient}“ besteht ein Vertrag nach Art. 28 DSGVO, erklärt ist aber: {role_de}.",
        'There is a contract under Art. 28 GDPR with "{recipient}", but declared is {role_en}.',
    ),
    Text(
        "Berichtigen Sie die Rolle oder nehmen Sie den Vertrag heraus.",
        "Correct the role or take the contract out.",
    ),
    "Art. 4 no. 7, 4 no. 8, 28 GDPR",
)


ROLES = {
    "controller": ("eigener Verantwortlicher", "a controller"),
    "joint": ("gemeinsam Verantwortlicher", "a joint controller"),
    "authority": ("Behörde", "an authority"),
    "instructed_by_customer": ("vom Kunden beauftragt", "somebody instructed by the customer"),
    "self": ("wir selbst", "ourselves"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients with a contract under Art. 28 that are a processor in no flow and below nobody."""
    named = roles(matter.policy)
    for recipient in matter.policy.recipients.values():
        contract = next((contract for contract in recipient.contracts if contract.kind == "avv"), None)
        if contract is None or "processor" in named[recipient.id] or recipient.role not in ROLES:
            continue
        de, en = ROLES[recipient.role]
        yield RULE.finding(contract.place, recipient=recipient.id, role_de=de, role_en=en)
