"""ZU611: the data protection officer approves deletions (Art. 38(6) GDPR; CJEU C-453/21).

Whoever approves what is destroyed decides on purposes and means of processing. The officer is heard and sees everything, and must
not be made to judge decisions of their own.

Wrong:
    run: {approvers: [dpo]}
Right:
    run: {approvers: [management]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.rules.zu610 import OFFICER
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU611",
    Severity.WARNING,
    Text(
        "Die oder der Datenschutzbeauftragte gibt Löschungen frei",
        "the data protection officer approves deletions",
    ),
    Text(
        "„{approver}“ soll Löschungen freigeben; wer den Datenschutz überwacht, darf nicht selbst entscheiden, was gelöscht wird.",
        '"{approver}" is to approve deletions; who monitors data protection must not decide what is deleted.',
    ),
    Text(
        "Nennen Sie unter run: approvers eine Rolle des Geschäfts; die oder der Datenschutzbeauftragte wird gehört.",
        "Name a role of the business under run: approvers; the data protection officer is heard.",
    ),
    "Art. 38(6) GDPR; CJEU C-453/21",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Approvers that are the officer by the name of the role."""
    for approver in matter.policy.run.approvers:
        if OFFICER.fullmatch(approver):
            yield RULE.finding(matter.policy.run.place, approver, approver=approver)
