"""ZU420: promised place and recipient's seat contradict (Art. 5(1)(a), 13(1)(f) GDPR).

A notice that says data stay in the EU is wrong when one processor is elsewhere.

Wrong:
    recipients: {hoster: {country: CH, transfer: {mechanism: adequacy, checked: 2026-10-01}}}
    assure: [{located_in: {recipients: {role: processor}, region: EEA}}]
Right:
    assure: [{located_in: {recipients: {role: processor}, region: EEA}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.promise import AssureTerms
from zusage.reference.countries import lies_in

RULE = Rule(
    "ZU420",
    Severity.ERROR,
    Text(
        "Versprochener Ort und Sitz des Empfängers widersprechen sich",
        "promised place and recipient's seat contradict",
    ),
    Text(
        "Versprochen ist {region}, aber „{recipient}“ verarbeitet Daten {in_de}.",
        '{region} is promised, but "{recipient}" processes data {in_en}.',
    ),
    Text(
        "Nennen Sie den Empfänger als Ausnahme, ändern Sie das Versprechen, oder wechseln Sie den Empfänger.",
        "Name the recipient as an exception, change the promise, or change the recipient.",
    ),
    "Art. 5(1)(a), 13(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients named by a located-in promise whose country lies outside the region."""
    for promise in matter.policy.promises:
        if promise.kind != "located-in" or not isinstance(promise.terms, AssureTerms):
            continue
        region = str(promise.terms.parameters.get("region", ""))
        named = promise.terms.parameters.get("recipients", ())
        for id in named if isinstance(named, tuple) else (named,):
            recipient = matter.policy.recipients.get(str(id))
            if recipient is not None and (at := recipient.location or recipient.country) and not lies_in(at, region):
                words = {
                    "region": region,
                    "recipient": recipient.id,
                    "in_de": in_country(at, "de"),
                    "in_en": in_country(at, "en"),
                }
                yield RULE.finding(promise.place, promise.activity, **words)
