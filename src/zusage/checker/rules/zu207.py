"""ZU207: only with consent promised, but another basis declared (Art. 5(1)(a), 13(1)(c) GDPR).

Whoever asks for consent and would go on without it deceives people about their choice. The sentence comes from templates
of before 2018 and is hardly ever true.

Wrong:
    statements: [{claim: only_with_consent, text: {de: Wir verarbeiten Ihre Daten nur mit Ihrer Einwilligung., en: We process your data only with your consent.}}]   # and basis: contract
Right:
    statements: [{text: {de: Welche Rechtsgrundlage gilt, steht bei jeder Verarbeitung., en: The legal basis stands with each activity.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU207",
    Severity.ERROR,
    Text(
        "Nur mit Einwilligung versprochen, aber andere Grundlage erklärt",
        "only with consent promised, but another basis declared",
    ),
    Text(
        "Der Satz sagt, dass nur mit Einwilligung verarbeitet wird; anders ist es bei {activities_de}.",
        "The sentence says that data are processed only with consent; this is not so for {activities_en}.",
    ),
    Text(
        "Streichen Sie den Satz; die Rechtsgrundlage steht bei jeder Verarbeitung.",
        "Delete the sentence; the legal basis stands with each activity.",
    ),
    "Art. 5(1)(a), 13(1)(c) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that make everything depend on consent, with activities on another basis."""
    for one in claimed(matter.policy, "only_with_consent"):
        against = [a.id for a in one.activities if a.role != "processor" and any(b.kind != "consent" for b in a.bases)]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("activities", against))
