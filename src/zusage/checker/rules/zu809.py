"""ZU809: ePrivacy Regulation announced (Art. 12(1) GDPR; law in force on the day of the check).

The proposal for an ePrivacy Regulation was withdrawn in February 2025. A sentence that prepares people for it describes a
law that will not come.

Wrong:
    statements: [{text: {de: 'Mit der ePrivacy-Verordnung passen wir diesen Hinweis an.'}}]
Right:
    statements: [{text: {de: 'Grundlage für den Zugriff auf Ihr Gerät ist § 25 TDDDG.'}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU809",
    Severity.INFO,
    Text(
        "ePrivacy-Verordnung angekündigt",
        "ePrivacy Regulation announced",
    ),
    Text(
        "„{found}“ kommt nicht; der Entwurf ist zurückgezogen. Es gilt: {now_de}.",
        '"{found}" will not come; the proposal was withdrawn. In force: {now_en}.',
    ),
    Text(
        "Streichen Sie den Satz.",
        "Remove the sentence.",
    ),
    "Art. 12(1) GDPR; law in force on the day of the check",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["eprivacy_regulation"])
