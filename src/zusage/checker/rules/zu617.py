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
from zusage.checker.periods import periods_in
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.activity import Kept
from zusage.policy.read_rules import places_of

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
    """Processors that keep rows of ours for more than a month, and to which no erasure is passed on."""
    told: dict[str, set[str]] = {}
    for rule in matter.policy.rules:
        told.setdefault(rule.activity, set()).update(rule.copies)
    for activity in matter.policy.activities.values():
        for flow, recipient in flows_of(matter.policy, activity):
            names = {recipient.id, recipient.system} - {""}
            if (
                role_of(flow, recipient) != "processor"
                or flow.on_erasure is not None
                or names & told.get(activity.id, set())
            ):
                continue
            sent = [datum for datum in activity.data if not flow.data or datum.id in flow.data]
            if flow.keeps is not None and _long(flow.keeps) and any(places_of(datum) for datum in sent):
                yield RULE.finding(flow.place, activity.id, recipient=recipient.id, activity=activity.id)


def _long(kept: Kept) -> bool:
    """Whether it is there longer than an answer to a request may take."""
    told = (kept.text.de or "", kept.text.en or "") if kept.text is not None else ()
    periods = [kept.period] if kept.period is not None else [period for text in told for period in periods_in(text)]
    return any(period.shortest_hours > MONTH.longest_hours for period in periods)


MONTH = Period(months=1)
