"""ZU513: consent by banner that no banner withdraws (Art. 7(3) GDPR; § 25(1) TDDDG).

Withdrawing must be as easy as giving. A link on every page that opens the same choice again is what people expect; a mail
to an office is not as easy as a click.

Wrong:
    consents: {statistics: {withdraw: [request]}}
Right:
    consents: {statistics: {withdraw: [banner, request]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU513",
    Severity.WARNING,
    Text("Banner-Einwilligung ohne Widerruf im Banner", "consent by banner that no banner withdraws"),
    Text(
        "„{consent}“ wird mit einem Klick im Banner erteilt, lässt sich aber nicht dort widerrufen.",
        '"{consent}" is given with one click in the banner, but not withdrawn there.',
    ),
    Text(
        "Ergänzen Sie: withdraw: [banner]",
        "Add: withdraw: [banner]",
    ),
    "Art. 7(3) GDPR; § 25(1) TDDDG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents by banner with neither the banner nor a self-service among the ways back."""
    for consent in matter.policy.consents.values():
        if consent.by == "banner" and not {"banner", "self_service"} & set(consent.withdraw):
            yield RULE.finding(consent.place, consent=consent.id)
