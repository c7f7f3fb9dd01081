"""ZU334: backups outlive all data (Art. 5(1)(e), 17(1) GDPR).

A backup that is older than the longest period of what it holds keeps nothing that anybody may still have. What has been
deleted everywhere else stays in it.

Wrong:
    rotation: {data: [copies], from: made, delete: after 2 years}      # and no rule on the data is longer than 1 year
Right:
    rotation: {data: [copies], from: made, delete: within 30 days}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU334",
    Severity.INFO,
    Text(
        "Sicherungskopien leben länger als alle Daten",
        "backups outlive all data",
    ),
    Text(
        "Kopien in „{system}“ bleiben {period_de}; von den gesicherten Daten bleibt nichts länger als {most_de}.",
        'Copies in "{system}" stay for {period_en}; nothing of what they hold stays for longer than {most_en}.',
    ),
    Text(
        "Verkürzen Sie die Frist der Kopien, oder nennen Sie den Grund: because: …",
        "Shorten the period of the copies, or give the reason: because: …",
    ),
    "Art. 5(1)(e), 17(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules on backups that surely last longer than every rule on the systems they are made of; all of those need an end."""
    ends = _ends(matter)
    for rule in own_rules(matter.policy):
        system = matter.policy.systems[rule.units[0].system] if rule.units else None
        stage, period = ending(rule), lasts(rule, matter)
        if system is None or not system.backup_of or stage is None or period is None or rule.because is not None:
            continue
        others = [end for name in system.backup_of for end in ends.get(name, [None])]
        known = [end for end in others if end is not None]
        most = max(known, key=lambda end: end.longest_hours) if known and len(known) == len(others) else None
        if most is not None and period.shortest_hours > most.longest_hours:
            words = span("period", period) | span("most", most)
            yield RULE.finding(stage.place, rule.id, system=system.id, **words)


def _ends(matter: Matter) -> dict[str, list[Period | None]]:
    """How long the rules on each system last, None for those without an end."""
    found: dict[str, list[Period | None]] = {}
    for rule in matter.policy.rules:
        for system in dict.fromkeys((*(unit.system for unit in rule.units), *rule.whole)):
            found.setdefault(system, []).append(lasts(rule, matter))
    return found
