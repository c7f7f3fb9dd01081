"""ZU302: start cannot be seen (Art. 5(1)(e), 5(2) GDPR).

A rule whose start no store shows is a promise that nobody can keep by machine.

Wrong:
    from: {manual: true}
Right:
    from: {at: app.tickets.closed_at}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.start import Unseen

RULE = Rule(
    "ZU302",
    Severity.WARNING,
    Text(
        "Beginn ist nirgends zu sehen",
        "start cannot be seen",
    ),
    Text(
        "Der Beginn von „{rule}“ ({kind}) steht in keinem erklärten System; nichts wird je fällig.",
        'The start of "{rule}" ({kind}) is in no declared system; nothing will ever be due.',
    ),
    Text(
        "Nennen Sie die Spalte, die das Ereignis zeigt: from: {at: system.tabelle.spalte}",
        "Name the column that shows the event: from: {at: system.table.column}",
    ),
    "Art. 5(1)(e), 5(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules whose start, or a part of it, is not observable."""
    for rule in matter.policy.rules:
        if isinstance(rule.start, Unseen) and rule.undecided is None and rule.stages:
            name = rule.id
            yield RULE.finding(rule.place, name, rule=name, kind=rule.start.kind)
