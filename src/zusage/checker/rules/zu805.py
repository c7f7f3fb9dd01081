"""ZU805: compromised script (Art. 32(1), 5(1)(f) GDPR).

Since June 2024 scripts from polyfill.io and its relatives have spread malware. Who still loads them exposes every visitor.

Wrong:
    recipients: {scripts: {name: Polyfill, country: CN, role: controller, hosts: [cdn.polyfill.io]}}
Right:
    recipients: {scripts: {name: Rechenzentrum Nord GmbH, country: DE, role: processor, hosts: [static.nord.example]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU805",
    Severity.ERROR,
    Text(
        "Unterwandertes Skript",
        "compromised script",
    ),
    Text(
        "„{found}“ liefert seit Juni 2024 Schadcode aus; {now_de}.",
        '"{found}" has delivered malware since June 2024; {now_en}.',
    ),
    Text(
        "Entfernen Sie das Skript; heutige Browser brauchen es nicht.",
        "Remove the script; browsers of today do not need it.",
    ),
    "Art. 32(1), 5(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """The first text with such a name; one script is one fault."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)
        return


ROWS = frozenset(["polyfill"])
