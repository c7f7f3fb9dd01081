"""ZU417: adequacy does not hold for everybody there (Art. 45(3) GDPR).

The decision for Canada covers commercial organisations, that for Japan business operators under its act, that for Israel
automated transfers. Whether the recipient is one of them is a question that somebody answers once, with a date.

Wrong:
    recipients: {hoster: {country: CA, transfer: {mechanism: adequacy}}}
Right:
    recipients: {hoster: {country: CA, transfer: {mechanism: adequacy, checked: 2026-03-01}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import adequate, third
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU417",
    Severity.INFO,
    Text("Angemessenheit gilt nicht für alle Stellen", "adequacy does not hold for everybody there"),
    Text(
        "Der Beschluss für {country_de} ist begrenzt; ob „{recipient}“ darunter fällt, ist nicht als geprüft eingetragen.",
        'The decision for {country_en} is limited; it is not on record that somebody checked whether "{recipient}" is covered.',
    ),
    Text(
        "Prüfen Sie den Anwendungsbereich und tragen Sie ein: checked: JJJJ-MM-TT",
        "Check the scope and enter: checked: YYYY-MM-DD",
    ),
    "Art. 45(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on a decision that does not cover everybody in the country, without a day on which that was looked up."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism != "adequacy" or transfer.checked is not None:
            continue
        for code in third(recipient, matter.as_of):
            row = adequate(code, matter.as_of)
            if row is not None and row.facts.get("limited"):
                words = {"country_de": row.words.to("de"), "country_en": row.words.to("en")}
                yield RULE.finding(transfer.place, recipient=recipient.id, **words)
                break
