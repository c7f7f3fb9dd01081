"""ZU802: outdated company name (Art. 5(1)(d), 13(1)(e) GDPR).

Companies are renamed and merged; whoever asks the former one for information gets no answer. The name of the legal entity
that receives the data is what counts.

Wrong:
    recipients: {pixel: {name: Facebook Ireland Limited, country: IE, role: joint}}
Right:
    recipients: {pixel: {name: Meta Platforms Ireland Limited, country: IE, role: joint}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU802",
    Severity.INFO,
    Text(
        "Überholter Firmenname",
        "outdated company name",
    ),
    Text(
        "„{found}“ heißt heute: {now_de}.",
        '"{found}" is today: {now_en}.',
    ),
    Text(
        "Prüfen Sie die Firma im Impressum oder Vertrag des Anbieters, und ersetzen Sie den Namen.",
        "Look the company up in its legal notice or contract, and replace the name.",
    ),
    "Art. 5(1)(d), 13(1)(e) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["google_inc", "facebook_company", "twitter", "satismeter", "segment"])
