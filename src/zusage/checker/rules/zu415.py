"""ZU415: no adequacy decision for this country (Art. 45(1), 45(3) GDPR).

Only the Commission can find that a country protects data well enough, and the list is short. India, Australia, Singapore
or Türkiye have never been on it; Brazil is since 26 January 2026. The day of the check decides.

Wrong:
    recipients: {hoster: {country: IN, transfer: {mechanism: adequacy, checked: 2026-10-01}}}
Right:
    recipients: {hoster: {country: CH, transfer: {mechanism: adequacy, checked: 2026-10-01}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import third
from zusage.checker.words import day_words
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.tables import in_force

RULE = Rule(
    "ZU415",
    Severity.ERROR,
    Text("Kein Angemessenheitsbeschluss für dieses Land", "no adequacy decision for this country"),
    Text(
        "„{recipient}“ beruft sich auf einen Angemessenheitsbeschluss, aber {in_de} galt am {day_de} keiner.",
        '"{recipient}" relies on an adequacy decision, but on {day_en} none held {in_en}.',
    ),
    Text(
        "Wählen Sie einen anderen Mechanismus, etwa mechanism: scc.",
        "Choose another mechanism, such as mechanism: scc.",
    ),
    "Art. 45(1), 45(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers that rest on adequacy, to a country for which no decision held on the day of the check."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism != "adequacy":
            continue
        known = in_force("adequacy", matter.as_of)
        if code := next((code for code in third(recipient, matter.as_of) if code not in known), ""):
            words = {"in_de": in_country(code, "de"), "in_en": in_country(code, "en"), **day_words(matter.as_of)}
            yield RULE.finding(transfer.place, recipient=recipient.id, **words)
