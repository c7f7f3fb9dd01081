"""ZU138: weighing of interests not on record (Art. 6(1)(f), 5(2) GDPR).

Legitimate interests carry processing only if nothing of the people weighs more; children weigh most. Who has to show
that needs a record of the weighing, also for the one activity that was forgotten.

Wrong:
    subjects: {visitor: {minors: true}}
Right:
    subjects: {visitor: {minors: true}}
    activities:
      website: {basis: {legitimate_interests: {de: sicherer Betrieb, en: secure operation}, weighed: 2026-02-01, weighing: abwaegung.pdf}}
      copies: {basis: {legitimate_interests: {de: Schutz vor Datenverlust, en: protection against loss}, weighed: 2026-02-01}}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zusage.checker.completeness import ours, purposes_on
from zusage.checker.rule import Matter, Rule
from zusage.language.dates import long_date
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Basis
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU138",
    Severity.WARNING,
    Text(
        "Interessenabwägung nicht vermerkt",
        "weighing of interests not on record",
    ),
    Text(
        "Für „{activity}“ {what_de}.",
        'For "{activity}" {what_en}.',
    ),
    Text(
        "Schreiben Sie: weighed: JJJJ-MM-TT und weighing: (Ablage der Abwägung)",
        "Write: weighed: YYYY-MM-DD and weighing: (where the record is)",
    ),
    "Art. 6(1)(f), 5(2) GDPR",
)


_F = "legitimate_interests"


def check(matter: Matter) -> Iterator[Finding]:
    """Interests not weighed though others are, or though children or profiles are concerned; a day that has not come.

    Where others only are on record that is a hint: whoever records one weighing must not be worse off than who records none.
    """
    policy = matter.policy
    recorded = any(basis.weighed for activity in ours(policy) for basis in activity.bases)
    seen = set()
    for activity in ours(policy):
        for basis in (basis for basis in activity.bases if basis.kind == _F and basis.place not in seen):
            if what := _lacks(policy, activity, basis, recorded, matter.as_of):
                seen.add(basis.place)
                finding = RULE.finding(basis.place, activity.id, activity=activity.id, what_de=what[0], what_en=what[1])
                yield replace(finding, severity=Severity.INFO) if what == UNLIKE else finding


def _lacks(policy: Policy, activity: Activity, basis: Basis, recorded: bool, on: date) -> tuple[str, str] | None:
    if basis.weighed is not None:
        if basis.weighed <= on:
            return None
        return (
            f"ist die Abwägung auf den {long_date(basis.weighed, 'de')} datiert",
            f"the weighing bears {long_date(basis.weighed, 'en')}",
        )
    if basis.weighing:
        return None
    why = _delicate(policy, activity, basis)
    if why:
        return (
            f"ist keine Abwägung vermerkt, obwohl {why[0]} betroffen sind",
            f"no weighing is on record, although it concerns {why[1]}",
        )
    return UNLIKE if recorded else None


UNLIKE = ("ist anders als sonst keine Abwägung vermerkt", "no weighing is on record, unlike elsewhere")


def _delicate(policy: Policy, activity: Activity, basis: Basis) -> tuple[str, str] | None:
    people = [policy.subjects[id] for id in activity.subjects if id in policy.subjects]
    if any(subject.minors or subject.kind == "child" for subject in people):
        return "Kinder", "children"
    if any(purpose.profiling for purpose, meant in purposes_on(activity, frozenset({_F})) if meant == basis):
        return "Profile", "profiles"
    return None
