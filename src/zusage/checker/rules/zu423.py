"""ZU423: DPF entry of another entity (Decision (EU) 2023/1795, Art. 45 GDPR).

An entry holds for the entity that is named in it. A name that shares no word with the recipient or with the company
behind it may be the entry of somebody else.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Blue Harbour LLC, checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU423",
    Severity.INFO,
    Text("DPF-Eintrag einer anderen Stelle", "DPF entry of another entity"),
    Text(
        "Der DPF-Eintrag „{listed}“ sieht nicht nach „{name}“ oder dessen Mutter aus.",
        'The DPF entry "{listed}" looks like neither "{name}" nor its parent.',
    ),
    Text(
        "Prüfen Sie, ob der Eintrag diese Stelle nennt, und tragen Sie sonst parent: ein.",
        "Check whether the entry names this entity, or enter parent:.",
    ),
    "Decision (EU) 2023/1795, Art. 45 GDPR",
    since=date(2023, 7, 10),
)


FORMS = frozenset(
    [
        "inc",
        "llc",
        "ltd",
        "limited",
        "gmbh",
        "ag",
        "se",
        "sas",
        "sa",
        "plc",
        "corp",
        "corporation",
        "company",
        "co",
        "kg",
        "the",
        "and",
        "und",
        "of",
        "group",
        "holding",
        "holdings",
        "bv",
        "srl",
    ]
)


def check(matter: Matter) -> Iterator[Finding]:
    """Listed names that share no word with the name or the parent of the recipient."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or not transfer.listed_as or not recipient.name:
            continue
        if not _words(transfer.listed_as) & (_words(recipient.name) | _words(recipient.parent) | _words(recipient.use)):
            yield RULE.finding(transfer.place, listed=transfer.listed_as, name=recipient.name)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", name.lower()) if len(word) > 1} - FORMS
