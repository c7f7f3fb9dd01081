"""ZU528: captcha reads the device without consent (§ 25(1) TDDDG; § 25(2) no. 2 TDDDG; Art. 6(1)(f) GDPR).

Such a captcha reads what the browser tells and what people do, and sends it to another company. As there are captchas
that do without, necessity has to be explained; keeping robots out is an interest, not yet a necessity.

Wrong:
    recipients: {ext: {use: google-recaptcha, name: Google Ireland Limited, country: IE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Schutz vor Robotern, en: protection from robots, kind: captcha}}, recipients: {ext: {data: [lines]}}}}
Right:
    recipients: {ext: {use: friendly-captcha, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Schutz vor Robotern, en: protection from robots, kind: captcha}}, recipients: {ext: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.known import unasked
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU528",
    Severity.WARNING,
    Text("Captcha liest das Gerät ohne Einwilligung aus", "captcha reads the device without consent"),
    Text(
        "„{service}“ wertet in „{activity}“ Gerät und Verhalten aus; weder Einwilligung noch Erforderlichkeit ist erklärt.",
        '"{service}" looks at device and behaviour in "{activity}"; neither consent nor necessity is declared.',
    ),
    Text(
        "Nutzen Sie ein Captcha ohne Zugriff auf das Gerät, fragen Sie, oder erklären Sie den Zugriff unter device:.",
        "Use a captcha that leaves the device alone, ask, or declare the access under device:.",
    ),
    "§ 25(1) TDDDG; § 25(2) no. 2 TDDDG; Art. 6(1)(f) GDPR",
    since=date(2021, 12, 1),
)


READS = frozenset({"google-recaptcha", "hcaptcha", "cloudflare-turnstile"})


def check(matter: Matter) -> Iterator[Finding]:
    """Captchas that read the device, without consent and without an item that says why it may."""
    for activity in matter.policy.activities.values():
        for flow, recipient, one in unasked(matter.policy, activity):
            if one.id in READS and not any(item.by == recipient.id for item in activity.devices):
                yield RULE.finding(flow.place, activity.id, service=one.name, activity=activity.id)
