"""ZU145: legal bases without assignment (Art. 13(1)(c), 14(1)(c), 5(1)(a) GDPR).

Several bases in one breath leave open which one carries what. People cannot tell whether they may object, withdraw, or
have to accept it.

Wrong:
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: 'Grundlage ist Art. 6 Abs. 1 lit. a, b und f DSGVO.', en: 'The basis is Art. 6(1)(a), (b) and (f) GDPR.'}}]
Right:
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: Den Newsletter senden wir auf Grundlage von Art. 6 Abs. 1 lit. a DSGVO., en: We send the newsletter under Art. 6(1)(a) GDPR.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU145",
    Severity.WARNING,
    Text(
        "Rechtsgrundlagen ohne Zuordnung",
        "legal bases without assignment",
    ),
    Text(
        "„{words}“ zählt Grundlagen auf, ohne sie Zwecken zuzuordnen.",
        '"{words}" lists bases without assigning them to purposes.',
    ),
    Text(
        "Sagen Sie zu jedem Zweck, auf welcher Grundlage er steht: basis mit purposes in der Tätigkeit.",
        "Say for each purpose on which basis it rests: basis with purposes in the activity.",
    ),
    "Art. 13(1)(c), 14(1)(c), 5(1)(a) GDPR",
)


_LETTER = r"(?:(?:lit|buchst)\.?\s*|buchstabe\s*|\()?[a-f]\b\)?(?!-)"
_LIST = re.compile(
    rf"art(?:\.|ikel|icle)?\s*6\s*(?:abs(?:\.|atz)?\s*1|\(1\)|para\.?\s*1)\s*(?:(?:s\.|satz)\s*1\s*)?(?:(?:lit|buchst)\.?\s*|buchstabe\s*|\()[a-f]\b\)?"
    rf"(?:\s*(?:,|/|und|oder|bzw\.|sowie|and|or)\s*{_LETTER})+",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences stated in documents, purposes and interests that list letters of Art. 6(1) in a row."""
    for text in said(matter.policy):
        found = _LIST.search(text.both)
        if found:
            yield RULE.finding(text.place, text.subject, words=found[0])
