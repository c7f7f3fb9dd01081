"""ZU309: full IP addresses for more than seven days (Art. 5(1)(c), (e) GDPR).

No statute names a time for access logs. Seven days are what practice takes for granted; longer is possible where somebody
can say what for. More than 30 days is ZU308.

Wrong:
    lines: {data: [lines], from: line_written, delete: after 30 days}
Right:
    lines: {data: [lines], from: line_written, delete: after 30 days, because: {de: Erkennen langsamer Angriffe}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action, Bound

RULE = Rule(
    "ZU309",
    Severity.INFO,
    Text(
        "Volle IP-Adressen über sieben Tage",
        "full IP addresses for more than seven days",
    ),
    Text(
        "„{rule}“ hält Protokollzeilen {period_de} mit voller IP-Adresse und nennt keinen Grund; üblich sind sieben Tage.",
        '"{rule}" keeps log lines with the full IP address for {period_en} and gives no reason; seven days are usual.',
    ),
    Text(
        "Nennen Sie den Grund (because: …), oder kürzen Sie früher: shorten: after 7 days.",
        "Give the reason (because: …) or shorten earlier: shorten: after 7 days.",
    ),
    "Art. 5(1)(c), (e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Log lines whose address is whole for more than seven and at most 31 days, without a reason."""
    for rule in own_rules(matter.policy):
        logs = any(matter.policy.systems[unit.system].connector == "logfiles" for unit in rule.units)
        stage = next((stage for stage in rule.stages if stage.action not in (Action.LOCK, Action.RESTRICT)), None)
        if not logs or rule.because is not None or stage is None or stage.bound is Bound.AFTERWARDS:
            continue
        if WEEK < stage.period.shortest_hours <= MONTH:
            yield RULE.finding(stage.place, rule.id, rule=rule.id, **span("period", stage.period))


WEEK, MONTH = 7 * 24, 31 * 24
