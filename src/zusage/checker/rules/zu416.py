"""ZU416: adequacy of the USA holds by the list only (Art. 45 GDPR, Decision (EU) 2023/1795).

The decisions for the United States never covered the country, only organisations that certify themselves. A notice that
speaks of an adequate country says too much.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: adequacy}}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import third
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU416",
    Severity.WARNING,
    Text("Angemessenheit der USA gilt nur nach der Liste", "adequacy of the USA holds by the list only"),
    Text(
        "„{recipient}“ beruft sich allgemein auf Angemessenheit; für die USA gilt sie nur, wenn die Stelle auf der DPF-Liste steht.",
        '"{recipient}" relies on adequacy in general; for the USA it holds only for organisations on the DPF list.',
    ),
    Text(
        "Sehen Sie in der Liste nach und schreiben Sie: transfer: {mechanism: dpf, listed_as: …, checked: JJJJ-MM-TT}",
        "Look it up and write: transfer: {mechanism: dpf, listed_as: …, checked: YYYY-MM-DD}",
    ),
    "Art. 45 GDPR, Decision (EU) 2023/1795",
    since=date(2023, 7, 10),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers to the United States that rest on adequacy without naming the framework."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is not None and transfer.mechanism == "adequacy" and "US" in third(recipient, matter.as_of):
            yield RULE.finding(transfer.place, recipient=recipient.id)
