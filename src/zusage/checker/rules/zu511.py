"""ZU511: record for advertising calls of less than five years (§ 7a(2) UWG; Art. 7(1) GDPR).

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
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound
from zusage.policy.rule import Rule as Deletion

RULE = Rule(
    "ZU511",
    Severity.WARNING,
    Text("Nachweis für Werbeanrufe unter fünf Jahren", "record for advertising calls of less than five years"),
    Text(
        "Die Einwilligung „{consent}“ gilt auch für Werbeanrufe („{activity}“), ihr Nachweis {what_de}.",
        'The consent "{consent}" is also for advertising calls ("{activity}"), and its record {what_en}.',
    ),
    Text(
        "Halten Sie den Nachweis fest und bewahren Sie ihn fünf Jahre ab Erteilung und nach jedem Anruf auf.",
        "Keep a record for five years from the consent and after each call.",
    ),
    "§ 7a(2) UWG; Art. 7(1) GDPR",
    since=date(2021, 10, 1),
)


FIVE_YEARS = Period(years=5)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents for calls that are on no record, or whose record a rule deletes too early; forms without a record are ZU507's."""
    for activity in matter.policy.activities.values():
        if "phone" not in activity.channels or not advertises(activity):
            continue
        for consent in (matter.policy.consents[basis.consent] for basis in grounds(activity) if basis.consent):
            words = {"consent": consent.id, "activity": activity.id}
            if not consent.table and not (consent.double_opt_in or consent.by == "form"):
                none = {"what_de": "ist nicht erklärt", "what_en": "is not declared"}
                yield RULE.finding(consent.place, activity.id, **words, **none)
            elif (rule := _short(consent, matter.policy)) is not None:
                early = {
                    "what_de": "wird vor Ablauf von fünf Jahren gelöscht",
                    "what_en": "is deleted before five years are over",
                }
                yield RULE.finding(rule.place, activity.id, **words, **early)


def _short(consent: Consent, policy: Policy) -> Deletion | None:
    """The rule that deletes the record after a period of its own that is too short."""
    for rule in policy.rules:
        if consent.table and any((unit.system, unit.table) == (consent.system, consent.table) for unit in rule.units):
            ends = [stage for stage in rule.stages if stage.action is Action.DELETE and stage.bound is not Bound.AFTERWARDS]
            if rule.keep is None and any(stage.period.longest_hours < FIVE_YEARS.shortest_hours for stage in ends):
                return rule
    return None
