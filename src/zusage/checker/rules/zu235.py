"""ZU235: the notice is older than what it describes (Art. 5(1)(a), 12(1), 13(3) GDPR).

A notice bears the day of its version. What began later was not in it on that day: either people were never told, or the
day was not changed with the text.

Wrong:
    documents: {notice: {dated: 2025-11-13}}
    activities: {website: {since: 2026-03-02}}
Right:
    documents: {notice: {dated: 2026-03-02}}
    activities: {website: {since: 2026-03-02}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import shown_in
from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU235",
    Severity.WARNING,
    Text(
        "Erklärung älter als das, was sie beschreibt",
        "the notice is older than what it describes",
    ),
    Text(
        "„{document}“ trägt den Stand vom {day_de}; erst danach kam hinzu: {activities_de}.",
        '"{document}" bears the date of {day_en}; added after that: {activities_en}.',
    ),
    Text(
        "Veröffentlichen Sie eine neue Fassung, und ändern Sie ihren Tag (dated).",
        "Publish a new version, and change its day (dated).",
    ),
    "Art. 5(1)(a), 12(1), 13(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Notices dated before an activity that they show began; what lies in the future is announced, not late."""
    for document in matter.policy.documents.values():
        dated = document.dated
        if dated is None or document.kind != "notice":
            continue
        later = [a.id for a in shown_in(matter.policy, document) if a.since and dated < a.since <= matter.as_of]
        if later:
            yield RULE.finding(document.place, "", document=document.id, **day_words(dated), **listing("activities", later))
