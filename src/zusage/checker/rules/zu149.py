"""ZU149: consent of children not secured (Art. 8(1), (2) GDPR).

For an online service children agree for themselves from the age that their country sets, sixteen in Germany; below it
their parents agree, and that has to be checked with reasonable effort.

Wrong:
    subjects: {visitor: {minors: true}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}}}
Right:
    subjects: {visitor: {minors: true}}
    consents: {statistics: {age: 16, parents: {de: Ein Elternteil bestätigt über einen Link., en: A parent confirms by a link.}}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.reference.tables import Row, in_force

RULE = Rule(
    "ZU149",
    Severity.ERROR,
    Text(
        "Einwilligung von Kindern nicht gesichert",
        "consent of children not secured",
    ),
    Text(
        "„{consent}“ kann von Kindern kommen: {what_de}.",
        '"{consent}" may come from children: {what_en}.',
    ),
    Text(
        "Schreiben Sie: age: 16 (das Alter des Landes) und parents: {de: …, en: …}, wie Eltern zustimmen.",
        "Write: age: 16 (the age of the country) and parents: {de: …, en: …}, how parents agree.",
    ),
    "Art. 8(1), (2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents of activities with children: no age, one below that of the country, or no way for parents.

    A form may be of paper, to which Art. 8 GDPR does not apply; there it is a warning.
    """
    policy = matter.policy
    row, young = _age(policy.organisation.country, matter.as_of), _children(policy)
    for consent in policy.consents.values():
        if not young.get(consent.id) or row is None:
            continue
        found, sure = _lacks(consent, int(str(row.facts["age"]))), row.confidence == "sourced"
        if found:
            finding = RULE.finding(consent.place, consent=consent.id, what_de=found[0], what_en=found[1])
            late = consent.age is not None and consent.parents is None and consent.age >= int(str(row.facts["age"]))
            loud = Severity.WARNING if consent.by == "form" else Severity.ERROR
            yield replace(finding, severity=loud if sure and not late else Severity.INFO)


def _age(country: str, on: date) -> Row | None:
    """The row of the country; where none is known, the age of the Regulation itself."""
    rows = in_force("bases", on)
    return rows.get(f"age_{country.lower()}") or rows.get("age_de")


def _children(policy: Policy) -> Mapping[str, bool]:
    """Which consents carry something that children are among."""
    found: dict[str, bool] = {}
    for activity in ours(policy):
        people = (policy.subjects[id] for id in activity.subjects if id in policy.subjects)
        young = any(subject.minors or subject.kind == "child" for subject in people)
        for basis in activity.bases:
            if basis.consent:
                found[basis.consent] = young or found.get(basis.consent, False)
    return found


def _lacks(consent: Consent, age: int) -> tuple[str, str] | None:
    if consent.age is None and consent.parents is None:
        return (
            "weder das Alter noch die Zustimmung der Eltern ist geregelt",
            "neither the age nor the consent of parents is settled",
        )
    if consent.age is None:
        return (
            "das Alter steht nicht da, ab dem sie selbst zustimmen",
            "it does not say from which age they agree themselves",
        )
    if consent.age < age:
        return f"{consent.age} Jahre sind zu wenig, nötig sind {age}", f"{consent.age} years are too few, {age} are needed"
    if consent.parents is None:
        return "wie Eltern für Jüngere zustimmen, steht nicht da", "it does not say how parents agree for younger ones"
    return None
