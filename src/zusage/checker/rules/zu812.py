"""ZU812: changes without notice reserved (Art. 13(3), 14(4), 12(1) GDPR).

Who uses data for another purpose informs people before; nobody can be made to look for changes. A disclaimer of liability
has no place in a privacy notice either.

Wrong:
    statements: [{text: {de: 'Wir können diese Erklärung jederzeit ohne Ankündigung ändern.'}}]
Right:
    changes: {notify: customer, by: [email], when: substantial, before: 30 days}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.checker.wording import words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU812",
    Severity.WARNING,
    Text(
        "Änderung ohne Ankündigung vorbehalten",
        "changes without notice reserved",
    ),
    Text(
        "„{found}“ ersetzt die Information über neue Zwecke nicht.",
        '"{found}" does not replace information about new purposes.',
    ),
    Text(
        "Streichen Sie den Satz, und erklären Sie, wie Menschen von Änderungen erfahren: changes: {notify: …, by: […], when: substantial, before: …}.",
        "Remove the sentence, and declare how people hear of changes: changes: {notify: …, by: […], when: substantial, before: …}.",
    ),
    "Art. 13(3), 14(4), 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that reserve changes without notice, or exclude liability for the notice."""
    for one in said(matter.policy):
        words = words_of(one.text)
        match = _WORDS.search(words)
        if match is not None:
            yield RULE.finding(one.place, one.subject, found=match[0])


_WORDS = re.compile(
    r"ohne (?:vorherige |gesonderte |weitere )?(?:ankündigung|benachrichtigung|hinweis|mitteilung)[^.]{0,40}(?:änder|anpass|aktualis)\w*"
    r"|(?:änder|anpass|aktualis)\w*[^.]{0,40}ohne (?:vorherige |gesonderte |weitere )?(?:ankündigung|benachrichtigung|mitteilung)"
    r"|(?:change|amend|update|modif)\w*[^.]{0,60}without (?:prior |further )?notice"
    r"|keine haftung für (?:diese |die )?datenschutz\w+|no liability for this (?:privacy )?(?:notice|policy)",
    re.IGNORECASE,
)
