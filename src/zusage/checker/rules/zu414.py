"""ZU414: access from a third country without a mechanism (Art. 44, 46, 13(1)(f) GDPR).

Data do not have to be moved: who can open them from a third country, such as for support at night, receives them there
(EDPB Guidelines 05/2021). The seat of the provider in the Union does not change that.

Wrong:
    recipients: {hoster: {location: DE, access_from: [IN]}}
Right:
    recipients: {hoster: {location: DE, access_from: [IN], transfer: {mechanism: scc, module: [3], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import from_country, mechanism_of, outside
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU414",
    Severity.WARNING,
    Text("Zugriff aus einem Drittland ohne Mechanismus", "access from a third country without a mechanism"),
    Text(
        "Auf die Daten bei „{recipient}“ wird aus {country_de} zugegriffen; auch das ist eine Übermittlung, und kein Mechanismus ist angegeben.",
        'The data at "{recipient}" are reached from {country_en}; that is a transfer, too, and no mechanism is given.',
    ),
    Text(
        "Tragen Sie ein: transfer: {mechanism: …}, oder nehmen Sie den Zugriff weg.",
        "Add: transfer: {mechanism: …}, or end the access.",
    ),
    "Art. 44, 46, 13(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients inside that are reached from outside, without a mechanism; those whose seat or data are outside are ZU410's."""
    for recipient in matter.policy.recipients.values():
        if recipient.role in ("self", "authority") or mechanism_of(recipient):
            continue
        if any(outside(country, matter.as_of) for country in (recipient.country, recipient.location)):
            continue
        from_outside = next((code for code in recipient.access_from if outside(code, matter.as_of)), "")
        if from_outside:
            words = {"country_de": from_country(from_outside, "de"), "country_en": from_country(from_outside, "en")}
            yield RULE.finding(recipient.place, recipient=recipient.id, **words)
