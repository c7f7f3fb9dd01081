"""ZU437: parent in a third country, access not declared (Art. 28(1), 44, 48 GDPR).

A parent company is no transfer by itself. But people there may administer the service or be ordered to hand data over,
and whoever chooses the processor has to have asked.

Wrong:
    recipients: {hoster: {country: IE, parent: {name: Blue Harbour LLC, country: US}}}
Right:
    recipients: {hoster: {country: IE, parent: {name: Blue Harbour LLC, country: US}, access_from: [IE, DE]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.parties import receivers, roles
from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import adequate, outside, third
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.reference.services import service

RULE = Rule(
    "ZU437",
    Severity.INFO,
    Text("Mutter im Drittland, Zugriff nicht erklärt", "parent in a third country, access not declared"),
    Text(
        "Hinter „{recipient}“ steht „{parent}“ {in_de}; ob von dort auf die Daten zugegriffen werden kann, ist nicht erklärt.",
        'Behind "{recipient}" stands "{parent}" {in_en}; whether the data can be reached from there is not declared.',
    ),
    Text(
        "Tragen Sie ein, von wo zugegriffen wird: access_from: [DE], oder einen Mechanismus: transfer: {…}.",
        "Enter from where the data are reached: access_from: [DE], or a mechanism: transfer: {…}.",
    ),
    "Art. 28(1), 44, 48 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Processors inside whose parent is outside and not adequate, without a word on access."""
    named, denied = roles(matter.policy), _denied(matter.policy)
    for recipient in matter.policy.recipients.values():
        code, parent = _parent(recipient)
        if not outside(code, matter.as_of) or adequate(code, matter.as_of) or "processor" not in named[recipient.id]:
            continue
        if recipient.id in denied and recipient.parent_country:
            continue
        if recipient.transfer is None and not recipient.access_from and not third(recipient, matter.as_of):
            words = {"in_de": in_country(code, "de"), "in_en": in_country(code, "en")}
            yield RULE.finding(recipient.place, recipient=recipient.id, parent=parent, **words)


def _denied(policy: Policy) -> set[str]:
    """Recipients of what a sentence keeps inside; there ZU202 asks for access."""
    ones = claimed(policy, "no_third_country")
    return {it.id for one in ones for a in one.activities for it in receivers(policy, a) if not one.names(it)}


def _parent(recipient: Recipient) -> tuple[str, str]:
    """Country and name of the company behind it, as declared; else as the catalogue knows it for sure."""
    known = service(recipient.use) if recipient.use and not recipient.parent else None
    if known is None or not known.called(recipient.name, recipient.country):
        return recipient.parent_country, recipient.parent
    return known.sure("parent_country"), known.sure("parent") or known.name
