"""ZU436: the DPF only, no second net (Decision (EU) 2023/1795, Art. 46(2)(c) GDPR).

Two earlier decisions fell from one day to the next. The General Court upheld this one on 3 September 2025 (T-553/23); the
appeal was pending when this rule was written. Clauses agreed in reserve cost little.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr]}}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import EXPORTED, framework, third, void
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU436",
    Severity.INFO,
    Text("Nur das DPF, kein zweites Netz", "the DPF only, no second net"),
    Text(
        "Die Übermittlung an „{recipient}“ ruht allein auf dem DPF; über den Beschluss wird vor dem EuGH gestritten (C-703/25 P).",
        'The transfer to "{recipient}" rests on the DPF alone; the decision is contested before the Court of Justice (C-703/25 P).',
    ),
    Text(
        "Vereinbaren Sie hilfsweise Standardvertragsklauseln: also: [scc]",
        "Agree on standard clauses as a fallback: also: [scc]",
    ),
    "Decision (EU) 2023/1795, Art. 46(2)(c) GDPR",
    since=date(2025, 10, 31),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Our own transfers on a framework that is under litigation, without a further mechanism."""
    row = framework(matter.as_of)
    if row is None or not row.facts.get("litigation"):
        return
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is not None and transfer.mechanism == "dpf" and recipient.role in EXPORTED and not transfer.also:
            if not void(transfer.id, matter.as_of) and "US" in third(recipient, matter.as_of):
                yield RULE.finding(transfer.place, recipient=recipient.id)
