"""ZU202: no third country promised, but the group sits there (Art. 5(1)(a), 13(1)(f), 44 GDPR).

A parent company outside is no transfer by itself. Whether its people can reach the data is a fact that the contract and
the provider's list of sub-processors show, and on it the sentence depends.

Wrong:
    hoster: {name: Cloud SARL, country: LU, parent: {name: Cloud Inc., country: US}}   # beside "no transfer to third countries"
Right:
    hoster: {name: Cloud SARL, country: LU, parent: {name: Cloud Inc., country: US}, access_from: [LU, DE]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.parties import receivers, third_countries
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Recipient
from zusage.reference.countries import EEA

RULE = Rule(
    "ZU202",
    Severity.WARNING,
    Text(
        "Kein Drittland versprochen, aber der Konzern sitzt dort",
        "no third country promised, but the group sits there",
    ),
    Text(
        "Der Satz schließt Drittländer aus; bei {recipients_de} sitzt die Muttergesellschaft in einem, und ob sie zugreifen kann, ist nicht erklärt.",
        "The sentence rules out third countries; with {recipients_en}, the parent company is in one, and whether it has access is not declared.",
    ),
    Text(
        "Klären Sie den Zugriff und erklären Sie ihn: access_from: [DE] oder access_from: [DE, US].",
        "Find out about access and declare it: access_from: [DE] or access_from: [DE, US].",
    ),
    "Art. 5(1)(a), 13(1)(f), 44 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny every transfer, with recipients inside whose parent is outside and whose access is not declared."""
    for one in claimed(matter.policy, "no_third_country"):
        against = {recipient.id: recipient for a in one.activities for recipient in receivers(matter.policy, a)}
        asked = [id for id, recipient in against.items() if _open(recipient) and not one.names(recipient)]
        if asked:
            yield RULE.finding(one.said.place, one.said.subject, **listing("recipients", asked))


def _open(recipient: Recipient) -> bool:
    outside = bool(recipient.parent_country) and recipient.parent_country not in EEA
    return outside and not recipient.access_from and not third_countries(recipient)
