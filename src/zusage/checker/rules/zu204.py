"""ZU204: no disclosure promised, but a recipient declared (Art. 5(1)(a), 13(1)(e) GDPR).

Whoever decides for itself what it does with data is a third party (Art. 4 no. 10 GDPR): payment services, networks,
services that our customer connects. Processors are not, and disclosures that a statute demands are not meant either.

Wrong:
    statements: [{claim: no_disclosure, text: {de: Wir geben Ihre Daten nicht an Dritte weiter., en: We do not share your data with third parties.}}]   # and a payment service
Right:
    statements: [{text: {de: Wir geben Ihre Daten außer an den Zahlungsdienst nicht an Dritte weiter., en: 'Except to the payment service, we do not share your data with third parties.'}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.parties import flows_of, third_party
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU204",
    Severity.ERROR,
    Text(
        "Keine Weitergabe versprochen, aber Empfänger erklärt",
        "no disclosure promised, but a recipient declared",
    ),
    Text(
        "Der Satz sagt, dass Dritte nichts erhalten; erklärt ist die Weitergabe an {recipients_de}.",
        "The sentence says that third parties get nothing; disclosure to {recipients_en} is declared.",
    ),
    Text(
        "Nennen Sie diese Empfänger im Satz, oder streichen Sie ihn.",
        "Name these recipients in the sentence, or delete it.",
    ),
    "Art. 5(1)(a), 13(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny disclosure, with recipients that are third parties."""
    for one in claimed(matter.policy, "no_disclosure"):
        found = {it.id: it for a in one.activities for flow, it in flows_of(matter.policy, a) if third_party(flow, it)}
        against = [id for id, recipient in found.items() if not one.names(recipient)]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("recipients", against))
