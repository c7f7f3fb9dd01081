"""ZU807: outdated address of the authority (Art. 13(2)(d), 77(1) GDPR).

A complaint that is sent to a former address arrives late or not at all. The declaration knows the authority by its id and
prints its address; a sentence with an address of its own goes stale.

Wrong:
    statements: [{text: {de: 'Beschwerden an die Berliner Beauftragte, Friedrichstr. 219, 10969 Berlin'}}]
Right:
    organisation: {authority: de/be}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.checker.wording import words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU807",
    Severity.WARNING,
    Text(
        "Überholte Anschrift der Aufsicht",
        "outdated address of the authority",
    ),
    Text(
        "„{found}“ ist eine frühere Anschrift der Aufsichtsbehörde; heute: {now_de}.",
        '"{found}" is a former address of the supervisory authority; today: {now_en}.',
    ),
    Text(
        "Streichen Sie die Anschrift aus dem Text; authority: … druckt die geltende.",
        "Remove the address from the text; authority: … prints the one in force.",
    ),
    "Art. 13(2)(d), 77(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with a former address that are about an authority; streets alone name nobody."""
    for mention in mentions(matter, ROWS):
        if _ABOUT.search(words_of(mention.said.text)):
            yield found_by(RULE, mention)


ROWS = frozenset({"berlin_address", "stuttgart_address", "saxony_address"})
_ABOUT = re.compile(r"aufsicht|beauftragte|datenschutzbehörde|beschwerde|supervisory|authority|commissioner|complaint", re.I)
