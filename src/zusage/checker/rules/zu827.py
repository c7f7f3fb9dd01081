"""ZU827: no such provision (Art. 13(1)(c), 12(1) GDPR).

Art. 6(1) has the letters a to f, Art. 9(2) a to j, and the Regulation 99 articles. A basis that does not exist cannot carry
anything, and whoever looks it up trusts nothing else.

Wrong:
    statements: [{text: {de: 'Rechtsgrundlage ist Art. 6 Abs. 1 lit. g DSGVO.'}}]
Right:
    statements: [{text: {de: 'Rechtsgrundlage ist Art. 6 Abs. 1 lit. f DSGVO.'}}]
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
    "ZU827",
    Severity.ERROR,
    Text(
        "Vorschrift gibt es nicht",
        "no such provision",
    ),
    Text(
        "„{found}“ gibt es nicht.",
        '"{found}" does not exist.',
    ),
    Text(
        "Schlagen Sie die Vorschrift nach: zusage law search …",
        "Look the provision up: zusage law search …",
    ),
    "Art. 13(1)(c), 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that cite a letter or an article which the Regulation does not have."""
    for one in said(matter.policy):
        words = words_of(one.text)
        match = _WORDS.search(words)
        if match is not None:
            yield RULE.finding(one.place, one.subject, found=match[0])


_LETTER = r"(?:S(?:atz|\.) ?1,? )?(?:lit\.?|litera|Buchst(?:aben\b|abe\b|\.)) ?\(?"
_WORDS = re.compile(
    rf"\bArt(?:ikel|\.)? ?6 ?(?:Abs(?:atz|\.) ?1|\(1\)) ?(?:{_LETTER}(?-i:[g-zG-Z])\b|\([g-z]\))"
    rf"|\bArt(?:ikel|\.)? ?9 ?(?:Abs(?:atz|\.) ?2|\(2\)) ?(?:{_LETTER}(?-i:[k-zK-Z])\b|\([k-z]\))"
    r"|\bArt(?:ikel|icle|\.)? ?[1-9]\d\d\b(?! ?(?:a?euv|vertrag|tfeu|gg|egbgb))[^.;,]{0,20}(?:DSGVO|DS-GVO|GDPR)",
    re.IGNORECASE,
)
