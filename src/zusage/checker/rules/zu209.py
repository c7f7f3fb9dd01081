"""ZU209: objection denied although people have it (Art. 21(1), 13(2)(b) GDPR).

That logs are needed for operation is a ground that may prevail in a single case. It takes nobody the right to object and
to have the case looked at.

Wrong:
    statements: [{claim: no_objection, text: {de: Eine Widerspruchsmöglichkeit besteht nicht., en: There is no right to object.}}]   # and basis: {legitimate_interests: …}
Right:
    objection: {effect: decide}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU209",
    Severity.ERROR,
    Text(
        "Widerspruch verneint, obwohl er zusteht",
        "objection denied although people have it",
    ),
    Text(
        "Der Satz schließt den Widerspruch aus; bei {activities_de} ist die Grundlage ein Interesse oder eine öffentliche Aufgabe, und dagegen kann jeder widersprechen.",
        "The sentence rules out objection; with {activities_en}, the basis is an interest or a public task, and everybody can object to that.",
    ),
    Text(
        "Streichen Sie den Satz; ob zwingende Gründe überwiegen, entscheidet sich im Einzelfall.",
        "Delete the sentence; whether compelling grounds prevail is decided case by case.",
    ),
    "Art. 21(1), 13(2)(b) GDPR",
)

OBJECTED = frozenset(("legitimate_interests", "public_task"))


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny the right to object, with activities that give it."""
    for one in claimed(matter.policy, "no_objection"):
        against = [a.id for a in one.activities if a.role != "processor" and OBJECTED & {b.kind for b in a.bases}]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("activities", against))
