"""ZU517: consent by banner lasts very long (Art. 4 no. 11, 7(1) GDPR).

No law sets a term for a consent. But people forget what they clicked, providers change, and the board advises to refresh
at suitable intervals (EDPB Guidelines 05/2020); neighbouring authorities name six to twenty-four months.

Wrong:
    consents: {statistics: {expires: 5 years}}
Right:
    consents: {statistics: {expires: 1 year}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU517",
    Severity.INFO,
    Text("Banner-Einwilligung gilt sehr lange", "consent by banner lasts very long"),
    Text(
        "„{consent}“ gilt länger als zwei Jahre; Aufsichtsbehörden erwarten, dass in kürzeren Abständen neu gefragt wird.",
        '"{consent}" lasts longer than two years; authorities expect people to be asked again sooner.',
    ),
    Text(
        "Verkürzen Sie expires:, üblich sind sechs bis zwölf Monate.",
        "Shorten expires:; six to twelve months are usual.",
    ),
    "Art. 4 no. 11, 7(1) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents by banner that last longer than two years."""
    for consent in matter.policy.consents.values():
        if (
            consent.by == "banner"
            and consent.expires
            and consent.expires.shortest_hours > Period(years=2, days=2).shortest_hours
        ):
            yield RULE.finding(consent.place, consent=consent.id)
