"""ZU112: period of storage is missing (Art. 13(2)(a), 14(2)(a) GDPR).

For every kind of data people are told how long it is kept, or by what the end can be recognised. Data in a store that
no rule ends have neither.

Wrong:
    activities: {website: {retention: null}}
Right:
    activities: {website: {retention: {lines: {data: [lines], from: {at: weblog.time}, stages: [{delete: after 7 days}]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zusage.checker.completeness import ours, personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum
from zusage.policy.policy import Policy
from zusage.policy.rule import Rule as Retention

RULE = Rule(
    "ZU112",
    Severity.ERROR,
    Text(
        "Dauer der Speicherung fehlt",
        "period of storage is missing",
    ),
    Text(
        "„{datum}“ in „{activity}“ hat {part_de}weder Frist noch Kriterium.",
        '"{datum}" in "{activity}" has neither a period nor a criterion{part_en}.',
    ),
    Text(
        "Ergänzen Sie unter retention eine Regel mit data, from und delete.",
        "Add a rule with data, from and delete under retention.",
    ),
    "Art. 13(2)(a), 14(2)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data about persons in a store or on a device that no rule ends, or that the only rule ends for some rows alone."""
    policy = matter.policy
    places = _places(policy)
    whole = {system for rule in policy.rules for system in rule.whole}
    rules = _rules(policy)
    for activity in ours(policy):
        for datum in personal(activity):
            own = rules.get((activity.id, datum.id), [])
            ruled = bool(own) or (datum.system, datum.table) in places or datum.system in whole
            if not ruled and not _elsewhere(policy, activity, datum):
                yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id, part_de="", part_en="")
            elif len(own) == 1 and own[0].where is not None and places.get((datum.system, datum.table)) == {activity.id}:
                words = {"part_de": "für einen Teil der Zeilen ", "part_en": " for some of its rows"}
                finding = RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id, **words)
                yield replace(finding, severity=Severity.WARNING)


def _rules(policy: Policy) -> dict[tuple[str, str], list[Retention]]:
    found: dict[tuple[str, str], list[Retention]] = {}
    for rule in policy.rules:
        for id in rule.data:
            found.setdefault((rule.activity, id), []).append(rule)
    return found


def _places(policy: Policy) -> dict[tuple[str, str], set[str]]:
    """The activities with a rule about a table."""
    found: dict[tuple[str, str], set[str]] = {}
    for rule in policy.rules:
        for unit in rule.units:
            found.setdefault((unit.system, unit.table), set()).add(rule.activity)
    return found


def _elsewhere(policy: Policy, activity: Activity, datum: Datum) -> bool:
    """Whether something else ends it: a recipient, its origin, the device, the original of a copy, or its keeper."""
    system = policy.systems.get(datum.system)
    if datum.system == "nowhere" or datum.derived_from or (datum.system == "device" and activity.devices):
        return True
    if system and (system.follows or system.copy_of or system.synthetic):
        return True
    return bool(system and system.kept_by and any(f.keeps for f in activity.flows if f.recipient == system.kept_by))
