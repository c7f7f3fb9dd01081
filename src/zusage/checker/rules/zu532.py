"""ZU532: measuring service or advertising network without consent (§ 25(1) TDDDG; Art. 6(1)(a) GDPR; CJEU C-673/17).

These services store identifiers on the device and send them to another company. That needs consent, whatever interest
there is in the figures; an activity that names neither leaves out the first step.

Wrong:
    recipients: {ext: {use: google-analytics, name: Google Ireland Limited, country: IE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Messung der Besuche, en: measuring visits, kind: analytics}}, recipients: {ext: {data: [lines]}}}}
Right:
    recipients: {ext: {use: google-analytics, name: Google Ireland Limited, country: IE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Messung der Besuche, en: measuring visits, kind: analytics}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ext: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.known import american, unasked
from zusage.checker.purposes import kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU532",
    Severity.WARNING,
    Text("Messdienst oder Werbenetz ohne Einwilligung", "measuring service or advertising network without consent"),
    Text(
        "„{service}“ legt üblicherweise Cookies ab, aber in „{activity}“ ist weder eine Einwilligung noch ein Gerätezugriff erklärt.",
        '"{service}" usually sets cookies, but in "{activity}" neither consent nor access to the device is declared.',
    ),
    Text(
        "Schreiben Sie: basis: {consent: …} und die Cookies unter device:.",
        "Write: basis: {consent: …}, and the cookies under device:.",
    ),
    "§ 25(1) TDDDG; Art. 6(1)(a) GDPR; CJEU C-673/17",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Networks, and measuring services with cookies for advertising or of American companies, without consent and items."""
    for activity in matter.policy.activities.values():
        if activity.devices or kinds(activity) & {"session_recording", "heatmap"}:
            continue
        for flow, _recipient, one in unasked(matter.policy, activity):
            follows = american(one) or "advertising" in kinds(activity)
            measures = one.category == "analytics" and bool(one.cookies) and follows
            if measures or (one.category == "advertising" and bool(one.cookies)):
                yield RULE.finding(flow.place, activity.id, service=one.name, activity=activity.id)
