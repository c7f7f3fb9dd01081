"""ZU431: clauses are older than those of 2021 (Art. 46(2)(c) GDPR, Decision (EU) 2021/914).

The clauses in use today were adopted on 4 June 2021. Whatever was signed earlier is one of the older sets, which could be
used for old contracts until the end of 2022.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2019-02-01}]}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zusage.checker.parties import newer
from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU431",
    Severity.INFO,
    Text("Klauseln sind älter als die von 2021", "clauses are older than those of 2021"),
    Text(
        "Die Standardvertragsklauseln mit „{recipient}“ sind vom {day_de}; die damaligen Fassungen tragen seit dem 27. Dezember 2022 nichts mehr.",
        'The standard clauses with "{recipient}" are dated {day_en}; the versions of that time have carried nothing since 27 December 2022.',
    ),
    Text(
        "Vereinbaren Sie die Klauseln nach (EU) 2021/914 und tragen Sie das Datum ein.",
        "Agree on the clauses of (EU) 2021/914 and enter the date.",
    ),
    "Art. 46(2)(c) GDPR, Decision (EU) 2021/914",
    since=date(2022, 12, 27),
    confidence="verify",
)


ADOPTED = date(2021, 6, 4)


def check(matter: Matter) -> Iterator[Finding]:
    """Contracts on clauses from before the clauses of 2021, that no later one follows; they were right until the end of 2022."""
    for recipient in matter.policy.recipients.values():
        if recipient.transfer is None or recipient.transfer.mechanism != "scc":
            continue
        for contract in recipient.contracts:
            if (
                contract.kind == "scc"
                and contract.dated
                and contract.dated < ADOPTED
                and not newer(contract, recipient.contracts)
            ):
                found = RULE.finding(contract.place, recipient=recipient.id, **day_words(contract.dated))
                yield replace(found, right_on=date(2022, 12, 26))
