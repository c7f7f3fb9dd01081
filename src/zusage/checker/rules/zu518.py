"""ZU518: one consent for several purposes (Art. 4 no. 11, 6(1)(a) GDPR).

A consent is for specific purposes, and people must be able to agree to one and refuse the other (recital 43). Measuring,
advertising, embedded content and a newsletter are different purposes.

Wrong:
    activities:
      website: {purposes: {security: {de: Messung, en: measuring, kind: analytics}}, basis: {consent: statistics, legitimate_interests: null}}
      copies: {purposes: {restore: {de: Anzeigen, en: advertisements, kind: advertising}}, basis: {consent: statistics, legitimate_interests: null}}
Right:
    activities:
      website: {purposes: {security: {de: Messung, en: measuring, kind: analytics}}, basis: {consent: statistics, legitimate_interests: null}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import kinds_of
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU518",
    Severity.WARNING,
    Text("Eine Einwilligung für mehrere Zwecke", "one consent for several purposes"),
    Text(
        "„{consent}“ wird für Verschiedenes zugleich gefragt: {aims_de}. Das sieht nach einer Pauschaleinwilligung aus.",
        '"{consent}" is asked for different things at once: {aims_en}. That looks like a blanket consent.',
    ),
    Text(
        "Fragen Sie je Zweck mit einer eigenen Einwilligung.",
        "Ask with a consent of its own for each purpose.",
    ),
    "Art. 4 no. 11, 6(1)(a) GDPR",
)


AIMS = {
    "measuring": ("Messung", frozenset({"analytics", "heatmap", "session_recording", "ab_test"})),
    "advertising": ("Werbung", frozenset({"advertising", "social_media"})),
    "newsletter": ("Newsletter", frozenset({"newsletter"})),
    "embedded content": ("eingebettete Inhalte", frozenset({"embedded_content"})),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Consents that stand for purposes of more than one kind."""
    found: dict[str, set[str]] = {}
    for activity in matter.policy.activities.values():
        for basis in activity.bases:
            if basis.consent:
                meant = [purpose for purpose in activity.purposes if not basis.purposes or purpose.id in basis.purposes]
                found.setdefault(basis.consent, set()).update(*(kinds_of(purpose) for purpose in meant))
    for id, kinds in found.items():
        aims = [(de, en) for en, (de, members) in AIMS.items() if members & kinds]
        if len(aims) > (2 if {"newsletter", "advertising"} <= kinds else 1):
            words = {"aims_de": ", ".join(de for de, _ in aims), "aims_en": ", ".join(en for _, en in aims)}
            yield RULE.finding(matter.policy.consents[id].place, consent=id, **words)
