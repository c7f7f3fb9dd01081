"""ZU233: all cookies are said to be named, but those of a service are not (Art. 5(1)(a) GDPR; § 25(1) TDDDG).

Networks and measuring services recognise browsers by what they store there. Whoever promises that every item is declared
and names none of such a service is wrong on the first visit.

Wrong:
    recipients: {ads: {use: google-ads, name: Google Ireland Limited, country: IE, role: controller}}
    activities: {website: {title: {de: Anzeigen, en: Advertisements}, purposes: {security: null, ads: {de: Messung von Werbung, en: measuring advertisements, kind: advertising}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ads: {data: [lines]}}, assure: [{device_complete: {profiles: [clean, consented]}}]}}
Right:
    recipients: {ads: {use: google-ads, name: Google Ireland Limited, country: IE, role: controller}}
    activities: {website: {title: {de: Anzeigen, en: Advertisements}, purposes: {security: null, ads: {de: Messung von Werbung, en: measuring advertisements, kind: advertising}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ads: {data: [lines]}}, device: {click: {name: _gcl_aw, by: ads, party: first, lifetime: 90 days, access: {consent: statistics}}}, assure: [{device_complete: {profiles: [clean, consented]}}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.known import service_of
from zusage.checker.parties import role_of, uses
from zusage.checker.rule import Matter, Rule
from zusage.checker.stated import stated
from zusage.language.lists import join
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.reference.services import Service

RULE = Rule(
    "ZU233",
    Severity.WARNING,
    Text(
        "Alle Cookies sollen genannt sein, die eines Dienstes fehlen",
        "all cookies are said to be named, but those of a service are missing",
    ),
    Text(
        "Versprochen ist, dass alles genannt ist, was auf dem Gerät gespeichert wird; von „{service}“ ({like}) ist nichts genannt.",
        'It is promised that everything stored on the device is named; nothing of "{service}" ({like}) is.',
    ),
    Text(
        "Nennen Sie, was der Dienst speichert: device: {…: {name: …, by: …, lifetime: …}}",
        "Name what the service stores: device: {…: {name: …, by: …, lifetime: …}}",
    ),
    "Art. 5(1)(a) GDPR; § 25(1) TDDDG",
)

ALWAYS = frozenset(("advertising", "affiliate"))


def check(matter: Matter) -> Iterator[Finding]:
    """Networks and measuring services among the recipients of whose items none is declared, where all are promised."""
    for one in stated(matter.policy, "device-complete"):
        for name, service in _unnamed(matter.policy):
            like = join([cookie.name for cookie in service.cookies[:3]], "en").replace(" and ", ", ")
            yield RULE.finding(one.promise.place, one.activity.id, service=name, like=like or service.name)


def _unnamed(policy: Policy) -> Iterator[tuple[str, Service]]:
    items = [item for activity in policy.activities.values() for item in activity.devices]
    named = {party for item in items for party in (item.by, *item.read_by)}
    for id, flows in uses(policy).items():
        recipient = policy.recipients.get(id)
        service = service_of(recipient) if recipient is not None else None
        if recipient is None or service is None or id in named or all(role_of(f, recipient) == "self" for _, f in flows):
            continue
        if service.category in ALWAYS or (service.category == "analytics" and service.cookies):
            yield recipient.id, service
