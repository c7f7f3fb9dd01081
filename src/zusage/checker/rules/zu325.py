"""ZU325: restriction without a purpose (Art. 18(2), 5(1)(b) GDPR, § 35(3) BDSG).

Restricted data are stored and used for nothing else; what they are stored for has to be said.

Wrong:
    old: {data: [tickets], from: closed, stages: [{restrict: after 30 days}, {delete: after 3 years}]}
Right:
    old: {data: [tickets], from: closed, keep: {law: de/letters}, stages: [{restrict: after 30 days}, {delete: afterwards}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action

RULE = Rule(
    "ZU325",
    Severity.WARNING,
    Text(
        "Einschränkung ohne Zweck",
        "restriction without a purpose",
    ),
    Text(
        "„{rule}“ schränkt Angaben ein, ohne zu sagen, wofür sie noch gebraucht werden; dann gibt es keinen Grund, sie zu speichern.",
        '"{rule}" restricts data without saying what they are still needed for; then there is no reason to store them.',
    ),
    Text(
        "Nennen Sie die Pflicht (keep: {law: …} oder unless: {duty: …}) oder den Grund (because: …), oder löschen Sie.",
        "Name the duty (keep: {law: …} or unless: {duty: …}) or the reason (because: …), or delete.",
    ),
    "Art. 18(2), 5(1)(b) GDPR, § 35(3) BDSG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages that restrict where neither a duty nor a reason is named."""
    for rule in matter.policy.rules:
        named = rule.because is not None or (rule.keep is not None and bool(rule.keep.law)) or rule.unless is not None
        for stage in () if rule.same_as or named else rule.stages:
            if stage.action is Action.RESTRICT:
                yield RULE.finding(stage.place, rule.id, rule=rule.id)
