"""ZU514: refusing not as easy as accepting (Art. 4 no. 11, 7(4) GDPR; § 25(1) TDDDG).

Where accepting takes one click, refusing takes one, too: so say the authorities and the court in Hannover (19 March 2025,
10 A 5385/22, not final). A choice that can only be had by effort is not free.

Wrong:
    consents: {statistics: {refuse: second_level}}
Right:
    consents: {statistics: {refuse: first_level}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU514",
    Severity.WARNING,
    Text("Ablehnen nicht so leicht wie annehmen", "refusing not as easy as accepting"),
    Text(
        "Im Banner für „{consent}“ lässt sich {how_de} ablehnen.",
        'In the banner for "{consent}" people can refuse {how_en}.',
    ),
    Text(
        "Stellen Sie „Ablehnen“ gleichwertig auf die erste Ebene: refuse: first_level",
        "Put refusing on the first level, as easy as accepting: refuse: first_level",
    ),
    "Art. 4 no. 11, 7(4) GDPR; § 25(1) TDDDG",
)


HOW = {
    "second_level": ("erst auf der zweiten Ebene", "on the second level only"),
    "none": ("gar nicht", "nowhere"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Consents by banner that are declared to be refused later than on the first level."""
    for consent in matter.policy.consents.values():
        if consent.by in ("", "banner") and consent.refuse in HOW:
            de, en = HOW[consent.refuse]
            yield RULE.finding(consent.place, consent=consent.id, how_de=de, how_en=en)
