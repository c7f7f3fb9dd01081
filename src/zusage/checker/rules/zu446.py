"""ZU446: category with one member only (Art. 13(1)(e), 15(1)(c) GDPR; CJEU C-154/21).

People may be told recipients or categories. Where there is one company only, the category hides it, and a request for
access has to name it anyway.

Wrong:
    recipients: {hoster: {name: null, category: {de: Hoster, en: hosts}, members: [Rechenzentrum Nord GmbH]}}
Right:
    recipients: {hoster: {name: Rechenzentrum Nord GmbH}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU446",
    Severity.INFO,
    Text("Kategorie mit nur einem Mitglied", "category with one member only"),
    Text(
        "Die Kategorie „{category}“ hat nur ein Mitglied: „{member}“. Dann gehört der Name in die Erklärung.",
        'The category "{category}" has one member only: "{member}". Then its name belongs into the notice.',
    ),
    Text(
        "Schreiben Sie name: statt category:.",
        "Write name: instead of category:.",
    ),
    "Art. 13(1)(e), 15(1)(c) GDPR; CJEU C-154/21",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients named by category alone, of which exactly one member is declared."""
    for recipient in matter.policy.recipients.values():
        if recipient.category is not None and not recipient.name and len(recipient.members) == 1:
            yield RULE.finding(recipient.place, category=recipient.id, member=recipient.members[0])
