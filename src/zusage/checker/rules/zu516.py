"""ZU516: consent not set apart (Art. 7(2) GDPR; CJEU C-61/19).

A consent in the same form as a contract must be told apart from it and must not be ticked beforehand. What stands between
other clauses is not binding.

Wrong:
    activities: {contract: {purposes: {news: {de: Neuigkeiten, en: news}}, basis: [{contract: true, purposes: [serve]}, {consent: newsletter, purposes: [news]}]}}
Right:
    activities: {contract: {purposes: {news: {de: Neuigkeiten, en: news}}, basis: [{contract: true, purposes: [serve]}, {consent: newsletter, purposes: [news]}]}}
    consents: {newsletter: {separate: true}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU516",
    Severity.INFO,
    Text("Einwilligung nicht abgesetzt", "consent not set apart"),
    Text(
        "„{activity}“ beruht auf Vertrag und auf der Einwilligung „{consent}“; ob sie von den übrigen Erklärungen abgesetzt ist, ist nicht erklärt.",
        '"{activity}" rests on contract and on the consent "{consent}"; whether that is set apart from everything else is not declared.',
    ),
    Text(
        "Fragen Sie mit einem eigenen, nicht angekreuzten Feld und schreiben Sie: separate: true",
        "Ask with a box of its own that is not ticked, and write: separate: true",
    ),
    "Art. 7(2) GDPR; CJEU C-61/19",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents by form beside a contract in one activity that are not declared to stand apart."""
    told = set()
    for activity in matter.policy.activities.values():
        if not any(basis.kind == "contract" for basis in activity.bases):
            continue
        for basis in activity.bases:
            consent = matter.policy.consents.get(basis.consent)
            if consent is not None and consent.by == "form" and not consent.separate and consent.id not in told:
                told.add(consent.id)
                yield RULE.finding(consent.place, activity.id, activity=activity.id, consent=consent.id)
