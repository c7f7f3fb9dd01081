"""ZU619: connected by a click, ended only on request (Art. 7(3) sentence 4 GDPR).

Whoever connects a calendar or an account with a click must be able to disconnect it with one. A mail to an office and
days of waiting are not as easy.

Wrong:
    calendar: {label: Kalender, by: connection, withdraw: [request]}
Right:
    calendar: {label: Kalender, by: connection, withdraw: [self_service, request]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU619",
    Severity.WARNING,
    Text(
        "Verbunden mit einem Klick, getrennt nur auf Antrag",
        "connected by a click, ended only on request",
    ),
    Text(
        "„{consent}“ entsteht durch Verbinden; trennen kann man nur auf Antrag.",
        '"{consent}" is given by connecting; it can be ended only on request.',
    ),
    Text(
        "Schreiben Sie: withdraw: [self_service], und bieten Sie das Trennen an derselben Stelle an.",
        "Write: withdraw: [self_service], and offer it in the same place.",
    ),
    "Art. 7(3) sentence 4 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents given by connecting something that only a request ends."""
    for consent in matter.policy.consents.values():
        if consent.by == "connection" and set(consent.withdraw) == {"request"}:
            yield RULE.finding(consent.place, consent=consent.id)
