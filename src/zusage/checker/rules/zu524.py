"""ZU524: for this banner it is not declared where people refuse (Art. 4 no. 11, 5(2) GDPR; § 25(1) TDDDG).

Where one consent of a banner says how it is refused and another does not, either something was forgotten or one of them
is harder to refuse. Both are worth a look.

Wrong:
    consents:
      statistics: {refuse: first_level}
      films: {label: {de: Filme, en: films}, by: banner, withdraw: [banner]}
Right:
    consents:
      statistics: {refuse: first_level}
      films: {label: {de: Filme, en: films}, by: banner, refuse: first_level, withdraw: [banner]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU524",
    Severity.INFO,
    Text("Für dieses Banner ist nicht erklärt, wo man ablehnt", "for this banner it is not declared where people refuse"),
    Text(
        "Für „{consent}“ ist nicht erklärt, wo das Banner ablehnen lässt; für „{other}“ schon.",
        'It is not declared where the banner lets people refuse "{consent}"; for "{other}" it is.',
    ),
    Text(
        "Schreiben Sie: refuse: first_level",
        "Write: refuse: first_level",
    ),
    "Art. 4 no. 11, 5(2) GDPR; § 25(1) TDDDG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents by banner that say nothing on refusing, where another one does."""
    banners = [consent for consent in matter.policy.consents.values() if consent.by == "banner"]
    other = next((consent.id for consent in banners if consent.refuse), "")
    for consent in banners if other else ():
        if not consent.refuse:
            yield RULE.finding(consent.place, consent=consent.id, other=other)
