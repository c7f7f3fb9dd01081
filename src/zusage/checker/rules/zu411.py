"""ZU411: mechanism is void (CJEU C-311/18, C-362/14).

Privacy Shield (2020) and Safe Harbor (2015) carry no transfer any more.

Wrong:
    transfer: {mechanism: dpf, id: Privacy Shield}
Right:
    transfer: {mechanism: dpf, checked: 2026-10-01}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
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
        "„{recipient}“ beruft sich auf {mechanism}; das ist seit dem Urteil des EuGH ungültig.",
        '"{recipient}" relies on {mechanism}, which was declared void by the Court of Justice.',
    ),
    Text(
        "Prüfen Sie DPF-Eintrag oder Standardvertragsklauseln.",
        "Check for a DPF entry or standard contractual clauses.",
    ),
    "CJEU C-311/18, C-362/14",
)


VOID = re.compile(r"privacy.?shield|safe.?harbou?r", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers that name a void mechanism."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is not None and (match := VOID.search(f"{transfer.mechanism} {transfer.id}")):
            yield RULE.finding(recipient.place, recipient=recipient.id, mechanism=match[0])
