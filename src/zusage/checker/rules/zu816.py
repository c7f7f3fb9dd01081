"""ZU816: placeholder left in a text (Art. 12(1), 5(1)(a) GDPR).

A notice with [PRÜFEN] or Lorem ipsum tells everybody that nobody has read it. Purposes, data and interests that are
placeholders are found by the rules about them.

Wrong:
    statements: [{text: {de: 'Wir speichern Daten für [FRIST EINTRAGEN].'}}]
Right:
    statements: [{text: {de: Wir speichern Daten für 90 Tage.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.outdated import spoken
from zusage.checker.rule import Matter, Rule
from zusage.checker.wording import HTML, words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU816",
    Severity.ERROR,
    Text(
        "Platzhalter im Text vergessen",
        "placeholder left in a text",
    ),
    Text(
        "„{found}“ ist ein Platzhalter.",
        '"{found}" is a placeholder.',
    ),
    Text(
        "Ersetzen Sie ihn durch das, was gilt.",
        "Replace it by what is true.",
    ),
    "Art. 12(1), 5(1)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts and names with a placeholder; one finding per text."""
    for one in spoken(matter.policy):
        words = words_of(one.text) if one.part not in ELSEWHERE else ""
        match = _PLACEHOLDER.search(words)
        if match is not None and not HTML.search(match[0]):
            yield RULE.finding(one.place, one.subject, found=match[0])


ELSEWHERE = frozenset({"purpose", "basis", "datum", "host"})
"""Parts that rules of completeness look at."""
_PLACEHOLDER = re.compile(
    r"(?-i:\[[A-ZÄÖÜ][A-ZÄÖÜ _-]{2,}\])|\[(?:…|\.{3}|[^\]]*(?:eintragen|einfügen|ergänzen|prüfen|insert|fill in)[^\]]*)\]"
    r"|<(?:firma|name|datum|adresse|unternehmen|company|date|address)>|\{\{|(?<!\w)(?-i:TODO|TBD|TBA|FIXME|XXX+)(?!\w)"
    r"|\b(?:lorem ipsum|musterfirma|musterstraße|firma xy|xy gmbh|sample company|hier (?:bitte )?(?:einfügen|eintragen))\b"
    r"|\binsert here\b|\b(?:dd\.mm\.yyyy|tt\.mm\.jjjj)\b",
    re.IGNORECASE,
)
