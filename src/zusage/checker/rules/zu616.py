"""ZU616: a fee for requests (Art. 12(5), 15(3) GDPR; CJEU C-307/22).

The first copy and every answer cost nothing. A fee may be asked for further copies, and for requests that are manifestly
unfounded or excessive, which the controller has to show.

Wrong:
    rights: {fee: 20 EUR}
Right:
    rights: {fee: none}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU616",
    Severity.ERROR,
    Text(
        "Entgelt für Anträge",
        "a fee for requests",
    ),
    Text(
        "Für Anträge ist ein Entgelt vorgesehen; Antworten sind unentgeltlich.",
        "A fee is provided for requests; answers are free of charge.",
    ),
    Text(
        "Schreiben Sie: fee: none, oder sagen Sie, dass nur für offensichtlich unbegründete oder exzessive Anträge etwas verlangt wird.",
        "Write: fee: none, or say that only manifestly unfounded or excessive requests cost something.",
    ),
    "Art. 12(5), 15(3) GDPR; CJEU C-307/22",
)

FREE = re.compile(
    r"none|no|0|free|keine?s?|kostenlos|unentgeltlich|kostenfrei|.*(?:excessive|exzessiv|unfounded|unbegründet|further|weitere|copies).*",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:auskunft|auskünfte|antr[aä]g\w*|anfrage\w*|request|access)[^.]*(?:bearbeitungsgebühr|gebühr von|kostenpflichtig|entgelt von|fee of|subject to a (?:fee|charge))",
    re.IGNORECASE,
)
EXCESS = re.compile(r"exzessiv|unbegründet|weitere kopie|excessive|unfounded|further cop", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """A fee that is declared or told, and not limited to what the law allows."""
    rights = matter.policy.rights
    if rights.fee and not FREE.fullmatch(rights.fee):
        yield RULE.finding(rights.fee_place, "rights")
    for document in matter.policy.documents.values():
        for statement in document.statements:
            words = f"{statement.text.de or ''} {statement.text.en or ''}"
            if ASKS.search(words) and not EXCESS.search(words):
                yield RULE.finding(statement.place)
