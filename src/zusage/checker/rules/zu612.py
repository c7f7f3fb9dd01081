"""ZU612: approval without a second person (Art. 5(1)(f), Art. 5(2), Art. 32 GDPR).

Who writes the declaration or runs it does not approve what it destroys: otherwise an edited line and a job are enough. `zusage
approve` refuses such a role.

Wrong:
    run: {operators: [admin], approvers: [admin]}
Right:
    run: {operators: [admin], approvers: [management]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU612",
    Severity.WARNING,
    Text(
        "Freigabe ohne zweite Person",
        "approval without a second person",
    ),
    Text(
        "„{approver}“ schreibt die Erklärung oder führt den Lauf aus und soll ihn zugleich freigeben; eine solche Freigabe wird nicht angenommen.",
        '"{approver}" writes the declaration or runs it, and is to approve it as well; such an approval is not accepted.',
    ),
    Text(
        "Nennen Sie unter run: approvers eine Rolle, die weder unter authors noch unter operators steht – oder schreiben Sie approval: single.",
        "Name a role under run: approvers that is neither among authors nor operators – or write approval: single.",
    ),
    "Art. 5(1)(f), Art. 5(2), Art. 32 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Approvers that are also authors or operators."""
    run = matter.policy.run
    for approver in run.approvers:
        if approver in (*run.authors, *run.operators):
            yield RULE.finding(run.place, approver, approver=approver)
