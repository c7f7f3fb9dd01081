"""ZU345: ten years without a duty or a reason (Art. 5(1)(e), 5(2) GDPR).

No duty to keep, no limitation of ordinary claims lasts for ten years. A period of one's own of that length needs a reason
that somebody can read.

Wrong:
    history: {data: [history], from: left, delete: after 15 years}
Right:
    history: {data: [history], from: left, delete: after 15 years, because: {de: Haftung für Bauwerke}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, evidence_rules, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.topics import topics
from zusage.checker.vouchers import vouchers_of
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.rule import Rule as Retention

RULE = Rule(
    "ZU345",
    Severity.WARNING,
    Text(
        "Zehn Jahre ohne Pflicht und Grund",
        "ten years without a duty or a reason",
    ),
    Text(
        "„{rule}“ hält Daten {period_de} und nennt weder eine Pflicht noch einen Grund.",
        '"{rule}" keeps data for {period_en} and names neither a duty nor a reason.',
    ),
    Text(
        "Nennen Sie die Pflicht (keep: {law: …}) oder den Grund (because: …), oder verkürzen Sie die Frist.",
        "Name the duty (keep: {law: …}) or the reason (because: …), or shorten the period.",
    ),
    "Art. 5(1)(e), 5(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Own periods of ten years and more without a reason; vouchers, evidence and topics have rules of their own."""
    proofs = {rule.id for _, rule in evidence_rules(matter.policy)}
    for rule in own_rules(matter.policy):
        stage, period = ending(rule), lasts(rule, matter)
        named = rule.because is not None or rule.unless is not None or (rule.keep is not None and bool(rule.keep.law))
        if stage is None or period is None or named or period.longest_hours < LONG.longest_hours:
            continue
        if (
            not vouchers_of(matter.policy, rule)
            and not topics(matter.policy, rule)
            and not _backup(matter.policy, rule)
            and rule.id not in proofs
        ):
            yield RULE.finding(stage.place, rule.id, rule=rule.id, **span("period", period))


def _backup(policy: Policy, rule: Retention) -> bool:
    return any(policy.systems[unit.system].backup_of for unit in rule.units)


LONG = Period(years=10)
