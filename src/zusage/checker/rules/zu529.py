"""ZU529: tag manager without consent (§ 25(1) TDDDG; Art. 6(1)(a) GDPR; VG Hannover 10 A 5385/22).

Loading the manager sends the address and reads from the device although no visitor needs it. A court in Hannover asks for
consent for the manager itself (19 March 2025, 10 A 5385/22, not final).

Wrong:
    recipients: {ext: {use: google-tag-manager, name: Google Ireland Limited, country: IE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Verwaltung von Skripten, en: managing scripts}}, recipients: {ext: {data: [lines]}}}}
Right:
    recipients: {ext: {use: google-tag-manager, name: Google Ireland Limited, country: IE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Verwaltung von Skripten, en: managing scripts}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ext: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.known import unasked
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU529",
    Severity.WARNING,
    Text("Tag Manager ohne Einwilligung", "tag manager without consent"),
    Text(
        "„{service}“ wird in „{activity}“ ohne Einwilligung geladen.",
        '"{service}" is loaded in "{activity}" without consent.',
    ),
    Text(
        "Laden Sie ihn erst nach der Einwilligung, oder binden Sie Skripte selbst ein.",
        "Load it after consent only, or include scripts yourself.",
    ),
    "§ 25(1) TDDDG; Art. 6(1)(a) GDPR; VG Hannover 10 A 5385/22",
    since=date(2021, 12, 1),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Tag managers of others that no consent governs."""
    for activity in matter.policy.activities.values():
        for flow, _recipient, one in unasked(matter.policy, activity):
            if one.category == "tags":
                yield RULE.finding(flow.place, activity.id, service=one.name, activity=activity.id)
