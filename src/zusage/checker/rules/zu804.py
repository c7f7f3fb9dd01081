"""ZU804: discontinued service (Art. 5(1)(a), (d) GDPR).

Universal Analytics has processed nothing since July 2023, Google Optimize ended in September 2023, and the European
platform for online disputes was closed on 20 July 2025. A text about them describes what nobody does.

Wrong:
    title: {de: Auswertung mit Universal Analytics}
Right:
    title: {de: Auswertung mit Google Analytics 4}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU804",
    Severity.ERROR,
    Text(
        "Eingestellter Dienst",
        "discontinued service",
    ),
    Text(
        "„{found}“ gibt es nicht mehr; heute: {now_de}.",
        '"{found}" no longer exists; today: {now_en}.',
    ),
    Text(
        "Streichen Sie den Text, oder beschreiben Sie, was heute im Einsatz ist.",
        "Remove the text, or describe what is in use today.",
    ),
    "Art. 5(1)(a), (d) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["universal_analytics", "google_optimize", "odr"])
