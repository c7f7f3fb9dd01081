"""ZU421: DPF entry incomplete (Decision (EU) 2023/1795, Art. 5(2), 45 GDPR).

An entry holds for the legal entity that certified itself and for the ones it names, not for a brand, and for the kinds of
data that it covers. Without name and kind nobody can look again next year.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import EXPORTED, void
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU421",
    Severity.WARNING,
    Text("DPF-Eintrag unvollständig", "DPF entry incomplete"),
    Text(
        "„{recipient}“ beruft sich auf das DPF, aber {missing_de} ist nicht angegeben.",
        '"{recipient}" relies on the DPF, but {missing_en} is not given.',
    ),
    Text(
        "Tragen Sie aus der Liste ein: listed_as: …, covers: [non_hr] oder [hr, non_hr]",
        "Enter from the list: listed_as: …, covers: [non_hr] or [hr, non_hr]",
    ),
    "Decision (EU) 2023/1795, Art. 5(2), 45 GDPR",
    since=date(2023, 7, 10),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Our own transfers on the framework without the name of the listed entity, or without the data that it covers."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if (
            transfer is not None
            and transfer.mechanism == "dpf"
            and recipient.role in EXPORTED
            and not void(transfer.id, matter.as_of)
        ):
            if not transfer.listed_as:
                words = {"missing_de": "der Name in der Liste", "missing_en": "the name on the list"}
                yield RULE.finding(transfer.place, recipient=recipient.id, **words)
            elif not transfer.covers:
                words = {
                    "missing_de": "die Art der Daten, die der Eintrag abdeckt,",
                    "missing_en": "the kind of data that the entry covers",
                }
                yield RULE.finding(transfer.place, recipient=recipient.id, **words)
