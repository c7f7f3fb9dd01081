"""ZU803: outdated name of a service (Art. 12(1), 5(1)(d) GDPR).

Services are renamed more often than companies. People find neither settings nor explanations under a name that is gone; the
company may still carry it, and then stays as it is.

Wrong:
    title: {de: Newsletter mit Sendinblue}
Right:
    title: {de: Newsletter mit Brevo (Sendinblue SAS)}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU803",
    Severity.WARNING,
    Text(
        "Überholter Name eines Dienstes",
        "outdated name of a service",
    ),
    Text(
        "Der Dienst „{found}“ heißt heute: {now_de}.",
        'The service "{found}" is called today: {now_en}.',
    ),
    Text(
        "Ersetzen Sie den Namen des Dienstes; Firmen, die noch so heißen, bleiben.",
        "Replace the name of the service; companies that are still called so stay.",
    ),
    "Art. 12(1), 5(1)(d) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["google_adwords", "facebook_pixel", "sendinblue", "billwerk", "sevdesk", "ninjarmm"])
