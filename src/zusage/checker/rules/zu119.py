"""ZU119: data cannot be handed over (Art. 20(1), 13(2)(b), 14(2)(c) GDPR).

What people gave us on consent or contract they can take with them. Where only a processor has it and no system of ours
shows it, somebody has to know how to get it out.

Wrong:
    activities: {contract: {data: {form: {label: {de: Profilfoto, en: profile picture}, in: nowhere}}, recipients: {hoster: {keeps: {as: {de: 90 Tage, en: 90 days}}}}}}
Right:
    systems: {pictures: {connector: provider, use: pictures, location: DE}}
    recipients: {hoster: {system: pictures}}
    activities: {contract: {data: {form: {label: {de: Profilfoto, en: profile picture}, in: nowhere}}, recipients: {hoster: {keeps: {as: {de: 90 Tage, en: 90 days}}}}}}
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
    "ZU119",
    Severity.INFO,
    Text(
        "Herausgabe der Daten nicht möglich",
        "data cannot be handed over",
    ),
    Text(
        "„{datum}“ in „{activity}“ liegt nur bei „{recipient}“; wie Menschen diese Daten mitnehmen können, ist nicht zu sehen.",
        'Only "{recipient}" has "{datum}" in "{activity}"; it cannot be seen how people take it with them.',
    ),
    Text(
        "Nennen Sie beim Empfänger das System, in dem Sie die Daten sehen: system: …",
        "Name at the recipient the system in which you see the data: system: …",
    ),
    "Art. 20(1), 13(2)(b), 14(2)(c) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data on consent or contract that only a processor has, of which no system of ours shows anything."""
    policy = matter.policy
    for activity in ours(policy):
        if all(basis.kind in ("consent", "contract") for basis in activity.bases) and activity.source is None:
            for datum in personal(activity):
                if datum.system == "nowhere" and not datum.derived_from and (holder := _holder(policy, activity, datum)):
                    words = {"datum": datum.id, "activity": activity.id, "recipient": holder}
                    yield RULE.finding(datum.place, activity.id, **words)


def _holder(policy: Policy, activity: Activity, datum: Datum) -> str:
    for flow in activity.flows:
        known = policy.recipients.get(flow.recipient)
        if (
            known
            and (flow.role or known.role) == "processor"
            and (not flow.data or datum.id in flow.data)
            and not known.system
        ):
            return known.id
    return ""
