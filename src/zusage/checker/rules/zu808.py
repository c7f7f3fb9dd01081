"""ZU808: seven-day judgment for a website (Art. 6(1)(f), 13(1)(d) GDPR).

The judgment BGH III ZR 391/13 lets providers of internet access keep addresses for seven days. It says nothing about
websites, where the operator has to weigh interests itself (BGH VI ZR 135/13).

Wrong:
    statements: [{text: {de: 'Logdaten speichern wir sieben Tage (BGH, III ZR 391/13).'}}]
Right:
    statements: [{text: {de: 'Logdaten speichern wir sieben Tage, um Angriffe zu erkennen.'}}]
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
    "ZU808",
    Severity.WARNING,
    Text(
        "Sieben-Tage-Urteil für eine Website",
        "seven-day judgment for a website",
    ),
    Text(
        "„{found}“ betrifft Anbieter von Internetzugängen, keine Websites.",
        '"{found}" is about providers of internet access, not about websites.',
    ),
    Text(
        "Streichen Sie das Urteil, und nennen Sie das eigene Interesse (Art. 6 Abs. 1 lit. f DSGVO).",
        "Remove the judgment, and name your own interest (Art. 6(1)(f) GDPR).",
    ),
    "Art. 6(1)(f), 13(1)(d) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that cite the judgment."""
    for one in said(matter.policy):
        words = words_of(one.text)
        match = _WORDS.search(words)
        if match is not None:
            yield RULE.finding(one.place, one.subject, found=match[0])


_WORDS = re.compile(r"III\s*ZR\s*391/13", re.IGNORECASE)
