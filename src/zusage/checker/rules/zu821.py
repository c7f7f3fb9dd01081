"""ZU821: tag manager said to do nothing (§ 25(1) TDDDG, Art. 5(1)(a) GDPR).

Loading a tag manager already sends the address and reads the device. A German court wants consent before that (VG Hannover,
19 March 2025, not final); "it sets no cookies" does not answer it.

Wrong:
    statements: [{text: {de: Der Google Tag Manager verarbeitet keine personenbezogenen Daten.}}]
Right:
    statements: [{text: {de: Den Google Tag Manager laden wir erst nach Ihrer Einwilligung.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU821",
    Severity.WARNING,
    Text(
        "Tag Manager soll nichts auslösen",
        "tag manager said to do nothing",
    ),
    Text(
        "„{found}“: So sieht es die Rechtsprechung nicht mehr. Möglich: {now_de}.",
        '"{found}": courts no longer see it that way. Possible: {now_en}.',
    ),
    Text(
        "Laden Sie ihn erst nach der Einwilligung, und streichen Sie den Satz.",
        "Load it only after consent, and remove the sentence.",
    ),
    "§ 25(1) TDDDG, Art. 5(1)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["gtm_no_cookies"])
