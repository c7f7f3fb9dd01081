"""ZU825: fonts from foreign servers (Art. 6(1)(f), 25(1) GDPR).

Fonts that are loaded from a foreign server send the address of every visitor there before anybody was asked. They can lie
on one's own server.

Wrong:
    recipients: {fonts: {name: Google Ireland Limited, country: IE, role: controller, hosts: [fonts.googleapis.com]}}
Right:
    statements: [{text: {de: Schriften liegen auf unserem Server.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU825",
    Severity.INFO,
    Text(
        "Schriften von fremden Servern",
        "fonts from foreign servers",
    ),
    Text(
        "Schriften von „{found}“ bringen die IP-Adresse aller Besucher dorthin; möglich: {now_de}.",
        'Fonts from "{found}" take the IP address of every visitor there; possible: {now_en}.',
    ),
    Text(
        "Legen Sie die Schriften auf den eigenen Server.",
        "Put the fonts on your own server.",
    ),
    "Art. 6(1)(f), 25(1) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["google_fonts"])
