"""ZU337: no period at the recipient (Art. 13(2)(a), 5(1)(e) GDPR).

Data that only a recipient has, such as crash reports or telemetry, are covered by none of our rules. If nobody says how
long the recipient keeps them, the notice has no period for them.

Wrong:
    data: {crash: {label: Absturzberichte, in: nowhere}}
    recipients: {tracker: {data: [crash]}}
Right:
    data: {crash: {label: Absturzberichte, in: nowhere}}
    recipients: {tracker: {data: [crash], keeps: {from: sent, delete: after 90 days, evidence: document}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum, Flow

RULE = Rule(
    "ZU337",
    Severity.WARNING,
    Text(
        "Keine Frist beim Empfänger",
        "no period at the recipient",
    ),
    Text(
        "„{label_de}“ liegt nur beim Empfänger „{recipient}“; wie lange, steht nirgends.",
        '"{label_en}" is only at the recipient "{recipient}"; nothing says for how long.',
    ),
    Text(
        "Ergänzen Sie beim Empfänger: keeps: {from: …, delete: after …, evidence: document}.",
        "Add at the recipient: keeps: {from: …, delete: after …, evidence: document}.",
    ),
    "Art. 13(2)(a), 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data in no system of ours, without a rule, at a recipient of whom no period is declared; one per datum.

    What goes to a service that people connected themselves is theirs.
    """
    for activity in matter.policy.activities.values():
        ruled = (
            {id for rule in matter.policy.rules if rule.activity == activity.id for id in rule.data}
            if _far(activity)
            else ()
        )
        for datum in _far(activity):
            flows = [flow for flow in activity.flows if _gets(flow, datum)]
            if datum.id not in ruled and flows and not any(flow.keeps for flow in flows):
                yield RULE.finding(
                    flows[0].place,
                    activity.id,
                    label_de=datum.label.to("de"),
                    label_en=datum.label.to("en"),
                    recipient=flows[0].recipient,
                )


def _gets(flow: Flow, datum: Datum) -> bool:
    return (not flow.data or datum.id in flow.data) and flow.when_kind not in ("row", "choice")


def _far(activity: Activity) -> list[Datum]:
    return [datum for datum in activity.data if datum.system == "nowhere" and not (datum.aggregated or datum.derived_from)]
