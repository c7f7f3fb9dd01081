"""ZU435: service named, but no recipient (Art. 13(1)(e), 14(1)(e), 5(1)(a) GDPR).

A name in a sentence and no entry behind it: either the recipient was forgotten, or the service went and the sentence
stayed. People cannot tell which.

Wrong:
    documents: {notice: {statements: [{text: {de: 'Kontakte verwalten wir mit HubSpot.', en: 'We manage contacts with HubSpot.'}}]}}
Right:
    documents: {notice: {statements: [{text: {de: 'Kontakte verwalten wir mit HubSpot.', en: 'We manage contacts with HubSpot.'}}]}}
    recipients: {crm: {name: 'HubSpot Germany GmbH', country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {contract: {recipients: {crm: {data: [master]}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.known import brand
from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.reference.services import Service, by_name, service, services

RULE = Rule(
    "ZU435",
    Severity.WARNING,
    Text("Dienst genannt, aber kein Empfänger", "service named, but no recipient"),
    Text(
        "Ein Text nennt „{service}“; unter den Empfängern sieht nichts danach aus.",
        'A text names "{service}"; none of the recipients looks like it.',
    ),
    Text(
        "Erklären Sie den Dienst als Empfänger, oder streichen Sie ihn aus dem Text.",
        "Declare the service as a recipient, or take it out of the text.",
    ),
    "Art. 13(1)(e), 14(1)(e), 5(1)(a) GDPR",
)


PARTS = frozenset({"title", "statement", "consent", "purpose", "basis", "device", "recipient"})
NOT = re.compile(
    r"\b(kein\w*|nicht|nie|niemals|ohne|statt|anstelle|früher|bisher|no|not|never|without|instead|formerly)\b", re.IGNORECASE
)
LINKS = re.compile(
    r"\b(links?|verlinkung|verweis\w*|linked|auftritt|profil|profile|datenschutz\w*|privacy|verbind\w*|integration\w*|schnittstelle\w*|erweiterung\w*"
    r"|add-?ons?|anbind\w*|importier\w*|exportier\w*|connect\w*|interfaces?|extensions?|imports?|exports?)\b",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Services of others that a text names, once each; not where it denies them or only links to them,
    and not those that have ended, of which other rules speak."""
    told: str | None = None
    seen: set[str] = set()
    for text in said(matter.policy):
        words = " ".join(filter(None, (text.text.de or text.text.en,)))
        if text.part not in PARTS or not (mentions := by_name(words)) or NOT.search(words) or LINKS.search(words):
            continue
        told = told if told is not None else _told(matter.policy)
        for mention in mentions:
            one = mention.service
            if one.id not in seen and one.ended is None and not _known(one, told):
                seen.add(one.id)
                yield RULE.finding(text.place, text.subject, service=mention.written)


def _told(policy: Policy) -> str:
    """Everything that names a recipient, a source, or ourselves, in small letters."""
    words = [policy.organisation.name]
    for it in policy.recipients.values():
        words += [it.id, it.use, it.name, it.parent, *it.members, *it.hosts]
        words += [it.category.de or "", it.category.en or ""] if it.category else []
        words += [one.entity for one in (service(it.use),) if one is not None] if it.use else []
    for activity in policy.activities.values():
        words += [activity.source.de or "", activity.source.en or ""] if activity.source else []
        words += [text for flow in activity.flows if flow.category for text in (flow.category.de, flow.category.en) if text]
    return " ".join(words).lower()


def _known(one: Service, told: str) -> bool:
    """Whether a recipient goes by one of its names, or it is software that people run themselves."""
    variants = (services().get(f"{one.id.split('/')[0]}/self-hosted"), one)
    if one.category == "social" or any(it is not None and it.role == "self" for it in variants):
        return True
    return any(
        name.lower() in told for name in (brand(one), one.id.split("/")[0], *one.names, *one.formerly, one.entity) if name
    )
