"""ZU639: change without telling anybody (Art. 13(3), 5(1)(a), 12(1) GDPR).

People need not look at the website again and again. Substantial changes are brought to them, and a further purpose is
told before it begins.

Wrong:
    statements: [{text: {de: Wir behalten uns vor, diese Erklärung jederzeit ohne Ankündigung zu ändern., en: We may change this notice at any time without notice.}}]
Right:
    changes: {notify: customer, by: [mail], when: substantial, before: 30 days}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU639",
    Severity.WARNING,
    Text(
        "Änderung ohne Mitteilung vorbehalten",
        "change without telling anybody",
    ),
    Text(
        "Der Satz behält Änderungen ohne Mitteilung vor; über neue Zwecke muss man vorher informieren.",
        "The sentence reserves changes without telling anybody; new purposes have to be told before.",
    ),
    Text(
        "Sagen Sie, wie Sie informieren: changes: {notify: customer, by: [mail], when: substantial, before: 30 days}",
        "Say how people are told: changes: {notify: customer, by: [mail], when: substantial, before: 30 days}",
    ),
    "Art. 13(3), 5(1)(a), 12(1) GDPR",
)

SILENTLY = re.compile(
    r"(?:jederzeit|einseitig)?[^.]*\bohne (?:\w+ )?(?:ankündigung|vorankündigung|benachrichtigung|mitteilung|hinweis|information)\b[^.]*\b(?:änder\w+|anpass\w+|angepasst|geändert)"
    r"|(?:änder\w+|anpass\w+)[^.]*\bohne (?:\w+ )?(?:ankündigung|vorankündigung|benachrichtigung|mitteilung)"
    r"|\b(?:change|amend|modify|update)\w*\b[^.]*\bwithout (?:prior |further )?(?:notice|notification|announcement)",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Statements that let the notice change silently."""
    for document in matter.policy.documents.values():
        for statement in document.statements:
            if any(SILENTLY.search(words) for words in (statement.text.de or "", statement.text.en or "")):
                yield RULE.finding(statement.place)
