"""ZU131: protection of sensitive data not described (Art. 30(1)(g), 32(1) GDPR, § 22(2) BDSG).

The record describes the measures of security where that is possible, and data of special categories or about offences
need specific ones. If no measure is declared, the record has nothing to show.

Wrong:
    activities: {website: {special_category: {art9: a}, data: {lines: {special: health}}}}
Right:
    activities: {website: {special_category: {art9: a}, data: {lines: {special: health}}}}
    assure: [{access_restricted: {system: weblog, accounts: env:ADMIN_LIST}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours, sensitive
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy
from zusage.policy.promise import Duty

RULE = Rule(
    "ZU131",
    Severity.INFO,
    Text(
        "Schutz sensibler Daten nicht beschrieben",
        "protection of sensitive data not described",
    ),
    Text(
        "„{activity}“ hat sensible Daten („{datum}“), aber keine Maßnahme zu ihrem Schutz ist zugesagt.",
        '"{activity}" has sensitive data ("{datum}"), but no measure to protect them is promised.',
    ),
    Text(
        "Sagen Sie unter assure, was schützt: encrypted, access_restricted, kept_apart, role_restricted …",
        "Say under assure what protects them: encrypted, access_restricted, kept_apart, role_restricted …",
    ),
    "Art. 30(1)(g), 32(1) GDPR, § 22(2) BDSG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities with sensitive data and no promise to protect or separate, of their own or of the organisation."""
    guards = {promise.activity for promise in matter.policy.promises if promise.duty in (Duty.PROTECT, Duty.SEPARATE)}
    for activity in ours(matter.policy) if "" not in guards else ():
        data = list(sensitive(activity))
        if data and not guards & {activity.id, activity.part_of} and not _described(matter.policy, activity, data[0].system):
            yield RULE.finding(data[0].place, activity.id, activity=activity.id, datum=data[0].id)


def _described(policy: Policy, activity: Activity, system: str) -> bool:
    """Whether the host of the store, or who else processes the data, has measures on file."""
    known = policy.systems.get(system)
    hosts = {known.host, known.kept_by} if known else set()
    papers = (policy.recipients[id] for id in hosts | {flow.recipient for flow in activity.flows} if id in policy.recipients)
    return any(one.evidence or any("tom" in contract.annexes for contract in one.contracts) for one in papers)
