"""ZU137: legal obligation without a law that obliges (Art. 6(1)(c), 6(3) GDPR).

A legal obligation is one that a law lays down. Limitation periods and what authorities recommend allow to keep data;
they oblige nobody to.

Wrong:
    activities: {website: {basis: {legitimate_interests: null, legal_obligation: [de/limitation]}}}
Right:
    activities: {website: {basis: {legitimate_interests: null, legal_obligation: [eu/gdpr-32]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Basis
from zusage.reference.law import law

RULE = Rule(
    "ZU137",
    Severity.ERROR,
    Text(
        "Rechtliche Verpflichtung ohne Gesetz, das verpflichtet",
        "legal obligation without a law that obliges",
    ),
    Text(
        "„{activity}“ stützt sich auf eine rechtliche Verpflichtung, aber {law} verpflichtet zu nichts.",
        '"{activity}" relies on a legal obligation, but {law} obliges to nothing.',
    ),
    Text(
        "Nennen Sie das Gesetz, das verpflichtet (zusage law search …), oder schreiben Sie: basis: {legitimate_interests: {de: …, en: …}}",
        "Name the law that obliges (zusage law search …), or write: basis: {legitimate_interests: {de: …, en: …}}",
    ),
    "Art. 6(1)(c), 6(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Bases of legal obligation none of whose laws was a duty on the day of the check."""
    seen = set()
    for activity in ours(matter.policy):
        for basis in activity.bases:
            if basis.kind == "legal_obligation" and basis.place not in seen and not _obliges(basis, matter.as_of):
                seen.add(basis.place)
                yield RULE.finding(basis.place, activity.id, activity=activity.id, law=", ".join(basis.laws) or "–")


def _obliges(basis: Basis, on: date) -> bool:
    """A duty to keep with a term of that day, a law with a longest time to keep, or a duty of another kind."""
    known = [found for id in basis.laws if (found := law(id)) is not None]
    return any(it.kind in ("disclosure", "max") or (it.kind == "duty" and (not it.terms or it.term(on))) for it in known)
