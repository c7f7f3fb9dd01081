"""ZU141: only § 26(1) BDSG is named (§ 26(1) BDSG; Art. 88(1) GDPR; CJEU C-34/21).

A rule with the same words was held to be no more specific than the GDPR, so it carries nothing of its own. Data of
staff rest on Art. 6(1)(b), (c) or (f).

Wrong:
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: Wir verarbeiten Ihre Bewerbung auf Grundlage von § 26 Abs. 1 BDSG., en: We process your application under section 26(1) BDSG.}}]
Right:
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: 'Wir verarbeiten Ihre Bewerbung auf Grundlage von Art. 6 Abs. 1 lit. b DSGVO.', en: We process your application under Art. 6(1)(b) GDPR.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU141",
    Severity.WARNING,
    Text(
        "Nur § 26 Abs. 1 BDSG genannt",
        "only § 26(1) BDSG is named",
    ),
    Text(
        "Ein Text nennt „{words}“ als einzige Grundlage.",
        'A text names "{words}" as the only basis.',
    ),
    Text(
        "Nennen Sie Art. 6 Abs. 1 lit. b DSGVO (oder c, f), allein oder daneben.",
        "Name Art. 6(1)(b) GDPR (or (c), (f)), alone or beside it.",
    ),
    "§ 26(1) BDSG; Art. 88(1) GDPR; CJEU C-34/21",
    since=date(2023, 3, 30),
)


_ALONE = re.compile(
    r"§\s*26\s*(?:Abs(?:\.|atz)\s*1(?:\s*(?:S(?:atz|\.)\s*1))?|\(1\))?\s*BDSG|(?:section|sec\.|s\.)\s*26\s*(?:\(1\))?\s*BDSG",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bArt(?:\.|ikel|icle)?\s*(?:6|9|88)\b|§\s*26\s*Abs(?:\.|atz)\s*[2-8]|einwillig|consent", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that name the paragraph as a basis and no article beside it."""
    for text in said(matter.policy):
        found = _ALONE.search(text.both)
        if found and not _OTHER.search(text.both):
            yield RULE.finding(text.place, text.subject, words=found[0])
