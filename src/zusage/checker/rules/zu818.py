"""ZU818: former head of the authority (Art. 13(2)(d) GDPR).

The Federal Commissioner changed in September 2024. People need the office and its address; a person's name in it goes
stale.

Wrong:
    statements: [{text: {de: 'Beschwerden an den Bundesbeauftragten, Ulrich Kelber'}}]
Right:
    organisation: {authority: de/bfdi}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU818",
    Severity.INFO,
    Text(
        "Früherer Name an der Spitze der Aufsicht",
        "former head of the authority",
    ),
    Text(
        "„{found}“ leitet die Behörde nicht mehr; heute: {now_de}.",
        '"{found}" no longer heads the authority; today: {now_en}.',
    ),
    Text(
        "Streichen Sie den Namen; die Behörde genügt.",
        "Remove the name; the authority is enough.",
    ),
    "Art. 13(2)(d) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["bfdi_man"])
