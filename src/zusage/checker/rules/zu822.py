"""ZU822: term from before 2018 (Art. 28, 30 GDPR).

"Auftragsdatenverarbeitung" and "Verfahrensverzeichnis" are words of the law before 25 May 2018. They harm nobody, but they
tell the reader how old the text is.

Wrong:
    statements: [{text: {de: Mit dem Anbieter besteht ein ADV-Vertrag.}}]
Right:
    statements: [{text: {de: Mit dem Anbieter besteht ein Vertrag zur Auftragsverarbeitung.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU822",
    Severity.INFO,
    Text(
        "Begriff von vor 2018",
        "term from before 2018",
    ),
    Text(
        "„{found}“ ist ein Begriff von vor 2018; heute: {now_de}.",
        '"{found}" is a term from before 2018; today: {now_en}.',
    ),
    Text(
        "Ersetzen Sie den Begriff.",
        "Replace the term.",
    ),
    "Art. 28, 30 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts with such a name."""
    for mention in mentions(matter, ROWS):
        yield found_by(RULE, mention)


ROWS = frozenset(["adv", "verfahrensverzeichnis", "bdsg_neu"])
