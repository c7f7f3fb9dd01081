"""ZU220: finally deleted – and the backups? (Art. 5(1)(a), 13(2)(a), 17(1) GDPR).

Deleted in the store is not deleted in its backups. That may be so for a limited time, but a sentence that says 'finally'
or 'everywhere' leaves no room for it.

Wrong:
    statements: [{text: {de: Nach 30 Tagen ist alles endgültig gelöscht., en: After 30 days everything is permanently deleted.}}]   # and backups that stay 90 days
Right:
    statements: [{text: {de: 'Nach 30 Tagen löschen wir alles, aus Sicherungskopien spätestens 90 Tage danach.', en: 'After 30 days we delete everything, from backups 90 days later at the latest.'}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.claims import shown_in
from zusage.checker.periods import periods_in
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU220",
    Severity.WARNING,
    Text(
        "Endgültig gelöscht – und die Sicherungskopien?",
        "finally deleted – and the backups?",
    ),
    Text(
        "Der Satz sagt, dass nach {said_de} alles endgültig gelöscht ist; in Sicherungskopien bleibt es noch {more_de}.",
        "The sentence says that everything is finally deleted after {said_en}; in backups it stays {more_en} more.",
    ),
    Text(
        "Ergänzen Sie die Zeit der Sicherungskopien im Satz, oder streichen Sie „endgültig“.",
        'Add the time of the backups to the sentence, or delete "finally".',
    ),
    "Art. 5(1)(a), 13(2)(a), 17(1) GDPR",
)

FINAL = re.compile(
    r"endgültig|unwiderruflich|unwiederbringlich|restlos|vollständig gelöscht|aus allen systemen|permanently|irrevocabl|irretrievabl"
    r"|completely (?:deleted|erased)|from all systems",
    re.IGNORECASE,
)
COPIES = re.compile(r"backup|sicherung|datensicherung", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that say when everything is finally gone, where backups keep it longer."""
    longest = _horizons(matter.policy)
    for document in matter.policy.documents.values() if longest else ():
        shown = shown_in(matter.policy, document) if document.statements else ()
        more = max((longest[a.id] for a in shown if a.id in longest), key=_hours, default=None)
        for statement in document.statements if more is not None else ():
            said = _final(statement.text)
            if said is not None and more is not None:
                yield RULE.finding(statement.place, "", **span("said", said, "dative"), **span("more", more))


def _final(text: Text) -> Period | None:
    for words in (text.de or "", text.en or ""):
        if FINAL.search(words) and not COPIES.search(words):
            return next(periods_in(words), None)
    return None


def _horizons(policy: Policy) -> dict[str, Period]:
    """The longest time that backups keep what rules of an activity have deleted."""
    found: dict[str, Period] = {}
    for rule in policy.rules:
        known = found.get(rule.activity)
        periods = [horizon.period for horizon in rule.horizons] + ([known] if known is not None else [])
        if periods:
            found[rule.activity] = max(periods, key=_hours)
    return found


def _hours(period: Period) -> int:
    return period.longest_hours
