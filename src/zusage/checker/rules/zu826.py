"""ZU826: markup in a text (Art. 12(1) GDPR).

Texts of a declaration are printed as they are: tags and entities of HTML stand in the notice as signs that people have to
skip.

Wrong:
    statements: [{text: {de: 'Wir antworten<br>in einem Monat.'}}]
Right:
    statements: [{text: {de: Wir antworten in einem Monat.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.checker.wording import HTML, words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU826",
    Severity.WARNING,
    Text(
        "Markup im Text",
        "markup in a text",
    ),
    Text(
        "„{found}“ wird so gedruckt, wie es dasteht.",
        '"{found}" is printed as it stands.',
    ),
    Text(
        "Entfernen Sie das Markup; Absätze und Listen macht das Dokument selbst.",
        "Remove the markup; the document makes paragraphs and lists itself.",
    ),
    "Art. 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with tags or entities of HTML."""
    for one in said(matter.policy):
        words = words_of(one.text)
        match = HTML.search(words)
        if match is not None:
            yield RULE.finding(one.place, one.subject, found=match[0])
