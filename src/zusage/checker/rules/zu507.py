"""ZU507: consent without evidence (Art. 7(1) GDPR).

Whoever relies on a consent must be able to demonstrate it.

Wrong:
    consents: {letters: {label: {de: Briefe, en: letters}, by: form, withdraw: [request]}}
Right:
    consents:
      letters: {label: {de: Briefe, en: letters}, by: form, withdraw: [request], proof: {in: app.consents, given: given_at, withdrawn: withdrawn_at, text: text_version}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU507",
    Severity.WARNING,
    Text(
        "Einwilligung ohne Nachweis",
        "consent without evidence",
    ),
    Text(
        "Für die Einwilligung „{consent}“ ist nicht erklärt, wo Zeitpunkt und Text festgehalten werden.",
        'For the consent "{consent}" it is not declared where time and text are recorded.',
    ),
    Text(
        "Ergänzen Sie proof: {in: …, given: …, confirmed: …, withdrawn: …, text: …}",
        "Add proof: {in: …, given: …, confirmed: …, withdrawn: …, text: …}",
    ),
    "Art. 7(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents with double opt-in, or by form, without a table of evidence."""
    for consent in matter.policy.consents.values():
        if not consent.table and (consent.double_opt_in or consent.by == "form"):
            yield RULE.finding(consent.place, consent=consent.id)
