"""ZU418: DPF for a country other than the USA (Art. 45 GDPR, Decision (EU) 2023/1795).

The Data Privacy Framework is a decision about organisations in the United States. It carries no transfer to India or
Singapore, also not within one group of companies.

Wrong:
    recipients: {hoster: {country: IN, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import third
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU418",
    Severity.ERROR,
    Text("DPF für ein anderes Land als die USA", "DPF for a country other than the USA"),
    Text(
        "„{recipient}“ beruft sich auf das DPF, verarbeitet Daten aber {in_de}; das DPF gilt nur für die USA.",
        '"{recipient}" relies on the DPF, but processes data {in_en}; the DPF holds for the USA only.',
    ),
    Text(
        "Wählen Sie einen Mechanismus für dieses Land.",
        "Choose a mechanism for this country.",
    ),
    "Art. 45 GDPR, Decision (EU) 2023/1795",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on the framework although neither the recipient nor its parent is in the United States."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        countries = third(recipient, matter.as_of)
        if transfer is None or transfer.mechanism != "dpf" or not countries:
            continue
        if "US" not in (*countries, recipient.parent_country):
            words = {"in_de": in_country(countries[0], "de"), "in_en": in_country(countries[0], "en")}
            yield RULE.finding(transfer.place, recipient=recipient.id, **words)
