"""ZU502: second step does not match the consent (§ 25 TDDDG with Art. 6(1) GDPR).

Storing on the device and using the data are two steps with a basis each; after a refusal neither may happen.

Wrong:
    activities: {website: {device: {pk: {name: "_pk_id*", by: self, lifetime: 13 months, access: {consent: statistics}}}}}
Right:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {pk: {name: "_pk_id*", by: self, lifetime: 13 months, access: {consent: statistics}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU502",
    Severity.WARNING,
    Text(
        "Zweiter Schritt passt nicht zur Einwilligung",
        "second step does not match the consent",
    ),
    Text(
        "„{item}“ wird mit Einwilligung gespeichert, aber „{activity}“ nennt keine Einwilligung als Rechtsgrundlage.",
        '"{item}" is stored with consent, but "{activity}" names no consent as its basis.',
    ),
    Text(
        "Prüfen Sie beide Schritte: § 25 TDDDG für das Gerät, Art. 6 DSGVO für die Daten.",
        "Check both steps: § 25 TDDDG for the device, Art. 6 GDPR for the data.",
    ),
    "§ 25 TDDDG with Art. 6(1) GDPR",
    since=date(2021, 12, 1),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities with consented device items and no basis of consent."""
    for activity in matter.policy.activities.values():
        if activity.role == "processor" or any(basis.kind == "consent" for basis in activity.bases):
            continue
        for item in activity.devices:
            if item.consent:
                yield RULE.finding(item.place, activity.id, item=item.name, activity=activity.id)
