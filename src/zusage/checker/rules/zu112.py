"""ZU112: period of storage is missing (Art. 13(2)(a), 14(2)(a) GDPR).

For every kind of data people are told how long it is kept, or by what the end can be recognised. As long as needed is
neither; what only a processor has needs its period too.

Wrong:
    activities: {contract: {recipients: {hoster: {data: all, keeps: {as: {de: solange wie nötig, en: as long as necessary}}}}}}
Right:
    activities: {contract: {recipients: {hoster: {data: all, keeps: {as: {de: 90 Tage, en: 90 days}}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty, ours, personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum, Flow
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
        "Ergänzen Sie unter retention eine Regel, oder beim Empfänger: keeps: {as: {de: 90 Tage, en: 90 days}}",
        "Add a rule under retention, or at the recipient: keeps: {as: {de: 90 Tage, en: 90 days}}",
    ),
    "Art. 13(2)(a), 14(2)(a) GDPR",
)


NOTHING = frozenset(
    {
        f"{lead}{words}"
        for lead in ("so lange, wie ", "so lange wie ", "solange ", "solange wie ", "soweit ")
        for words in ("nötig", "erforderlich", "notwendig", "gesetzlich erforderlich", "es erforderlich ist", "es nötig ist")
    }
    | {"as long as necessary", "as long as needed", "as long as required", "as long as required by law", "as required"}
    | {
        "gesetzliche aufbewahrungsfrist",
        "gesetzliche aufbewahrungsfristen",
        "statutory retention periods",
        "unbekannt",
        "unknown",
    }
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data about persons that no rule ends and no keeper gives a period for, or only in words that say nothing."""
    policy = matter.policy
    places = {(unit.system, unit.table) for rule in policy.rules for unit in rule.units}
    whole = {system for rule in policy.rules for system in rule.whole}
    named = {(rule.activity, id) for rule in policy.rules for id in rule.data}
    for activity in ours(policy):
        for datum in personal(activity):
            ruled = (activity.id, datum.id) in named or (datum.system, datum.table) in places or datum.system in whole
            if not ruled and not _elsewhere(policy, activity, datum):
                yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id)
        yield from (_vague(activity, flow) for flow in activity.flows if flow.keeps and empty(flow.keeps.text, NOTHING))


def _vague(activity: Activity, flow: Flow) -> Finding:
    return RULE.finding(flow.place, activity.id, datum=flow.recipient, activity=activity.id)


def _elsewhere(policy: Policy, activity: Activity, datum: Datum) -> bool:
    """Whether something else ends it: its origin, the device, the original of a copy, or its keeper."""
    system = policy.systems.get(datum.system)
    if (
        datum.derived_from
        or (datum.system == "device" and activity.devices)
        or (system and (system.follows or system.copy_of))
    ):
        return True
    flows = [flow for flow in activity.flows if not flow.data or datum.id in flow.data]
    if datum.system == "nowhere":
        return not any(_processes(policy, flow) for flow in flows) or any(flow.keeps for flow in flows)
    return bool(system and system.kept_by and any(flow.keeps for flow in flows if flow.recipient == system.kept_by))


def _processes(policy: Policy, flow: Flow) -> bool:
    known = policy.recipients.get(flow.recipient)
    return (flow.role or (known.role if known else "")) == "processor"
