"""ZU221: one company, two roles (Art. 4 no. 7, 8, Art. 13(1)(e) GDPR).

A company can be processor for one thing and controller for another. Declared twice without a word on which is which,
readers see two companies, and contracts are checked for one only.

Wrong:
    recipients: {bank: {name: Bank AG, country: DE, role: controller}, bank-terminal: {name: Bank AG, country: DE, role: processor}}
Right:
    activities: {terminal: {recipients: {bank: {data: all, role: processor}}}}      # and one entry for bank
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Recipient

RULE = Rule(
    "ZU221",
    Severity.WARNING,
    Text(
        "Ein Unternehmen, zwei Rollen",
        "one company, two roles",
    ),
    Text(
        "„{recipient}“ und „{other}“ sind dasselbe Unternehmen, einmal {role_de}, einmal {other_role_de}.",
        '"{recipient}" and "{other}" are the same company, once {role_en}, once {other_role_en}.',
    ),
    Text(
        "Führen Sie es einmal; wo die Rolle abweicht, steht sie bei der Weitergabe: recipients: {…: {role: controller}}",
        "Keep one entry; where the role differs, it stands with the flow: recipients: {…: {role: controller}}",
    ),
    "Art. 4 no. 7, 8, Art. 13(1)(e) GDPR",
)

ROLES = {
    "processor": ("Auftragsverarbeiter", "a processor"),
    "controller": ("Verantwortlicher", "a controller"),
    "joint": ("gemeinsam Verantwortlicher", "a joint controller"),
    "instructed_by_customer": ("vom Kunden beauftragt", "instructed by the customer"),
    "self": ("wir selbst", "ourselves"),
    "authority": ("Behörde", "an authority"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Later entries of a company that is declared before with another role."""
    first: dict[str, Recipient] = {}
    for recipient in matter.policy.recipients.values():
        name = " ".join(recipient.name.lower().split())
        known = first.setdefault(name, recipient) if name else recipient
        if known.role != recipient.role and recipient.role in ROLES and known.role in ROLES:
            mine, theirs = ROLES[recipient.role], ROLES[known.role]
            words = {"role_de": mine[0], "role_en": mine[1], "other_role_de": theirs[0], "other_role_en": theirs[1]}
            yield RULE.finding(recipient.place, recipient=recipient.id, other=known.id, **words)
