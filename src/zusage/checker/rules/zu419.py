"""ZU419: DPF before its first day (Decision (EU) 2023/1795, Art. 45 GDPR).

Between 16 July 2020 and 10 July 2023 no decision covered the United States. A notice of that time could rest a transfer
on standard clauses, not on adequacy.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, checked: 2023-06-01}}}      # checked at 2023-06-29
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import framework, once, void
from zusage.checker.words import day_words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU419",
    Severity.ERROR,
    Text("DPF vor seinem ersten Tag", "DPF before its first day"),
    Text(
        "„{recipient}“ beruft sich auf das DPF; am {day_de} gab es den Beschluss noch nicht, er gilt seit dem 10. Juli 2023.",
        '"{recipient}" relies on the DPF; on {day_en} the decision was not there yet, it holds since 10 July 2023.',
    ),
    Text(
        "Nennen Sie den Mechanismus, der an diesem Tag galt.",
        "Name the mechanism that held on that day.",
    ),
    "Decision (EU) 2023/1795, Art. 45 GDPR",
)


FIRST = date(2023, 7, 10)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on the framework before its first day, unless they name the one that held then."""
    if matter.as_of >= FIRST:
        return
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism != "dpf" or void(transfer.id, matter.as_of):
            continue
        if not (framework(matter.as_of) is not None and once(transfer.id, matter.as_of)):
            yield RULE.finding(transfer.place, recipient=recipient.id, **day_words(matter.as_of))
