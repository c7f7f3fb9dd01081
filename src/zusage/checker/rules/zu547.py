"""ZU547: cookie of a service that is no recipient (Art. 13(1)(e) GDPR; § 25(1) TDDDG).

Names of cookies tell who set them. Where the notice names the cookie and not the company, the disclosure is missing.

Wrong:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: '_fbp', by: self, lifetime: 90 days, access: {consent: statistics}}}}}
Right:
    recipients: {ext: {use: meta-pixel, name: Meta Platforms Ireland Limited, country: IE, role: joint, transfer: {mechanism: dpf, listed_as: 'Meta Platforms, Inc.', checked: 2026-10-01, covers: [non_hr], also: [scc]}, agreement: {dated: 2025-03-01, essence: {de: Wir beantworten Ihre Anträge., en: We answer your requests.}, contact_point: us}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Anzeigen, en: advertisements, kind: advertising}}, basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: '_fbp', by: ext, lifetime: 90 days, access: {consent: statistics}}}, recipients: {ext: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.known import brand, cookies_like
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU547",
    Severity.WARNING,
    Text("Cookie eines Dienstes, der kein Empfänger ist", "cookie of a service that is no recipient"),
    Text(
        "„{item}“ sieht nach einem Cookie von {service} aus; dieser Dienst ist kein Empfänger.",
        '"{item}" looks like a cookie of {service}; that service is no recipient.',
    ),
    Text(
        "Erklären Sie den Dienst als Empfänger und schreiben Sie ihn unter by:.",
        "Declare the service as a recipient and name it under by:.",
    ),
    "Art. 13(1)(e) GDPR; § 25(1) TDDDG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Items said to be ours whose name fits services of others only, none of which is among the recipients."""
    items = [
        (activity, item) for activity in matter.policy.activities.values() for item in activity.devices if item.by == "self"
    ]
    if not any(cookies_like(item) for _, item in items):
        return
    told = " ".join(f"{it.id} {it.use} {it.name} {it.parent}" for it in matter.policy.recipients.values()).lower()
    for activity, item in items:
        fitting = [one for one, _ in cookies_like(item)]
        if not fitting or any(one.role == "self" or one.category == "consent" for one in fitting):
            continue
        if not any(brand(one) in told for one in fitting):
            yield RULE.finding(item.place, activity.id, item=item.name, service=fitting[0].name)
