"""ZU538: lifetime for something that stores nothing (Art. 5(1)(a), 13(2)(a) GDPR; § 25(1) TDDDG).

A pixel and a fingerprint read from the device. A lifetime beside them says that something stays there, which is either
untrue or another item that is missing.

Wrong:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'fp', by: self, lifetime: 1 year, access: {consent: statistics}, kind: fingerprint}}}}
Right:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'fp', by: self, lifetime: none, access: {consent: statistics}, kind: fingerprint}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU538",
    Severity.INFO,
    Text("Laufzeit für etwas, das nichts ablegt", "lifetime for something that stores nothing"),
    Text(
        "„{item}“ ist ein {kind_de}; es legt nichts ab und hat keine Laufzeit.",
        '"{item}" is a {kind_en}; it stores nothing and has no lifetime.',
    ),
    Text(
        "Schreiben Sie lifetime: none, oder kind: cookie, wenn etwas abgelegt wird.",
        "Write lifetime: none, or kind: cookie if something is stored.",
    ),
    "Art. 5(1)(a), 13(2)(a) GDPR; § 25(1) TDDDG",
)


KINDS = {"fingerprint": ("Fingerabdruck", "fingerprint"), "pixel": ("Zählpixel", "pixel")}


def check(matter: Matter) -> Iterator[Finding]:
    """Fingerprints and pixels with a lifetime."""
    for activity in matter.policy.activities.values():
        for item in activity.devices:
            if item.kind in KINDS and (item.session or item.lifetime):
                de, en = KINDS[item.kind]
                yield RULE.finding(item.place, activity.id, item=item.name, kind_de=de, kind_en=en)
