"""ZU308: full IP addresses for more than 30 days (Art. 5(1)(c), (e) GDPR).

Access logs serve security for days, seldom for months; a reason for more belongs beside the rule.

Wrong:
    lines: {data: [lines], from: line_written, delete: after 90 days}
Right:
    lines: {data: [lines], from: line_written, stages: [{shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}, {delete: after 90 days}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action, Bound

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
    """Log lines whose address is neither shortened nor gone after 30 days (a month counts as such)."""
    for rule in matter.policy.rules:
        logs = any(matter.policy.systems[unit.system].connector == "logfiles" for unit in rule.units)
        if not logs or rule.because is not None or rule.same_as or rule.undecided is not None:
            continue
        gone = [stage for stage in rule.stages if stage.action in _ENDS_IP]
        if not gone or gone[0].bound is Bound.AFTERWARDS or gone[0].period.shortest_hours > 31 * 24:
            yield RULE.finding(gone[0].place if gone else rule.place, rule.id, rule=rule.id)


_ENDS_IP = frozenset({Action.SHORTEN, Action.ANONYMISE, Action.PSEUDONYMISE, Action.CLEAR, Action.DELETE, Action.DROP})
