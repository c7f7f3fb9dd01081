"""ZU411: mechanism is void (CJEU C-311/18, C-362/14).

Safe Harbor carried transfers until 2015, Privacy Shield until 16 July 2020, the older standard clauses until the end of 2022.
The day of the check decides; what was right then is marked as wrong now.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, id: Privacy Shield, checked: 2026-10-01}}}
Right:
    recipients:
      hoster:
        country: US
        transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord GmbH, checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import by_row, void
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU411",
    Severity.ERROR,
    Text(
        "Mechanismus ist ungültig",
        "mechanism is void",
    ),
    Text(
        "„{recipient}“ beruft sich auf {mechanism}; das trägt keine Übermittlung mehr ({by_de}).",
        '"{recipient}" relies on {mechanism}, which no longer carries a transfer ({by_en}).',
    ),
    Text(
        "Prüfen Sie DPF-Eintrag oder Standardvertragsklauseln.",
        "Check for a DPF entry or standard contractual clauses.",
    ),
    "CJEU C-311/18, C-362/14",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers that name a mechanism which was void on the day of the check."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        found = void(f"{transfer.mechanism} {transfer.id}", matter.as_of) if transfer is not None else None
        if found is not None:
            row, mechanism = found
            words = {"by_de": str(row.facts["by_de"]), "by_en": str(row.facts["by_en"])}
            yield by_row(RULE.finding(recipient.place, recipient=recipient.id, mechanism=mechanism, **words), row)
