"""ZU342: data on behalf without an end (Art. 28(3)(g) GDPR).

A processor deletes or returns all data at the end of the service. If no rule says when, nobody does it.

Wrong:
    activities: {contract: {role: processor, on_behalf_of: customer, basis: instruction, data: {extra: {label: {de: Notizen, en: notes}, in: backups}}}, copies: {data: {copies: {in: nowhere}}, retention: null}}
Right:
    activities: {contract: {role: processor, on_behalf_of: customer, basis: instruction}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU342",
    Severity.WARNING,
    Text("Daten im Auftrag ohne Ende", "data on behalf without an end"),
    Text(
        "In „{activity}“ steht nicht, wann „{datum}“ gelöscht oder zurückgegeben wird.",
        '"{activity}" does not say when "{datum}" is deleted or returned.',
    ),
    Text(
        "Ergänzen Sie eine Regel: from: das Ende des Auftrags, delete: after 30 days",
        "Add a rule: from: the end of the assignment, delete: after 30 days",
    ),
    "Art. 28(3)(g) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data of activities on behalf that lie in a store of ours and that no rule ends."""
    policy = matter.policy
    places = {(unit.system, unit.table) for rule in policy.rules for unit in rule.units}
    whole = {system for rule in policy.rules for system in rule.whole}
    named = {(rule.activity, id) for rule in policy.rules for id in rule.data}
    for activity in policy.activities.values():
        for datum in personal(activity) if activity.role == "processor" else ():
            system = policy.systems.get(datum.system)
            ruled = (activity.id, datum.id) in named or (datum.system, datum.table) in places or datum.system in whole
            kept = system is None or system.follows or system.copy_of or system.kept_by or system.synthetic
            if not ruled and not kept and not datum.derived_from:
                yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id)
