"""ZU449: disclosure for advertising of others without consent (Art. 6(1)(a), 6(1)(f), 21(2) GDPR).

People who gave their address to one company do not expect the advertising of another. Who only prints or sends our own
letters is a processor and needs no consent.

Wrong:
    recipients: {partner: {name: Seekarten AG, country: DE, role: controller}}
    activities:
      website: {title: {de: Werbung, en: Advertising}, purposes: {security: null, ads: {de: Werbung durch Partner, en: advertising by partners, kind: advertising}}, recipients: {partner: {data: [lines]}}}
Right:
    recipients: {partner: {name: Seekarten AG, country: DE, role: controller}}
    activities:
      website: {title: {de: Werbung, en: Advertising}, purposes: {security: null, ads: {de: Werbung durch Partner, en: advertising by partners, kind: advertising}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {partner: {data: [lines]}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import flows_of, role_of
from zusage.checker.purposes import kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU449",
    Severity.WARNING,
    Text("Weitergabe für fremde Werbung ohne Einwilligung", "disclosure for advertising of others without consent"),
    Text(
        "„{activity}“ sieht nach Werbung aus und gibt Daten an „{recipient}“, der selbst entscheidet; eine Einwilligung ist nicht erklärt.",
        '"{activity}" looks like advertising and discloses data to "{recipient}", which decides for itself; no consent is declared.',
    ),
    Text(
        "Holen Sie eine Einwilligung ein (basis: {consent: …}) oder beauftragen Sie einen Auftragsverarbeiter.",
        "Ask for consent (basis: {consent: …}) or instruct a processor.",
    ),
    "Art. 6(1)(a), 6(1)(f), 21(2) GDPR",
)


AIMS = frozenset({"advertising", "newsletter"})


def check(matter: Matter) -> Iterator[Finding]:
    """Activities for nothing but advertising, without consent, that disclose data to a controller."""
    for activity in matter.policy.activities.values():
        found = kinds(activity)
        if not found or not found <= AIMS or any(basis.kind == "consent" for basis in activity.bases):
            continue
        for flow, recipient in flows_of(matter.policy, activity):
            if role_of(flow, recipient) == "controller" and flow.when_kind not in ("consent", "choice", "duty"):
                yield RULE.finding(flow.place, activity.id, activity=activity.id, recipient=recipient.id)
