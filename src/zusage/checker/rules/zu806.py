"""ZU806: void framework in a text (Art. 44, 13(1)(f) GDPR; CJEU C-311/18, C-362/14).

Safe Harbor fell in 2015, Privacy Shield on 16 July 2020. A sentence that rests a transfer on them tells people of a
protection that they do not have. That a framework is gone may of course be said.

Wrong:
    statements: [{text: {de: Der Anbieter ist nach dem Privacy Shield zertifiziert.}}]
Right:
    statements: [{text: {de: Der Anbieter ist nach dem Data Privacy Framework zertifiziert.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU806",
    Severity.ERROR,
    Text(
        "Nichtige Grundlage im Text",
        "void framework in a text",
    ),
    Text(
        "Der Text stützt sich auf „{found}“; das ist nichtig. Möglich: {now_de}.",
        'The text relies on "{found}", which is void. Possible: {now_en}.',
    ),
    Text(
        "Nennen Sie die Garantie, die heute gilt, und erklären Sie sie beim Empfänger (transfer).",
        "Name the safeguard of today, and declare it at the recipient (transfer).",
    ),
    "Art. 44, 13(1)(f) GDPR; CJEU C-311/18, C-362/14",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["privacy_shield", "safe_harbor", "scc_old"])
