"""ZU426: standard clauses without an assessment of the transfer (Art. 46(1) GDPR, Decision (EU) 2021/914; CJEU C-311/18).

Clause 14 has both sides look at law and practice of the country, write it down and keep it for the authority. The Court
asks for that since 16 July 2020, whatever the set of clauses.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import EXPORTED, adequate, third
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU426",
    Severity.WARNING,
    Text("Standardvertragsklauseln ohne Prüfung der Übermittlung", "standard clauses without an assessment of the transfer"),
    Text(
        "Für „{recipient}“ ist keine Prüfung der Übermittlung angegeben; ohne sie tragen die Klauseln nicht.",
        'No assessment of the transfer to "{recipient}" is given; without one the clauses do not carry it.',
    ),
    Text(
        "Prüfen Sie Recht und Praxis des Landes und tragen Sie ein: tia: JJJJ-MM-TT",
        "Assess law and practice of the country and enter: tia: YYYY-MM-DD",
    ),
    "Art. 46(1) GDPR, Decision (EU) 2021/914; CJEU C-311/18",
    since=date(2020, 7, 16),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on clauses or binding rules to a country without a decision, and no assessment on file."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism not in ("scc", "bcr") or recipient.role not in EXPORTED:
            continue
        countries = third(recipient, matter.as_of)
        on_file = transfer.tia or any(
            paper.kind == "tia" and paper.dated for paper in recipient.contracts + recipient.evidence
        )
        covered = {"adequacy", "dpf"} & set(transfer.also)
        if not on_file and not covered and any(adequate(code, matter.as_of) is None for code in countries):
            yield RULE.finding(transfer.place, recipient=recipient.id)
