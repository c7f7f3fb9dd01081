"""ZU124: automated decision without a ground or a safeguard (Art. 22(2), (3), 13(2)(f), 14(2)(g) GDPR).

A decision without a person needs a contract, a law or explicit consent, and people are told how it works. Except under
a law they can reach a human, say what they think and contest it.

Wrong:
    activities:
      contract:
        automated_decision:
          logic: {de: 'Offene Rechnungen und bisherige Zahlungen ergeben eine Zahl; unter 50 lehnen wir ab.', en: 'Open invoices and former payments make a figure; below 50 we refuse.'}
          consequences: {de: Sie können nicht auf Rechnung kaufen., en: You cannot buy on account.}
        dpia: {needed: true, because: {de: Art. 35 Abs. 3, en: Art. 35(3)}, dated: 2026-01-10}
    organisation: {data_protection_officer: {email: dsb@muster.example}}
Right:
    activities:
      contract:
        automated_decision:
          logic: {de: 'Offene Rechnungen und bisherige Zahlungen ergeben eine Zahl; unter 50 lehnen wir ab.', en: 'Open invoices and former payments make a figure; below 50 we refuse.'}
          consequences: {de: Sie können nicht auf Rechnung kaufen., en: You cannot buy on account.}
          ground: contract
          human: true
          contest: {de: Schreiben Sie uns., en: Write to us.}
        dpia: {needed: true, because: {de: Art. 35 Abs. 3, en: Art. 35(3)}, dated: 2026-01-10}
    organisation: {data_protection_officer: {email: dsb@muster.example}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.facts import AutomatedDecision

RULE = Rule(
    "ZU124",
    Severity.ERROR,
    Text(
        "Automatisierte Entscheidung ohne Grund oder Schutz",
        "automated decision without a ground or a safeguard",
    ),
    Text(
        "Zur automatisierten Entscheidung in „{activity}“ fehlt: {what_de}.",
        'The automated decision in "{activity}" lacks: {what_en}.',
    ),
    Text(
        "Ergänzen Sie unter automated_decision: ground (contract, law oder consent), human: true, contest und eine verständliche logic.",
        "Add under automated_decision: ground (contract, law or consent), human: true, contest and a logic people understand.",
    ),
    "Art. 22(2), (3), 13(2)(f), 14(2)(g) GDPR",
)


NOTHING = frozenset(
    {
        "automatisch",
        "algorithmus",
        "algorithmisch",
        "ki",
        "künstliche intelligenz",
        "software",
        "computer",
        "statistisches verfahren",
    }
    | {"automatisiert", "geschäftsgeheimnis", "automatic", "automatically", "algorithm", "algorithmic", "ai", "trade secret"}
    | {
        "artificial intelligence",
        "machine learning",
        "maschinelles lernen",
        "scoring",
        "statistical method",
        "unbekannt",
        "unknown",
    }
)


def check(matter: Matter) -> Iterator[Finding]:
    """What a declared decision without a person leaves out, all of it in one finding."""
    for activity in ours(matter.policy):
        lacks = _lacks(activity.automated) if activity.automated else []
        if lacks:
            de, en = (", ".join(words) for words in zip(*lacks, strict=True))
            yield RULE.finding(activity.place, activity.id, activity=activity.id, what_de=de, what_en=en)


def _lacks(decision: AutomatedDecision) -> list[tuple[str, str]]:
    found = []
    if decision.ground not in ("contract", "law", "consent"):
        found.append(("Grund (Vertrag, Gesetz oder Einwilligung)", "ground (contract, law or consent)"))
    if decision.logic is None or empty(decision.logic, NOTHING):
        found.append(("verständliche Logik", "logic that people understand"))
    if decision.consequences is None or empty(decision.consequences, NOTHING):
        found.append(("Folgen", "consequences"))
    if decision.ground != "law":
        if not decision.human:
            found.append(("Eingreifen eines Menschen", "a human who can step in"))
        if decision.contest is None:
            found.append(("Weg zur Anfechtung", "a way to contest"))
    return found
