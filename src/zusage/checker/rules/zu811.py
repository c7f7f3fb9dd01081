"""ZU811: use of the website as consent (Art. 4 no. 11, Art. 7 GDPR; CJEU C-673/17).

Consent is an act of its own. Somebody who reads a page or goes on scrolling has agreed to nothing, so everything that is
based on it has no basis.

Wrong:
    statements: [{text: {de: 'Mit der Nutzung dieser Website erklären Sie sich einverstanden.'}}]
Right:
    statements: [{text: {de: 'Statistik gibt es nur, wenn Sie im Banner zustimmen.'}}]
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
    "ZU811",
    Severity.WARNING,
    Text(
        "Nutzung der Website als Einwilligung",
        "use of the website as consent",
    ),
    Text(
        "„{found}“ ist keine Einwilligung; sie braucht eine eindeutige Handlung.",
        '"{found}" is no consent; it takes a clear affirmative act.',
    ),
    Text(
        "Streichen Sie den Satz, und fragen Sie, wo eine Einwilligung nötig ist.",
        "Remove the sentence, and ask where consent is needed.",
    ),
    "Art. 4 no. 11, Art. 7 GDPR; CJEU C-673/17",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that turn using or reading into consent; a sentence that denies it is none."""
    for one in said(matter.policy):
        words = words_of(one.text)
        match = _WORDS.search(words)
        if match is not None and not _NOT.search(words):
            yield RULE.finding(one.place, one.subject, found=match[0])


_WORDS = re.compile(
    r"(?:(?:durch|mit) (?:die|der|das) (?:weitere[nr]? )?(?:nutz\w+|besuch\w*|weitersurfen|weiternutzung|verwend\w+)"
    r"|indem sie [^.]{0,40}(?:nutzen|weitersurfen))"
    r"[^.]{0,80}(?:einverstanden|stimmen sie|willigen sie|einwillig\w+)"
    r"|by (?:continuing to )?(?:us|visit|brows|access)\w+[^.]{0,60}you (?:agree|consent|accept)",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:keine|nicht|no|not)\b[^.]{0,40}(?:einwilligung|einverstanden|consent)", re.IGNORECASE)
