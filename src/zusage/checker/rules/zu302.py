"""ZU302: start cannot be seen (Art. 5(1)(e), 5(2) GDPR).

A rule whose start no store shows is a promise that nobody can keep by machine.

Wrong:
    from: {manual: {de: Anruf, en: a call}}
Right:
    from: {at: app.tickets.closed_at}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.start import Earliest, Latest, Plus, Start, Unseen

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
    """Rules that can never fall due because no store shows when they start."""
    for rule in matter.policy.rules:
        kind = _blind(rule.start)
        if kind and rule.undecided is None and rule.stages and not rule.same_as:
            yield RULE.finding(rule.place, rule.id, rule=rule.id, kind=kind)


def _blind(start: Start) -> str:
    """The unseen event that keeps a start from ever being seen: of the earliest all parts, of the latest one is enough."""
    match start:
        case Unseen(kind):
            return kind
        case Plus(inner, _):
            return _blind(inner)
        case Latest(starts):
            return next(filter(None, map(_blind, starts)), "")
        case Earliest(starts):
            kinds = [_blind(inner) for inner in starts]
            return kinds[0] if kinds and all(kinds) else ""
        case _:
            return ""
