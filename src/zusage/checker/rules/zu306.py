"""ZU306: backups are not covered (Art. 5(1)(e), 13(2)(a) GDPR).

What a backup keeps longer belongs into the sentence; otherwise the sentence is not true.

Wrong:
    systems: {app: {connector: sql, url: env:APP_URL, location: DE}}      # and no system with backup_of: [app]
Right:
    systems: {backups: {connector: files, path: /backup, backup_of: [app], location: DE}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU306",
    Severity.WARNING,
    Text(
        "Sicherungskopien fehlen in der Frist",
        "backups are not covered",
    ),
    Text(
        "Für „{system}“ mit personenbezogenen Daten ist keine Datensicherung erklärt; die Frist im Satz wäre unvollständig, wenn es eine gibt.",
        'No backup is declared for "{system}", which holds personal data; if there is one, the period in the sentence is incomplete.',
    ),
    Text(
        "Erklären Sie die Sicherung mit backup_of: [system] und eigener Frist, oder begründen Sie hier, warum es keine gibt: allow: {ZU306: …}",
        "Declare the backup with backup_of: [system] and a period, or say here why there is none: allow: {ZU306: …}",
    ),
    "Art. 5(1)(e), 13(2)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Databases with a deletion rule and without a declared backup."""
    covered = {name for system in matter.policy.systems.values() for name in system.backup_of}
    ruled = {unit.system for rule in matter.policy.rules if rule.stages for unit in rule.units}
    ruled |= {name for rule in matter.policy.rules for name in rule.whole}
    for system in matter.policy.systems.values():
        if system.connector == "sql" and system.id in ruled and system.id not in covered and not system.absent:
            yield RULE.finding(system.place, system.id, system=system.id)
