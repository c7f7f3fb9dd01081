"""ZU410: third country without a mechanism (Art. 44–49, 13(1)(f) GDPR).

Every transfer to a third country needs a mechanism, and people must be told which.

Wrong:
    recipients: {hoster: {country: US}}
Right:
    recipients:
      hoster:
        country: US
        transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord GmbH, checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import mechanism_of, outside
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU410",
    Severity.ERROR,
    Text(
        "Drittland ohne Mechanismus",
        "third country without a mechanism",
    ),
    Text(
        "„{recipient}“ verarbeitet Daten {in_de}, außerhalb des EWR, aber es ist kein Mechanismus nach Kapitel V DSGVO angegeben.",
        '"{recipient}" processes data {in_en}, outside the EEA, but no mechanism of Chapter V GDPR is given.',
    ),
    Text(
        "Tragen Sie ein: transfer: {mechanism: adequacy | dpf | scc | bcr, checked: JJJJ-MM-TT}",
        "Add: transfer: {mechanism: adequacy | dpf | scc | bcr, checked: YYYY-MM-DD}",
    ),
    "Art. 44–49, 13(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients outside the EEA without a transfer mechanism; a self-hosted one is no recipient."""
    for recipient in matter.policy.recipients.values():
        spots = (recipient.location, recipient.country)
        where = next((code for code in spots if outside(code, matter.as_of)), "")
        if where and not mechanism_of(recipient) and recipient.role not in ("self", "authority"):
            words = {"in_de": in_country(where, "de"), "in_en": in_country(where, "en")}
            yield RULE.finding(recipient.place, recipient=recipient.id, **words)
