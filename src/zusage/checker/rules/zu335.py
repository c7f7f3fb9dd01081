"""ZU335: old backups without deleting again (Art. 5(1)(e), 17(1), 32(1) GDPR).

Who restores a copy that is months old brings back everybody who was deleted since. The longer copies are kept, the more it
matters that erasures are repeated after a restore.

Wrong:
    rotation: {data: [copies], from: made, delete: after 12 months}      # and no assurance erasure_replayed
Right:
    assure: [{erasure_replayed: {after: restore, of: [app]}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU335",
    Severity.WARNING,
    Text(
        "Alte Sicherungskopien ohne Nachlöschen",
        "old backups without deleting again",
    ),
    Text(
        "Kopien in „{system}“ bleiben {period_de}; nirgends ist zugesagt, dass nach dem Einspielen erneut gelöscht wird.",
        'Copies in "{system}" stay for {period_en}; nothing assures that erasures are repeated after a restore.',
    ),
    Text(
        "Sagen Sie es zu: assure: [{erasure_replayed: {after: restore, of: [System]}}], oder verkürzen Sie die Frist der Kopien.",
        "Assure it: assure: [{erasure_replayed: {after: restore, of: [system]}}], or shorten the period of the copies.",
    ),
    "Art. 5(1)(e), 17(1), 32(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules on backups that surely last longer than 90 days where nothing is said about repeating erasures."""
    if any(promise.kind == "erasure-replayed" for promise in matter.policy.promises):
        return
    for rule in own_rules(matter.policy):
        system = matter.policy.systems[rule.units[0].system] if rule.units else None
        stage, period = ending(rule), lasts(rule, matter)
        if system is not None and system.backup_of and stage is not None and period is not None:
            if period.shortest_hours > LONG:
                yield RULE.finding(stage.place, rule.id, system=system.id, **span("period", period))


LONG = 92 * 24
"""Three months in hours."""
