"""ZU140: the contract does not carry this purpose (Art. 6(1)(b) GDPR; CJEU C-252/21, C-394/23).

The contract is a basis only for what cannot be left out without the service failing. Statistics, personal offers,
scores against fraud and improving the product are useful, but the contract works without them.

Wrong:
    activities: {contract: {purposes: {serve: {de: Auswertung des Nutzungsverhaltens, en: analytics, kind: analytics}}}}
Right:
    activities: {contract: {purposes: {serve: {de: Lieferung der bestellten Ware, en: delivering the goods, kind: contract}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours, purposes_on
from zusage.checker.purposes import kinds_of
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU140",
    Severity.WARNING,
    Text(
        "Vertrag trägt diesen Zweck nicht",
        "the contract does not carry this purpose",
    ),
    Text(
        "„{purpose}“ in „{activity}“ sieht nach {what_de} aus und stützt sich auf den Vertrag.",
        '"{purpose}" in "{activity}" looks like {what_en} and relies on the contract.',
    ),
    Text(
        "Geben Sie dem Zweck eine eigene Grundlage: {consent: …} oder {legitimate_interests: {de: …, en: …}, purposes: […]}",
        "Give the purpose a basis of its own: {consent: …} or {legitimate_interests: {de: …, en: …}, purposes: […]}",
    ),
    "Art. 6(1)(b) GDPR; CJEU C-252/21, C-394/23",
)


BEYOND = {
    "analytics": ("Auswertung", "analytics"),
    "fraud_scoring": ("Betrugs- oder Bonitätsprüfung", "scoring against fraud or default"),
    "personalisation": ("Personalisierung", "personalisation"),
    "product_improvement": ("Verbesserung des Produkts", "improving the product"),
    "telemetry": ("Telemetrie", "telemetry"),
    "session_recording": ("Aufzeichnung von Sitzungen", "session recording"),
    "heatmap": ("Heatmaps", "heatmaps"),
    "ab_test": ("A/B-Tests", "A/B tests"),
    "advertising": ("Werbung", "advertising"),
    "social_media": ("Einbindung sozialer Medien", "social media"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Purposes of these kinds and no other, on the contract; newsletters and calls have rules of their own."""
    for activity in ours(matter.policy):
        for purpose, basis in purposes_on(activity, frozenset({"contract"})):
            kinds = sorted(kinds_of(purpose))
            called = "advertising" in kinds and bool(activity.channels)
            if kinds and all(kind in BEYOND for kind in kinds) and not purpose.anonymous and not called:
                de, en = BEYOND[kinds[0]]
                yield RULE.finding(
                    basis.place, activity.id, purpose=purpose.id, activity=activity.id, what_de=de, what_en=en
                )
