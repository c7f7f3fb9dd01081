"""ZU215: profiles or automation denied, but declared (Art. 5(1)(a), 13(2)(f), 22 GDPR).

Whoever evaluates people or lets a machine decide has to say so, with the logic and what follows. The usual closing
sentence of templates says the opposite.

Wrong:
    statements: [{claim: no_profiling, text: {de: Ein Profiling findet nicht statt., en: There is no profiling.}}]   # and purposes: {group: {de: Einteilung in Gruppen, profiling: true}}
Right:
    purposes: {group: {de: Einteilung in Gruppen, en: grouping, profiling: true}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity

RULE = Rule(
    "ZU215",
    Severity.ERROR,
    Text(
        "Profile oder Automatik verneint, aber erklärt",
        "profiles or automation denied, but declared",
    ),
    Text(
        "Der Satz verneint Profile oder automatisierte Entscheidungen; anders ist es bei {activities_de}.",
        "The sentence denies profiles or automated decisions; this is not so for {activities_en}.",
    ),
    Text(
        "Streichen Sie den Satz, und beschreiben Sie Logik und Folgen.",
        "Delete the sentence, and describe logic and consequences.",
    ),
    "Art. 5(1)(a), 13(2)(f), 22 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny profiling or automated decisions, with activities that declare them; one finding for a sentence."""
    told = set()
    for one in claimed(matter.policy, "no_profiling", "no_automated_decision"):
        against = [activity.id for activity in one.activities if _does(activity, one.claim)]
        if against and one.said.place not in told:
            told.add(one.said.place)
            yield RULE.finding(one.said.place, one.said.subject, **listing("activities", against))


def _does(activity: Activity, claim: str) -> bool:
    if claim == "no_automated_decision":
        return activity.automated is not None
    return any(purpose.profiling for purpose in activity.purposes)
