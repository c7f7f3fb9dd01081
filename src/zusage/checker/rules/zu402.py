"""ZU402: called a processor, but decides itself (Art. 4 no. 7, 28(10) GDPR).

Payment services and advertising networks decide about their own purposes; a contract under Art. 28 does not fit them.

Wrong:
    recipients: {gocardless: {use: gocardless/fr, name: GoCardless SAS, country: FR, role: processor}}
    activities: {contract: {recipients: {gocardless: {data: [invoices]}}}}
Right:
    recipients: {gocardless: {use: gocardless/fr, name: GoCardless SAS, country: FR, role: controller}}
    activities: {contract: {recipients: {gocardless: {data: [invoices]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.services import services

RULE = Rule(
    "ZU402",
    Severity.WARNING,
    Text(
        "Als Auftragsverarbeiter genannt, entscheidet aber selbst",
        "called a processor, but decides itself",
    ),
    Text(
        "„{recipient}“ ist als Auftragsverarbeiter erklärt; üblicherweise ist dieser Dienst selbst Verantwortlicher.",
        '"{recipient}" is declared as a processor; this service usually is a controller itself.',
    ),
    Text(
        "Prüfen Sie die Rolle im Vertrag; sonst role: controller.",
        "Check the role in the contract; otherwise role: controller.",
    ),
    "Art. 4 no. 7, 28(10) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients from the catalogue whose usual role is that of a controller."""
    known = services()
    for recipient in matter.policy.recipients.values():
        service = known.get(recipient.use)
        if recipient.role == "processor" and service is not None and service.role == "controller":
            yield RULE.finding(recipient.place, recipient=recipient.id)
