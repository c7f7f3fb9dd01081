"""ZU448: sub-processor not named (Art. 28(2), 28(4), 30(2) GDPR).

Who keeps data on behalf of a customer engages another processor with the host of the store. The customer has to know it
and may object.

Wrong:
    systems: {app: {host: hoster}}
    activities: {contract: {role: processor, on_behalf_of: customer, basis: instruction, purposes: {serve: {de: Betrieb der Anwendung, en: running the application}}, recipients: null}}
Right:
    systems: {app: {host: hoster}}
    activities: {contract: {role: processor, on_behalf_of: customer, basis: instruction, purposes: {serve: {de: Betrieb der Anwendung, en: running the application}}, recipients: {hoster: {data: all}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU448",
    Severity.WARNING,
    Text("Weiterer Auftragsverarbeiter nicht genannt", "sub-processor not named"),
    Text(
        "Daten von „{activity}“ liegen bei „{recipient}“; das ist ein weiterer Auftragsverarbeiter und nicht genannt.",
        'Data of "{activity}" lie with "{recipient}"; that is another processor and not named.',
    ),
    Text(
        "Ergänzen Sie unter recipients: hoster: {data: all}",
        "Add under recipients: hoster: {data: all}",
    ),
    "Art. 28(2), 28(4), 30(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities on behalf that lie with a host they do not name."""
    policy = matter.policy
    for activity in policy.activities.values():
        if activity.role != "processor":
            continue
        parent = policy.activities.get(activity.part_of)
        told = {flow.recipient for flow in (*activity.flows, *(parent.flows if parent else ()))}
        hosts = (policy.systems[datum.system].host for datum in personal(activity) if datum.system in policy.systems)
        for host in dict.fromkeys(hosts):
            known = policy.recipients.get(host)
            if known is not None and known.role != "self" and host not in told:
                yield RULE.finding(activity.place, activity.id, activity=activity.id, recipient=host)
