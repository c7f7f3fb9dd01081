"""ZU531: usually a joint controller (Art. 26(1), 4 no. 7 GDPR; CJEU C-40/17, C-210/16).

Whoever puts the pixel or the page of a network into use decides together with it that data are collected. For the
collecting and the sending both are responsible, also where one side never sees the data.

Wrong:
    recipients: {ext: {use: linkedin-ads, name: LinkedIn Ireland Unlimited Company, country: IE, role: processor, transfer: {mechanism: dpf, listed_as: LinkedIn Corporation, checked: 2026-10-01, covers: [non_hr], also: [scc]}, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Anzeigen, en: advertisements, kind: advertising}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ext: {data: [lines]}}}}
Right:
    recipients: {ext: {use: linkedin-ads, name: LinkedIn Ireland Unlimited Company, country: IE, role: joint, transfer: {mechanism: dpf, listed_as: LinkedIn Corporation, checked: 2026-10-01, covers: [non_hr], also: [scc]}, agreement: {dated: 2025-03-01, essence: {de: Wir beantworten Ihre Anträge., en: We answer your requests.}, contact_point: us}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Anzeigen, en: advertisements, kind: advertising}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ext: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.known import service_of
from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU531",
    Severity.WARNING,
    Text("Üblicherweise gemeinsam verantwortlich", "usually a joint controller"),
    Text(
        "„{recipient}“ ist als {role_de} erklärt; „{service}“ ist üblicherweise mit uns gemeinsam verantwortlich.",
        '"{recipient}" is declared as {role_en}; "{service}" usually is a joint controller with us.',
    ),
    Text(
        "Prüfen Sie die Bedingungen; sonst role: joint und agreement: {dated: …}.",
        "Check the terms; otherwise role: joint and agreement: {dated: …}.",
    ),
    "Art. 26(1), 4 no. 7 GDPR; CJEU C-40/17, C-210/16",
)


ROLES = {"processor": ("Auftragsverarbeiter", "a processor"), "controller": ("Verantwortlicher", "a controller")}


def check(matter: Matter) -> Iterator[Finding]:
    """Networks whose usual role is a joint one, declared as something else in every flow."""
    named = roles(matter.policy)
    for recipient in matter.policy.recipients.values():
        if recipient.role not in ROLES or "joint" in named[recipient.id]:
            continue
        one = service_of(recipient)
        if one is not None and one.role == "joint" and one.category in ("advertising", "social"):
            de, en = ROLES[recipient.role]
            yield RULE.finding(recipient.place, recipient=recipient.id, service=one.name, role_de=de, role_en=en)
