"""ZU614: identity is always checked (Art. 12(2), (6) GDPR).

Who writes from the address that is on file, or is logged in, is who they say. A copy of the identity card as a rule makes
rights harder to use and collects data that nobody needs.

Wrong:
    rights: {identity: {when: always}}
Right:
    rights: {identity: {when: doubt, delete_proof: after 7 days}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU614",
    Severity.WARNING,
    Text(
        "Identität wird immer geprüft",
        "identity is always checked",
    ),
    Text(
        "Die Identität soll bei jedem Antrag geprüft werden; erlaubt ist das nur bei begründeten Zweifeln.",
        "Identity is to be checked for every request; that is allowed only where there are reasonable doubts.",
    ),
    Text(
        "Schreiben Sie: identity: {when: doubt}",
        "Write: identity: {when: doubt}",
    ),
    "Art. 12(2), (6) GDPR",
)

ALWAYS = frozenset(("always", "every", "every_request", "all", "immer", "stets"))
CARD = re.compile(
    r"\b(?:nur|ausschließlich|stets|immer|müssen|bitte)\b[^.]*\b(?:ausweiskopie|kopie (?:ihres|deines|eines|des) \w*(?:ausweises|ausweis|passes))"
    r"|\b(?:only|always|must|have to)\b[^.]*\bcopy of (?:your|an?|the) (?:id\b|identity|passport)",
    re.IGNORECASE,
)
DOUBT = re.compile(r"zweifel|doubt", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """A check of identity without doubt: as declared, or as a document tells it."""
    rights = matter.policy.rights
    if rights.identity.lower() in ALWAYS:
        yield RULE.finding(rights.identity_place, "rights")
        return
    for document in matter.policy.documents.values():
        for statement in document.statements:
            words = f"{statement.text.de or ''} {statement.text.en or ''}"
            if CARD.search(words) and not DOUBT.search(words):
                yield RULE.finding(statement.place)
