"""ZU813: USA as a safe third country (Art. 45(1) GDPR; Decision (EU) 2023/1795).

There is no adequacy decision for the United States as a country. Since 10 July 2023 companies are covered that have
certified themselves, each for the data that its entry names.

Wrong:
    statements: [{text: {de: Die USA gelten als sicheres Drittland.}}]
Right:
    statements: [{text: {de: Der Anbieter ist nach dem EU-US Data Privacy Framework zertifiziert.}}]
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
    "ZU813",
    Severity.WARNING,
    Text(
        "USA als sicheres Drittland",
        "USA as a safe third country",
    ),
    Text(
        "„{found}“: Das gilt nur für zertifizierte Unternehmen.",
        '"{found}": That is true for certified companies only.',
    ),
    Text(
        "Nennen Sie das Unternehmen und seine Zertifizierung: transfer: {mechanism: dpf, listed_as: …, checked: …}.",
        "Name the company and its certification: transfer: {mechanism: dpf, listed_as: …, checked: …}.",
    ),
    "Art. 45(1) GDPR; Decision (EU) 2023/1795",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that call the United States safe or adequate in general."""
    for one in said(matter.policy):
        words = words_of(one.text)
        match = _WORDS.search(words)
        if match is not None and not _CERTIFIED.search(words):
            yield RULE.finding(one.place, one.subject, found=match[0])


_USA = r"(?:(?-i:USA?)|vereinigte[nr]? staaten(?: von amerika)?|united states|u\.s\.)"
_WORDS = re.compile(
    rf"\b{_USA}\b[^.]{{0,40}}\b(?:sicheres? drittland|sicherer drittstaat|angemessenes (?:datenschutz|schutz)niveau|safe third country"
    r"|adequate (?:level of )?(?:data )?protection)"
    rf"|(?:sicheres? drittland|safe third country)[^.]{{0,20}}\b{_USA}\b",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(r"zertifizi|certifi|\bkein|\bnicht\b|\bnot?\b|data privacy framework|\bdpf\b", re.IGNORECASE)
