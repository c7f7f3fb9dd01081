"""ZU403: contract older than the GDPR (Art. 28(3), 99(2) GDPR).

Contracts under the former law lack instructions, sub-processors, audits and return; the Regulation has no rule that keeps
them alive. A later contract of the same kind is enough, and so is its amendment with a date of its own.

Wrong:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2017-03-01}]}}
Right:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2017-03-01}, {kind: avv, dated: 2025-01-10}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU403",
    Severity.WARNING,
    Text("Vertrag älter als die DSGVO", "contract older than the GDPR"),
    Text(
        "Der Vertrag mit „{recipient}“ ist vom {day_de}; er kann nicht enthalten, was Art. 28 Abs. 3 DSGVO seit dem 25. Mai 2018 verlangt.",
        'The contract with "{recipient}" is dated {day_en}; it cannot hold what Art. 28(3) GDPR asks for since 25 May 2018.',
    ),
    Text(
        "Schließen Sie den Vertrag neu und tragen Sie sein Datum ein.",
        "Conclude the contract anew and enter its date.",
    ),
    "Art. 28(3), 99(2) GDPR",
    since=date(2018, 5, 25),
)


APPLIES = date(2018, 5, 25)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients whose newest contract under Art. 28 is from before the day on which the Regulation applied."""
    for recipient in matter.policy.recipients.values():
        dated = [contract for contract in recipient.contracts if contract.kind == "avv" and contract.dated is not None]
        newest = max(dated, key=lambda contract: contract.dated or date.min, default=None)
        if newest is not None and newest.dated is not None and newest.dated < APPLIES:
            yield RULE.finding(newest.place, recipient=recipient.id, **day_words(newest.dated))
