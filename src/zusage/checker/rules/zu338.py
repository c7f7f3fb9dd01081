"""ZU338: processor keeps longer than we do (Art. 28(3)(g), 5(1)(e) GDPR).

A processor holds the data for us; what we promise to delete is not deleted while it stays there. Only a duty of its own
could carry more.

Wrong:
    retention: {tickets: {data: [tickets], from: closed, delete: after 60 days}}
    recipients: {helpdesk: {data: [tickets], keeps: {from: closed, delete: after 2 years, evidence: document}}}
Right:
    recipients: {helpdesk: {data: [tickets], keeps: {from: closed, delete: after 60 days, evidence: document}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import lasts, passes
from zusage.checker.parties import flows_of, role_of
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.rule import Rule as OurRule
from zusage.policy.start import Start

RULE = Rule(
    "ZU338",
    Severity.WARNING,
    Text(
        "Auftragsverarbeiter behält länger als wir",
        "processor keeps longer than we do",
    ),
    Text(
        "„{recipient}“ behält als Auftragsverarbeiter {period_de}, was bei uns nach {most_de} gelöscht ist.",
        'As processor "{recipient}" keeps for {period_en} what is deleted here after {most_en}.',
    ),
    Text(
        "Verkürzen Sie die Frist beim Empfänger (on_erasure, Vertrag), oder nennen Sie die längere Frist auch in der eigenen Regel.",
        "Shorten the period at the recipient (on_erasure, contract), or say the longer period in your own rule, too.",
    ),
    "Art. 28(3)(g), 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Flows to processors whose period surely passes that of every rule of ours on the same data."""
    ends: dict[tuple[str, str], list[tuple[OurRule, Period | None]]] = {}
    for rule in matter.policy.rules:
        for id in rule.data:
            ends.setdefault((rule.activity, id), []).append((rule, lasts(rule, matter)))
    for activity in matter.policy.activities.values():
        for flow, recipient in flows_of(matter.policy, activity):
            kept = flow.keeps.period if flow.keeps is not None else None
            if kept is None or role_of(flow, recipient) != "processor":
                continue
            data = flow.data or tuple(datum.id for datum in activity.data)
            start = flow.keeps.start if flow.keeps is not None else None
            found = [ends.get((activity.id, id), []) for id in data]
            ours = [_from(start, *one) for rules in found for one in rules] if all(found) else [None]
            known = [end for end in ours if end is not None]
            most = max(known, key=lambda end: end.longest_hours) if len(known) == len(ours) and known else None
            if most is not None and kept.shortest_hours > most.longest_hours:
                words = span("period", kept) | span("most", most, "dative")
                yield RULE.finding(flow.place, activity.id, recipient=recipient.id, **words)


def _from(start: Start | None, rule: OurRule, end: Period | None) -> Period | None:
    """How long we keep after what happened; where both count from the same start, only what comes after it."""
    return None if end is None else end if rule.start == start else passes(rule.start) + end
