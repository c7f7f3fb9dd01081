"""ZU222: once by name, once by category only (Art. 13(1)(e) GDPR; CJEU C-154/21).

Who is known by name should be named: people may ask for the concrete recipients, and two ways of saying the same look
like two disclosures.

Wrong:
    recipients: {carriers: {category: {de: Paketdienste, en: carriers}, members: [DHL], role: controller}, dhl: {name: DHL, country: DE, role: controller}}
Right:
    recipients: {dhl: {name: DHL, country: DE, role: controller}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU222",
    Severity.INFO,
    Text(
        "Einmal beim Namen, einmal nur als Kategorie",
        "once by name, once by category only",
    ),
    Text(
        "„{member}“ gehört zur Kategorie „{category}“ und steht zugleich mit eigenem Eintrag („{recipient}“) da.",
        '"{member}" belongs to the category "{category}" and has an entry of its own ("{recipient}"), too.',
    ),
    Text(
        "Nennen Sie den Empfänger überall beim Namen.",
        "Name the recipient everywhere.",
    ),
    "Art. 13(1)(e) GDPR; CJEU C-154/21",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Members of a category that are recipients with a name elsewhere."""
    named = {_folded(it.name): it for it in matter.policy.recipients.values() if it.name}
    for recipient in matter.policy.recipients.values():
        for member in recipient.members:
            known = named.get(_folded(member))
            if known is not None and known.id != recipient.id:
                yield RULE.finding(recipient.place, member=member, category=recipient.id, recipient=known.id)


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
