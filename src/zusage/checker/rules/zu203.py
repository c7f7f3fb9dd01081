"""ZU203: the promised place is not true (Art. 5(1)(a) GDPR).

Many people choose a provider because data stay in one country. The sentence is about every store and every processor, and
one elsewhere makes it misleading.

Wrong:
    statements: [{claim: only_germany, text: {de: Ihre Daten werden ausschließlich in Deutschland verarbeitet., en: Your data are processed only in Germany.}}]   # and a system with location: FR
Right:
    statements: [{claim: only_eu, text: {de: Ihre Daten werden nur in der EU verarbeitet., en: Your data are processed only in the EU.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import Claimed, claimed
from zusage.checker.listing import listing
from zusage.checker.parties import receivers
from zusage.checker.rule import Matter, Rule
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of
from zusage.reference.countries import lies_in

RULE = Rule(
    "ZU203",
    Severity.ERROR,
    Text(
        "Versprochener Ort stimmt nicht",
        "the promised place is not true",
    ),
    Text(
        "Der Satz verspricht „nur {in_de}“; bei {places_de} liegen Daten anderswo.",
        'The sentence promises "only {in_en}"; with {places_en}, data are elsewhere.',
    ),
    Text(
        "Ändern Sie den Satz, oder nennen Sie den Ort: location: DE",
        "Change the sentence, or name the place: location: DE",
    ),
    "Art. 5(1)(a) GDPR",
)

REGIONS = {"only_germany": "DE", "only_eu": "EEA"}


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that name a region, with a store or a processor outside it."""
    for one in claimed(matter.policy, *REGIONS):
        region = REGIONS[one.claim]
        elsewhere = [*_systems(matter.policy, one, region), *_recipients(matter.policy, one, region)]
        if elsewhere:
            code = "EU" if region == "EEA" else region
            words = {"in_de": in_country(code, "de"), "in_en": in_country(code, "en")}
            yield RULE.finding(one.said.place, one.said.subject, **words, **listing("places", elsewhere))


def _systems(policy: Policy, one: Claimed, region: str) -> Iterator[str]:
    names = {name for activity in one.activities for datum in activity.data for name, _ in places_of(datum)}
    for system in policy.systems.values():
        if system.id in names and system.location and not lies_in(system.location, region):
            yield system.id


def _recipients(policy: Policy, one: Claimed, region: str) -> Iterator[str]:
    found = {it.id: it for activity in one.activities for it in receivers(policy, activity)}
    for recipient in found.values():
        where = {recipient.location or recipient.country, *recipient.access_from} - {""}
        if recipient.transfer is not None:
            where.add(recipient.country)  # what has a safeguard is a transfer, wherever the disk is
        ours = recipient.role in ("processor", "instructed_by_customer", "joint", "self")
        if ours and not one.names(recipient) and any(not lies_in(country, region) for country in where):
            yield recipient.id
