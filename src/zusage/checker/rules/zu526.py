"""ZU526: content of others embedded without consent (Art. 6(1)(f), 6(1)(a) GDPR; § 25(1) TDDDG).

A map, a film or a font from a company in the United States sends the address of every visitor there before anybody asked.
A court in Munich saw no interest that outweighs where the content could lie on one's own server (20 January 2022, 3 O
17493/20).

Wrong:
    recipients: {ext: {name: Google Maps, country: IE, role: controller, parent: {name: Google LLC, country: US}, transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}, hosts: [maps.googleapis.com]}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Landkarte, en: map}}, recipients: {ext: {data: [lines]}}}}
Right:
    recipients: {ext: {name: Google Maps, country: IE, role: controller, parent: {name: Google LLC, country: US}, transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}, hosts: [maps.googleapis.com]}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Landkarte, en: map}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ext: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.known import american, unasked
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU526",
    Severity.WARNING,
    Text("Fremde Inhalte ohne Einwilligung eingebettet", "content of others embedded without consent"),
    Text(
        "„{service}“ wird in „{activity}“ von Servern in fremder Hand geladen; eine Einwilligung ist nicht erklärt.",
        '"{service}" is loaded in "{activity}" from servers of others; no consent is declared.',
    ),
    Text(
        "Laden Sie den Inhalt erst nach einem Klick (when: {consent: …}) oder vom eigenen Server.",
        "Load the content after a click only (when: {consent: …}), or from your own server.",
    ),
    "Art. 6(1)(f), 6(1)(a) GDPR; § 25(1) TDDDG",
)


EMBEDDED = frozenset({"maps", "video", "fonts"})


def check(matter: Matter) -> Iterator[Finding]:
    """Maps, films and fonts of companies in the United States, loaded without consent; fonts known by host are ZU825's."""
    for activity in matter.policy.activities.values():
        for flow, recipient, one in unasked(matter.policy, activity):
            if one.category not in EMBEDDED or one.role != "controller" or not american(one):
                continue
            if one.id != "google-fonts" or recipient.use:
                yield RULE.finding(flow.place, activity.id, service=one.name, activity=activity.id)
