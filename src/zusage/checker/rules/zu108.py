"""ZU108: recipient is missing (Art. 13(1)(e), 14(1)(e), 4 no. 9 GDPR).

Whoever hosts a store receives the data in it; processors are recipients too. A notice that does not name them is
incomplete.

Wrong:
    systems: {app: {host: hoster}}
    activities: {contract: {recipients: null}}
Right:
    systems: {app: {host: hoster}}
    activities: {contract: {recipients: {hoster: {data: all}}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zusage.checker.completeness import ours, personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU108",
    Severity.ERROR,
    Text(
        "Empfänger fehlt",
        "recipient is missing",
    ),
    Text(
        "„{activity}“ nennt „{recipient}“ nicht als Empfänger, obwohl {where_de}.",
        '"{activity}" does not name "{recipient}" as a recipient, although {where_en}.',
    ),
    Text(
        "Ergänzen Sie in der Tätigkeit: recipients: {hoster: {data: all}}",
        "Add to the activity: recipients: {hoster: {data: all}}",
    ),
    "Art. 13(1)(e), 14(1)(e), 4 no. 9 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Hosts and keepers of stores, and hosts of backups, that receive data unnamed; those of a processor are another rule's."""
    policy = matter.policy
    for activity in ours(policy):
        yield from _hosts(policy, activity, _told(policy, activity))
    yield from _backups(policy)


def _told(policy: Policy, activity: Activity) -> set[str]:
    """The recipients it names, or the activity it is part of names."""
    parent = policy.activities.get(activity.part_of)
    return {flow.recipient for flow in (*activity.flows, *(parent.flows if parent else ()))}


def _others(policy: Policy, id: str) -> bool:
    known = policy.recipients.get(id)
    return known is not None and known.role != "self"


def _stores(activity: Activity) -> Iterator[str]:
    for datum in personal(activity):
        yield from (datum.system, *(system for system, _ in datum.also_in))


def _hosts(policy: Policy, activity: Activity, told: set[str]) -> Iterator[Finding]:
    seen = set(told)
    for id in _stores(activity):
        system = policy.systems.get(id)
        for recipient in (system.host, system.kept_by) if system and not system.synthetic else ():
            if recipient not in seen and _others(policy, recipient):
                seen.add(recipient)
                words = {"where_de": f"dort „{id}“ liegt", "where_en": f'"{id}" lies there'}
                yield RULE.finding(activity.place, activity.id, activity=activity.id, recipient=recipient, **words)


def _backups(policy: Policy) -> Iterator[Finding]:
    """A host of a backup that no activity with data in the backup, or in what it is a backup of, names."""
    users = _users(policy)
    for system in policy.systems.values():
        inside = [activity for id in system.backup_of for activity in users.get(id, ())]
        if not inside or system.id in users or not _others(policy, system.host):
            continue
        if not any(system.host in _told(policy, activity) for activity in inside):
            words = {
                "where_de": f"dort die Sicherungen „{system.id}“ liegen",
                "where_en": f'the backups "{system.id}" lie there',
            }
            yield RULE.finding(system.place, inside[0].id, activity=inside[0].id, recipient=system.host, **words)


def _users(policy: Policy) -> Mapping[str, list[Activity]]:
    found: dict[str, list[Activity]] = {}
    for activity in ours(policy):
        for id in dict.fromkeys(_stores(activity)):
            found.setdefault(id, []).append(activity)
    return found
