"""ZU618: a form is demanded for requests (Art. 12(2), 7(3) sentence 4 GDPR).

Requests need no form, and neither do objections. Withdrawal must be as easy as consent. Who accepts signed letters only
makes it harder than the law allows.

Wrong:
    statements: [{text: {de: Der Widerruf ist nur schriftlich per Post möglich., en: You can withdraw only in writing.}}]
Right:
    statements: [{text: {de: Für den Widerruf genügt eine formlose Nachricht., en: An informal message is enough to withdraw.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU618",
    Severity.WARNING,
    Text(
        "Form für Anträge verlangt",
        "a form is demanded for requests",
    ),
    Text(
        "Der Satz verlangt für Anträge, Widerspruch oder Widerruf eine Form, die das Gesetz nicht kennt.",
        "The sentence demands a form for requests, objection or withdrawal that the law does not know.",
    ),
    Text(
        "Streichen Sie „nur schriftlich“; jede Nachricht genügt.",
        'Delete "only in writing"; any message is enough.',
    ),
    "Art. 12(2), 7(3) sentence 4 GDPR",
)

RIGHT = r"(?:widerruf\w*|widerspr\w+|auskunft\w*|antr[aä]g\w*|löschung|withdraw\w*|object\w*|request\w*|erasure)"
FORM = (
    r"(?:(?:nur|ausschließlich|bedarf|bedürfen|muss|müssen|zwingend)\b[^.]{0,40}\b(?:schriftlich|der schriftform|per post|per brief|per einschreiben|eigenhändig)"
    r"|(?:only|must|has to|have to)\b[^.]{0,40}\b(?:in writing|by (?:post|letter|registered mail)|signed))"
)
DEMANDS = re.compile(rf"\b{RIGHT}\b[^.]*\b{FORM}|\b{FORM}\b[^.]*\b{RIGHT}\b", re.IGNORECASE)
ALSO = re.compile(r"e-?mail|formlos|informal|online|\bnot\b|\bnicht\b|\bkein", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that accept rights in one form only."""
    for one in said(matter.policy):
        if any(DEMANDS.search(words) and not ALSO.search(words) for words in (one.text.de or "", one.text.en or "")):
            yield RULE.finding(one.place, one.subject)
