"""ZU445: role other than usual (Art. 4 no. 7, 4 no. 8, 28 GDPR).

The role follows from who decides, not from the wish. What most customers of a service agreed on is a hint that the
contract should be read again.

Wrong:
    recipients: {shop: {use: aws, name: Amazon Web Services EMEA SARL, country: LU, role: controller}}
    activities: {contract: {recipients: {shop: {data: [invoices]}}}}
Right:
    recipients: {shop: {use: aws, name: Amazon Web Services EMEA SARL, country: LU, role: processor, access_from: [LU], contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {contract: {recipients: {shop: {data: [invoices]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.services import service

RULE = Rule(
    "ZU445",
    Severity.INFO,
    Text("Rolle anders als üblich", "role other than usual"),
    Text(
        "„{recipient}“ ist als {role_de} erklärt; „{service}“ ist üblicherweise {usual_de}.",
        '"{recipient}" is declared as {role_en}; "{service}" usually is {usual_en}.',
    ),
    Text(
        "Prüfen Sie die Rolle im Vertrag mit dem Anbieter.",
        "Check the role in the contract with the provider.",
    ),
    "Art. 4 no. 7, 4 no. 8, 28 GDPR",
)


WORDS = {
    "processor": ("Auftragsverarbeiter", "a processor"),
    "controller": ("Verantwortlicher", "a controller"),
    "joint": ("gemeinsam Verantwortlicher", "a joint controller"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Entries of the catalogue with another usual role, where neither ZU402 nor ZU531 speaks."""
    named = roles(matter.policy)
    for recipient in matter.policy.recipients.values():
        one = service(recipient.use) if recipient.use else None
        if one is None or recipient.role not in WORDS or one.role not in WORDS or one.role in named[recipient.id]:
            continue
        if (recipient.role, one.role) == ("processor", "controller") or one.category in ("advertising", "social"):
            continue
        (de, en), (usual_de, usual_en) = WORDS[recipient.role], WORDS[one.role]
        words = {"role_de": de, "role_en": en, "usual_de": usual_de, "usual_en": usual_en}
        yield RULE.finding(recipient.place, recipient=recipient.id, service=one.name, **words)
