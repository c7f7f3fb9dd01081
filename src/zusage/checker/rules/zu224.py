"""ZU224: a published version is promised, the address is missing (Art. 12(1), 13(1) GDPR).

That the text on the website is the current one is a promise, and it can be looked at. Without an address nobody looks,
and the old text stays for years.

Wrong:
    notice: {title: Datenschutz, statements: [{text: {de: Die neueste Fassung steht auf unserer Website., en: The current version is on our website.}}]}
Right:
    notice: {title: Datenschutz, published_at: [https://www.muster.example/datenschutz]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU224",
    Severity.WARNING,
    Text(
        "Fassung im Netz versprochen, Adresse fehlt",
        "a published version is promised, the address is missing",
    ),
    Text(
        "„{document}“ sagt, dass die aktuelle Fassung abrufbar ist; wo, ist nicht erklärt.",
        '"{document}" says that the current version can be read online; where is not declared.',
    ),
    Text(
        "Schreiben Sie: published_at: [https://www.example.de/datenschutz]",
        "Write: published_at: [https://www.example.com/privacy]",
    ),
    "Art. 12(1), 13(1) GDPR",
)

ONLINE = re.compile(
    r"(?:aktuell\w*|neueste|jeweils geltende|gültige) (?:\w+ )?(?:fassung|version|datenschutzerklärung)[^.]*(?:website|webseite|homepage|internet|abruf)"
    r"|(?:current|latest) (?:version|notice)[^.]*(?:website|site|online|published|available)",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Documents that refer to a published version and say no address."""
    for document in matter.policy.documents.values():
        texts = [statement.text for statement in document.statements] if not document.published_at else []
        if any(ONLINE.search(f"{text.de or ''} {text.en or ''}") for text in texts):
            yield RULE.finding(document.place, document=document.id)
