"""ZU234: consent, and without it an interest (Art. 5(1)(a), 6(1)(a), 7(3) GDPR; § 25(1) TDDDG).

A question whose answer changes nothing is no question. Whoever asks for consent cannot go on upon interests where it was
refused or withdrawn (EDPB Guidelines 05/2020, no. 121 to 123).

Wrong:
    activities: {website: {basis: [{consent: statistics, when: {de: wo sie vorliegt, en: where it was given}}, {legitimate_interests: {de: Werbung, en: advertising}, when: otherwise}]}}
Right:
    activities: {website: {basis: [{consent: statistics}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Basis

RULE = Rule(
    "ZU234",
    Severity.ERROR,
    Text(
        "Einwilligung, und ohne sie ein Interesse",
        "consent, and without it an interest",
    ),
    Text(
        "„{activity}“ fragt nach einer Einwilligung und stützt sich sonst auf ein berechtigtes Interesse; wer ablehnt, bewirkt nichts.",
        '"{activity}" asks for consent and otherwise relies on a legitimate interest; refusing changes nothing.',
    ),
    Text(
        "Streichen Sie das Interesse, oder geben Sie ihm einen Zweck, für den Sie nicht fragen (purposes: […]).",
        "Delete the interest, or give it a purpose for which you do not ask (purposes: […]).",
    ),
    "Art. 5(1)(a), 6(1)(a), 7(3) GDPR; § 25(1) TDDDG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Interests that stand in for a consent (`when: otherwise`) for the same purposes and data."""
    for activity in ours(matter.policy):
        asked = [basis for basis in activity.bases if basis.kind == "consent"]
        for basis in activity.bases:
            if basis.kind == "legitimate_interests" and basis.otherwise and any(_same(basis, it) for it in asked):
                yield RULE.finding(basis.place, activity.id, activity=activity.id)


def _same(one: Basis, other: Basis) -> bool:
    """Whether both are for the same purposes and data; a basis without any is for all of them."""
    return all(not mine or not theirs or set(mine) & set(theirs) for mine, theirs in _scopes(one, other))


def _scopes(one: Basis, other: Basis) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return (one.purposes, other.purposes), (one.data, other.data)
