"""ZU537: fingerprint or pixel called necessary (§ 25(1) TDDDG; § 25(2) no. 2 TDDDG).

Reading features of a device to recognise it is access to the device like a cookie, also where nothing is stored (EDPB
Guidelines 2/2023). A feature that a visitor asked for hardly ever needs it.

Wrong:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Anzeige der Seiten, en: showing the pages}}, device: {it: {name: 'fp', by: self, lifetime: none, access: {necessary: {de: Wiedererkennung, en: recognising devices}}, kind: fingerprint}}}}
Right:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Anzeige der Seiten, en: showing the pages}}, basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'fp', by: self, lifetime: none, access: {consent: statistics}, kind: fingerprint}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.devices import aims_at_trackers, tracker
from zusage.checker.purposes import DEVICE_NEEDS_CONSENT, kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU537",
    Severity.WARNING,
    Text("Fingerabdruck oder Pixel als erforderlich bezeichnet", "fingerprint or pixel called necessary"),
    Text(
        "„{item}“ ist ein {kind_de} und gilt als unbedingt erforderlich; das trägt nur zum Schutz vor Missbrauch.",
        '"{item}" is a {kind_en} and is called strictly necessary; that holds only against abuse.',
    ),
    Text(
        "Fragen Sie vorher (access: {consent: …}), oder erklären Sie den Schutz vor Missbrauch als Zweck.",
        "Ask first (access: {consent: …}), or declare protection from abuse as the purpose.",
    ),
    "§ 25(1) TDDDG; § 25(2) no. 2 TDDDG",
    since=date(2021, 12, 1),
)


KINDS = {"fingerprint": ("Fingerabdruck", "fingerprint"), "pixel": ("Zählpixel", "pixel")}
GUARDING = frozenset({"security", "fraud_scoring", "payment", "captcha"})


def check(matter: Matter) -> Iterator[Finding]:
    """Fingerprints and pixels without consent, in activities that do not guard against abuse."""
    for activity in matter.policy.activities.values():
        items = [item for item in activity.devices if item.kind in KINDS and item.necessary is not None]
        if not items or kinds(activity) & GUARDING:
            continue
        for item in items:
            if not (
                tracker(item) or aims_at_trackers(item) or (kinds(activity) <= DEVICE_NEEDS_CONSENT and kinds(activity))
            ):
                de, en = KINDS[item.kind]
                yield RULE.finding(item.place, activity.id, item=item.name, kind_de=de, kind_en=en)
