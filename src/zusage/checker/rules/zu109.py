"""ZU109: third country is not told (Art. 13(1)(f), 14(1)(f) GDPR).

A notice tells people to which countries outside the European Economic Area their data go. It cannot if the country of a
recipient is nowhere stated, or if the entry of the recipient does not name the country in which a store at it lies.

Wrong:
    systems: {weblog: {host: hoster, location: CH}}
    recipients: {hoster: {transfer: {mechanism: adequacy}}}
    activities: {website: {recipients: {hoster: {data: all}}}}
Right:
    systems: {weblog: {host: hoster, location: CH}}
    recipients: {hoster: {location: CH, transfer: {mechanism: adequacy}}}
    activities: {website: {recipients: {hoster: {data: all}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.parties import countries_of
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.countries import EEA

RULE = Rule(
    "ZU109",
    Severity.WARNING,
    Text(
        "Drittland bleibt ungesagt",
        "third country is not told",
    ),
    Text(
        "Bei „{recipient}“ {what_de}; die Datenschutzerklärung sagt deshalb nichts von einem Drittland.",
        '"{recipient}" {what_en}, so the notice says nothing of a third country.',
    ),
    Text(
        "Schreiben Sie beim Empfänger: country (Land des Sitzes) und location (Land, in dem die Daten liegen).",
        "Write at the recipient: country (of its seat) and location (where the data lie).",
    ),
    "Art. 13(1)(f), 14(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients without any country, and hosts with a safeguard whose entry leaves out the third country of a store."""
    policy = matter.policy
    used = {flow.recipient for activity in ours(policy) for flow in activity.flows}
    abroad = {system.host: system for system in policy.systems.values() if system.location and system.location not in EEA}
    for recipient in policy.recipients.values():
        if recipient.id not in used or recipient.role in ("self", "authority", "instructed_by_customer"):
            continue
        countries, system = countries_of(recipient), abroad.get(recipient.id)
        if not countries and not recipient.category and not recipient.members:
            words = {"what_de": "steht kein Land", "what_en": "has no country"}
            yield RULE.finding(recipient.place, recipient=recipient.id, **words)
        elif system is not None and recipient.transfer is not None and system.location not in countries:
            where = f"({system.location})"
            words = {
                "what_de": f"fehlt das Land {where} von „{system.id}“",
                "what_en": f'lacks the country {where} of "{system.id}"',
            }
            yield RULE.finding(recipient.place, recipient=recipient.id, **words)
