"""ZU106: legitimate interest not named (Art. 13(1)(d), 14(2)(b) GDPR).

Who relies on legitimate interests says which ones. To repeat the words of the law names none, and nobody can weigh it
or object to it.

Wrong:
    activities: {website: {basis: {legitimate_interests: {de: unser berechtigtes Interesse, en: our legitimate interest}}}}
Right:
    activities: {website: {basis: {legitimate_interests: {de: Schutz der Website vor Angriffen, en: protecting the website from attacks}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU106",
    Severity.ERROR,
    Text(
        "Berechtigtes Interesse nicht benannt",
        "legitimate interest not named",
    ),
    Text(
        "„{words}“ in „{activity}“ nennt kein Interesse, sondern wiederholt das Gesetz.",
        '"{words}" in "{activity}" names no interest, it repeats the law.',
    ),
    Text(
        "Nennen Sie das Interesse: legitimate_interests: {de: Schutz vor Angriffen, en: protection from attacks}",
        "Name the interest: legitimate_interests: {de: Schutz vor Angriffen, en: protection from attacks}",
    ),
    "Art. 13(1)(d), 14(2)(b) GDPR",
)


NOTHING = frozenset(
    {
        f"{which}{kind}{end}"
        for which in ("", "überwiegende", "überwiegendes ", "überwiegende ", "überwiegenden ")
        for kind in (
            "berechtigtes ",
            "berechtigte ",
            "berechtigten ",
            "geschäftliches ",
            "geschäftliche ",
            "eigenes ",
            "eigene ",
            "",
        )
        for end in ("interesse", "interessen")
    }
    | {
        f"{who}{kind}{end}"
        for who in ("", "overriding ")
        for kind in ("legitimate ", "business ", "own ", "company ", "")
        for end in ("interest", "interests")
    }
    | {"berechtigtes interesse des verantwortlichen", "berechtigte interessen des verantwortlichen", "interessenabwägung"}
    | {
        "unternehmensinteresse",
        "unternehmensinteressen",
        "geschäftsinteresse",
        "geschäftsinteressen",
        "balancing of interests",
    }
    | {"legitimate interest of the controller", "legitimate interests of the controller", "true", "ja", "yes"}
    | {"wahrung berechtigter interessen", "wahrung unserer berechtigten interessen", "pursuing legitimate interests"}
    | {"art. 6 abs. 1 lit. f dsgvo", "art. 6 abs. 1 s. 1 lit. f dsgvo", "art. 6 abs. 1 buchst. f dsgvo", "art. 6(1)(f) gdpr"}
)


def check(matter: Matter) -> Iterator[Finding]:
    """Bases of legitimate interests whose words only say that there are some."""
    for activity in ours(matter.policy):
        for basis in activity.bases:
            if basis.kind == "legitimate_interests" and (words := empty(basis.interest, NOTHING)):
                yield RULE.finding(basis.place, activity.id, words=words, activity=activity.id)
