"""ZU503: nothing on the device is necessary for this purpose (§ 25(1) TDDDG; § 25(2) no. 2 TDDDG; CJEU C-673/17).

Necessary is what a service needs that a person asked for: signing in, a basket, a language, security. Measuring,
advertising, tests and personalising serve the operator, also when they are useful.

Wrong:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Messung, en: measuring, kind: analytics}}, device: {it: {name: 'zaehler', by: self, lifetime: 30 days, access: {necessary: {de: Zählung der Besuche, en: counting visits}}}}}}
Right:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Messung, en: measuring, kind: analytics}}, basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zaehler', by: self, lifetime: 30 days, access: {consent: statistics}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.devices import aims_at_trackers, tracker, wanted
from zusage.checker.purposes import DEVICE_NEEDS_CONSENT, kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU503",
    Severity.WARNING,
    Text("Für diesen Zweck ist auf dem Gerät nichts erforderlich", "nothing on the device is necessary for this purpose"),
    Text(
        "„{item}“ gilt als unbedingt erforderlich, aber „{activity}“ sieht nach {aim_de} aus.",
        '"{item}" is called strictly necessary, but "{activity}" looks like {aim_en}.',
    ),
    Text(
        "Fragen Sie vorher (access: {consent: …}), oder nennen Sie die gewünschte Funktion, die das Element braucht.",
        "Ask first (access: {consent: …}), or name the feature people wanted that needs the item.",
    ),
    "§ 25(1) TDDDG; § 25(2) no. 2 TDDDG; CJEU C-673/17",
    since=date(2021, 12, 1),
)


AIMS = {
    "analytics": ("Messung", "measuring"),
    "advertising": ("Werbung", "advertising"),
    "newsletter": ("Werbung", "advertising"),
    "session_recording": ("Aufzeichnung von Sitzungen", "session recording"),
    "heatmap": ("Heatmaps", "heatmaps"),
    "ab_test": ("A/B-Tests", "A/B tests"),
    "personalisation": ("Personalisierung", "personalising"),
    "social_media": ("sozialen Medien", "social media"),
    "telemetry": ("Telemetrie", "telemetry"),
    "survey": ("Umfragen", "surveys"),
    "product_improvement": ("Verbesserung des Produkts", "improving the product"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Items called necessary in activities for nothing but such purposes, whose reason names no feature of a service."""
    for activity in matter.policy.activities.values():
        if not any(item.necessary for item in activity.devices) or activity.role == "processor":
            continue
        aims = kinds(activity)
        if not aims or not aims <= DEVICE_NEEDS_CONSENT | {"newsletter"}:
            continue
        de, en = AIMS[min(aims)]
        for item in activity.devices:
            if item.necessary is not None and not wanted(item) and not tracker(item) and not aims_at_trackers(item):
                yield RULE.finding(item.place, activity.id, item=item.name, activity=activity.id, aim_de=de, aim_en=en)
