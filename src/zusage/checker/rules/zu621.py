"""ZU621: the ground of the decision is declared nowhere (Art. 22(2)(b), (c) GDPR).

A decision without a person that rests on consent needs one that is asked for, and one that rests on a law needs a law
that allows it. A word alone is no ground.

Wrong:
    tariff: {basis: contract, automated_decision: {logic: …, consequences: …, ground: consent}}
Right:
    tariff: {basis: {consent: tariff}, automated_decision: {logic: …, consequences: …, ground: consent}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU621",
    Severity.ERROR,
    Text(
        "Grund der Entscheidung ist nirgends erklärt",
        "the ground of the decision is declared nowhere",
    ),
    Text(
        "„{activity}“ entscheidet automatisiert auf Grund {ground_de}; dort steht {missing_de}.",
        '"{activity}" decides automatically on the ground of {ground_en}; there is {missing_en} there.',
    ),
    Text(
        "Bringen Sie ground und basis zusammen, oder nennen Sie das Gesetz: automated_decision: {ground: law, basis: § 37 BDSG}",
        "Bring ground and basis together, or name the law: automated_decision: {ground: law, basis: § 37 BDSG}",
    ),
    "Art. 22(2)(b), (c) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Decisions without a person upon consent that no basis asks for, or upon a law that nobody names."""
    for activity in matter.policy.activities.values():
        decision = activity.automated
        kinds = {basis.kind for basis in activity.bases}
        if decision is None or activity.role == "processor":
            continue
        if decision.ground == "consent" and "consent" not in kinds:
            words = {"ground_de": "einer Einwilligung", "ground_en": "consent"}
            words |= {"missing_de": "keine Einwilligung als Rechtsgrundlage", "missing_en": "no consent among the bases"}
        elif decision.ground == "law" and decision.why is None and not kinds & {"legal_obligation", "public_task"}:
            words = {"ground_de": "eines Gesetzes", "ground_en": "a law"}
            words |= {"missing_de": "nicht, welches", "missing_en": "no name of it"}
        else:
            continue
        yield RULE.finding(decision.place, activity.id, activity=activity.id, **words)
