"""ZU617: erasure is not passed on (Art. 19, 28(3)(a) GDPR).

Whoever got data is told when they are erased. A processor deletes on instruction; if nothing gives it, the copy stays
there until its own period ends.

Wrong:
    recipients: {crm: {data: all, keeps: {as: two years, evidence: document}}}
Right:
    recipients: {crm: {data: all, keeps: {as: two years, evidence: document}, on_erasure: {call: delete_person, within: 3 days}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import flows_of, role_of
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU617",
    Severity.WARNING,
    Text(
        "Löschung wird nicht weitergegeben",
        "erasure is not passed on",
    ),
    Text(
        "„{recipient}“ behält Daten aus „{activity}“; wie eine Löschung dorthin gelangt, ist nicht erklärt.",
        '"{recipient}" keeps data of "{activity}"; how an erasure gets there is not declared.',
    ),
    Text(
        "Ergänzen Sie: on_erasure: {call: delete_person, within: 3 days}, oder nennen Sie den Empfänger unter copies der Löschregel.",
        "Add: on_erasure: {call: delete_person, within: 3 days}, or name the recipient under copies of the rule.",
    ),
    "Art. 19, 28(3)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Processors and joint controllers that keep what they got, and to which no erasure is passed on."""
    told: dict[str, set[str]] = {}
    for rule in matter.policy.rules:
        told.setdefault(rule.activity, set()).update(rule.copies)
    for activity in matter.policy.activities.values():
        for flow, recipient in flows_of(matter.policy, activity):
            keeps = flow.keeps is not None and (flow.keeps.period is None or bool(flow.keeps.period))
            ours = role_of(flow, recipient) in ("processor", "joint")
            names = {recipient.id, recipient.system} - {""}
            if keeps and ours and flow.on_erasure is None and not names & told.get(activity.id, set()):
                yield RULE.finding(flow.place, activity.id, recipient=recipient.id, activity=activity.id)
