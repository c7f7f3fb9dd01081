"""ZU216: no advertising promised, but declared (Art. 5(1)(a), (b) GDPR).

A promise not to advertise binds, and data that were collected under it must not be used for it later. Advertising that
people asked for by consent is not what a general sentence means.

Wrong:
    statements: [{claim: no_advertising, text: {de: Wir nutzen Ihre Daten nicht für Werbung., en: We do not use your data for advertising.}}]   # and purposes: {ads: {de: Werbung per Post, kind: advertising}}
Right:
    statements: [{text: {de: Wir nutzen Ihre Daten außer für Werbung per Post nicht für Werbung., en: 'Except for post, we do not use your data for advertising.'}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.purposes import kinds_of, prevents
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity

RULE = Rule(
    "ZU216",
    Severity.ERROR,
    Text(
        "Keine Werbung versprochen, aber erklärt",
        "no advertising promised, but declared",
    ),
    Text(
        "Der Satz sagt, dass Daten nicht für Werbung genutzt werden; nach Werbung sieht aus: {activities_de}.",
        "The sentence says that data are not used for advertising; what looks like it: {activities_en}.",
    ),
    Text(
        "Nennen Sie die Ausnahme im Satz, oder fragen Sie vor der Werbung nach einer Einwilligung.",
        "Name the exception in the sentence, or ask for consent before advertising.",
    ),
    "Art. 5(1)(a), (b) GDPR",
)

ADVERTISING = frozenset(("advertising", "newsletter"))


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny advertising, with activities that look like it and do not rest on consent alone."""
    for one in claimed(matter.policy, "no_advertising"):
        against = [activity.id for activity in one.activities if _advertises(activity, one.said.subject)]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("activities", against))


def _advertises(activity: Activity, own: str) -> bool:
    asked = all(basis.kind == "consent" for basis in activity.bases) and not own
    return not asked and any(kinds_of(purpose) & ADVERTISING and not prevents(purpose) for purpose in activity.purposes)
