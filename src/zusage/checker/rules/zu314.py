"""ZU314: video recordings for more than 72 hours (Art. 5(1)(c), (e) GDPR).

Authorities expect recordings to be gone after three days, since by then somebody has noticed what happened. Longer is
possible with a reason.

Wrong:
    footage: {data: [footage], from: recorded, delete: after 14 days}
Right:
    footage: {data: [footage], from: recorded, delete: within 72 hours}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.topics import topics
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU314",
    Severity.INFO,
    Text(
        "Videoaufnahmen über 72 Stunden",
        "video recordings for more than 72 hours",
    ),
    Text(
        "„{rule}“ sieht nach Videoaufnahmen aus und hält sie {period_de}, ohne einen Grund zu nennen; üblich sind 72 Stunden.",
        '"{rule}" looks like video recordings and keeps them for {period_en} without giving a reason; 72 hours are usual.',
    ),
    Text(
        "Schreiben Sie delete: within 72 hours, oder nennen Sie den Grund: because: …",
        "Write delete: within 72 hours, or give the reason: because: …",
    ),
    "Art. 5(1)(c), (e) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules about video that surely last longer than three days without a reason."""
    for rule in own_rules(matter.policy):
        stage, period = ending(rule), lasts(rule, matter)
        if stage is None or period is None or rule.because is not None or period.shortest_hours <= HOURS:
            continue
        if "video" in topics(matter.policy, rule):
            yield RULE.finding(stage.place, rule.id, rule=rule.id, **span("period", period))


HOURS = 72
