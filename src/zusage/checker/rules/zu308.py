"""ZU308: full IP addresses for more than 30 days (Art. 5(1)(c), (e) GDPR).

Access logs serve security for days, seldom for months; a reason for more belongs beside the rule.

Wrong:
    lines: {data: [lines], from: line_written, delete: after 90 days}
Right:
    lines: {data: [lines], from: line_written, stages: [{shorten: after 7 days}, {delete: after 90 days}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action

RULE = Rule(
    "ZU308",
    Severity.WARNING,
    Text(
        "Volle IP-Adressen über 30 Tage",
        "full IP addresses for more than 30 days",
    ),
    Text(
        "„{rule}“ hält Protokollzeilen mit voller IP-Adresse länger als 30 Tage, ohne sie vorher zu kürzen.",
        '"{rule}" keeps log lines with the full IP address for more than 30 days without shortening it first.',
    ),
    Text(
        "Setzen Sie eine Stufe davor: stages: [{shorten: after 7 days, …}, {delete: after 90 days}]",
        "Put a stage before it: stages: [{shorten: after 7 days, …}, {delete: after 90 days}]",
    ),
    "Art. 5(1)(c), (e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Log lines deleted after more than 30 days without a shortening stage."""
    for rule in matter.policy.rules:
        logs = any(
            matter.policy.systems[u.system].connector == "logfiles" for u in rule.units if u.system in matter.policy.systems
        )
        if not logs or rule.because is not None or any(s.action is Action.SHORTEN for s in rule.stages):
            continue
        for stage in rule.stages:
            if stage.action is Action.DELETE and stage.period.shortest_hours > 30 * 24:
                name = rule.id
                yield RULE.finding(stage.place, name, rule=name)
