"""ZU421: DPF without the entity on the list (Decision (EU) 2023/1795, Art. 5(2), 45 GDPR).

An entry holds for the legal entity that certified itself and for the ones it names, not for a brand. Without the name
nobody can look again next year.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import EXPORTED
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU421",
    Severity.WARNING,
    Text("DPF ohne die Stelle, die in der Liste steht", "DPF without the entity on the list"),
    Text(
        "„{recipient}“ beruft sich auf das DPF, aber unter welchem Namen die Stelle in der Liste steht, ist nicht angegeben.",
        '"{recipient}" relies on the DPF, but the name under which it is listed is not given.',
    ),
    Text(
        "Tragen Sie den Namen aus der Liste ein: listed_as: …",
        "Enter the name as listed: listed_as: …",
    ),
    "Decision (EU) 2023/1795, Art. 5(2), 45 GDPR",
    since=date(2023, 7, 10),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Our own transfers on the framework without the name of the listed entity."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is not None and transfer.mechanism == "dpf" and recipient.role in EXPORTED and not transfer.listed_as:
            yield RULE.finding(transfer.place, recipient=recipient.id)
