"""ZU511: no record of the consent to advertising calls (§ 7a(2) UWG; Art. 7(1) GDPR).

Who calls consumers for advertising documents the consent when it is given, in a suitable form, and keeps that for five
years from then and after each use. The authority may ask for it.

Wrong:
    activities: {website: {purposes: {security: null, ads: {de: Angebote, en: offers, kind: advertising}}, channels: [phone], basis: {consent: newsletter, legitimate_interests: null}}}
    consents: {newsletter: {by: connection, double_opt_in: false, proof: null}}
    systems: {app: {tables: {consents: null, suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
Right:
    activities: {website: {purposes: {security: null, ads: {de: Angebote, en: offers, kind: advertising}}, channels: [phone], basis: {consent: newsletter, legitimate_interests: null}}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.messages import advertises, grounds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU511",
    Severity.WARNING,
    Text("Kein Nachweis der Einwilligung in Werbeanrufe", "no record of the consent to advertising calls"),
    Text(
        "Die Einwilligung „{consent}“ gilt auch für Werbeanrufe („{activity}“), ihr Nachweis ist nicht erklärt.",
        'The consent "{consent}" is also for advertising calls ("{activity}"), and its record is not declared.',
    ),
    Text(
        "Halten Sie den Nachweis fest und bewahren Sie ihn fünf Jahre ab Erteilung und nach jedem Anruf auf.",
        "Keep a record for five years from the consent and after each call.",
    ),
    "§ 7a(2) UWG; Art. 7(1) GDPR",
    since=date(2021, 10, 1),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents for calls that are on no record; forms without one are ZU507's, and a period too short is ZU332's."""
    for activity in matter.policy.activities.values() if matter.policy.organisation.country == "DE" else ():
        if "phone" not in activity.channels or not advertises(activity):
            continue
        for consent in (matter.policy.consents[basis.consent] for basis in grounds(activity) if basis.consent):
            if not consent.table and not (consent.double_opt_in or consent.by == "form"):
                yield RULE.finding(consent.place, activity.id, consent=consent.id, activity=activity.id)
