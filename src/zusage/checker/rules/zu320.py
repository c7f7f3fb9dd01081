"""ZU320: rows that outlive the row they belong to (Art. 5(1)(e) GDPR).

A row cannot go while rows that refer to it stay, so its own promise breaks unless a duty keeps the others.

Wrong:
    contracts-end: {data: [master], from: customer_left, delete: after 90 days}
    notices: {data: [notices], from: notice_sent, delete: after 2 years}
Right:
    notices: {data: [notices], from: notice_sent, delete: after 60 days}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound, Stage
from zusage.policy.rule import Rule as Retention

RULE = Rule(
    "ZU320",
    Severity.WARNING,
    Text(
        "Zeilen überleben die Zeile, zu der sie gehören",
        "rows outlive the row they belong to",
    ),
    Text(
        "„{rule}“ hält {table} länger, als „{parent}“ die Zeilen von {owner} hält, zu denen sie gehören; "
        "eine Pflicht dazu ist nicht genannt, und so lange kann {owner} nicht gelöscht werden.",
        '"{rule}" keeps {table} longer than "{parent}" keeps the rows of {owner} they belong to; '
        "no duty is named for it, and for as long {owner} cannot be deleted.",
    ),
    Text(
        "Kürzen Sie die Frist, oder nennen Sie die Pflicht: keep: {law: …}",
        "Shorten the period, or name the duty: keep: {law: …}",
    ),
    "Art. 5(1)(e) GDPR",
    last=True,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Deletions of rows whose owner another rule deletes after a period that is certainly shorter; one per owner.

    Where another rule has judged that period already, as too short for a duty or as too long, nothing is added.
    """
    judged = {finding.place for finding in matter.ran.found if finding.rule.startswith("ZU3")} if matter.ran else set()
    ends: dict[tuple[str, str], list[tuple[Retention, Stage]]] = {}
    for rule, stage in _deletions(matter.policy):
        for unit in rule.units:
            ends.setdefault((unit.system, unit.table), []).append((rule, stage))
    for rule, stage in _deletions(matter.policy):
        if rule.keep is not None or rule.unless is not None or stage.place in judged:
            continue
        for (table, owner), parent in _owners(matter.policy, rule, stage, ends).items():
            yield RULE.finding(stage.place, rule.id, rule=rule.id, table=table, parent=parent.id, owner=owner)


def _deletions(policy: Policy) -> Iterator[tuple[Retention, Stage]]:
    for rule in policy.rules:
        for stage in () if rule.same_as or rule.undecided is not None else rule.stages:
            if stage.action is Action.DELETE and stage.bound is not Bound.AFTERWARDS:
                yield rule, stage


def _owners(
    policy: Policy, rule: Retention, stage: Stage, ends: Mapping[tuple[str, str], list[tuple[Retention, Stage]]]
) -> dict[tuple[str, str], Retention]:
    """The first rule that deletes the owner of a table of `rule` earlier, by (table, owner)."""
    found: dict[tuple[str, str], Retention] = {}
    for unit in rule.units:
        use = policy.systems[unit.system].tables.get(unit.table)
        for owner in {o.table for o in use.owners} - {unit.table} if use is not None else ():
            for parent, end in ends.get((unit.system, owner), ()):
                sooner = parent.keep is None and end.period.longest_hours < stage.period.shortest_hours
                if sooner and (parent.activity, parent.id) != (rule.activity, rule.id):
                    found.setdefault((unit.table, owner), parent)
    return dict(sorted(found.items()))
