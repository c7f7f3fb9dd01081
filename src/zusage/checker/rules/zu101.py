"""ZU101: controller not named so that people can reach it (Art. 13(1)(a), 14(1)(a) GDPR).

People must know who is responsible and where to write to. A placeholder that stayed in the text, or an address without
a street or a place, tells them neither.

Wrong:
    organisation: {address: '[Anschrift]'}
Right:
    organisation: {address: 'Weg 1, 12345 Musterstadt'}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.completeness import PLACEHOLDER
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU101",
    Severity.ERROR,
    Text(
        "Verantwortlicher nicht erreichbar benannt",
        "controller not named so that people can reach it",
    ),
    Text(
        "In „{part}“ der Organisation steht kein brauchbarer Inhalt: {words}.",
        '"{part}" of the organisation says nothing that can be used: {words}.',
    ),
    Text(
        "Tragen Sie Namen mit Rechtsform und die Postanschrift ein: address: Straße Nr., PLZ Ort",
        "Enter the name with legal form and the postal address: address: street no., postcode place",
    ),
    "Art. 13(1)(a), 14(1)(a) GDPR",
)


_SAMPLE = re.compile(
    r"\bmusterstra(?:ß|ss)e\b|\bmusterfirma\b|\b(?:max|erika) mustermann\b|\b(?:john|jane) doe\b"
    r"|^(?:ihre?|your) (?:firma|firmenname|name|company|company name|address|anschrift|adresse)$",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """The first part of name, address and e-mail that is a placeholder, or an address that is no postal one."""
    us = matter.policy.organisation
    parts = (("name", us.name), ("address", us.address), ("email", us.email), ("phone", us.phone))
    for part, words in parts:
        if PLACEHOLDER.search(words) or _SAMPLE.search(words) or (part == "address" and not _postal(words)):
            yield RULE.finding(us.place, part=part, words=words or "–")
            return


def _postal(address: str) -> bool:
    """Every postal address has a number somewhere; a web or mail address is none."""
    return any(sign.isdigit() for sign in address) and "@" not in address and "://" not in address
