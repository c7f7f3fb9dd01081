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

from zusage.checker.completeness import ours, personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU112",
    Severity.ERROR,
    Text(
        "Dauer der Speicherung fehlt",
        "period of storage is missing",
    ),
    Text(
        "„{datum}“ in „{activity}“ hat weder Frist noch Kriterium.",
        '"{datum}" in "{activity}" has neither a period nor a criterion.',
    ),
    Text(
        "Ergänzen Sie unter retention eine Regel mit data, from und delete.",
        "Add a rule with data, from and delete under retention.",
    ),
    "Art. 13(2)(a), 14(2)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data about persons in a store or on a device that no rule ends; rules for some rows only are another rule's."""
    policy = matter.policy
    places = {(unit.system, unit.table) for rule in policy.rules for unit in rule.units}
    whole = {system for rule in policy.rules for system in rule.whole}
    own = {(rule.activity, id) for rule in policy.rules for id in rule.data}
    for activity in ours(policy):
        for datum in personal(activity):
            ruled = (activity.id, datum.id) in own or (datum.system, datum.table) in places or datum.system in whole
            if not ruled and not _elsewhere(policy, activity, datum):
                yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id)


def _elsewhere(policy: Policy, activity: Activity, datum: Datum) -> bool:
    """Whether something else ends it: a recipient, its origin, the device, the original of a copy, or its keeper."""
    system = policy.systems.get(datum.system)
    if datum.system == "nowhere" or datum.derived_from or (datum.system == "device" and activity.devices):
        return True
    if system and (system.follows or system.copy_of or system.synthetic):
        return True
    return bool(system and system.kept_by and any(f.keeps for f in activity.flows if f.recipient == system.kept_by))
