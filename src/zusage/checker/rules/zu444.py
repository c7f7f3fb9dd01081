"""ZU444: service no longer exists (Art. 5(1)(d), 13(1)(e) GDPR).

A notice that names a service which was shut down describes what nobody does. Often a successor with another contract and
another country has taken its place.

Wrong:
    recipients: {counter: {use: universal-analytics, name: Google Ireland Limited, country: IE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, recipients: {counter: {data: [lines]}}}}
Right:
    recipients: {ext: {use: google-analytics, name: Google Ireland Limited, country: IE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], transfer: {mechanism: dpf, listed_as: Google LLC, checked: 2026-10-01, covers: [non_hr], also: [scc]}}}
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Messung der Besuche, en: measuring visits, kind: analytics}}, basis: {consent: statistics, legitimate_interests: null}, recipients: {ext: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.services import service

RULE = Rule(
    "ZU444",
    Severity.WARNING,
    Text("Dienst gibt es nicht mehr", "service no longer exists"),
    Text(
        "„{service}“ („{recipient}“) gibt es seit dem {day_de} nicht mehr.",
        '"{service}" ("{recipient}") has not existed since {day_en}.',
    ),
    Text(
        "Nehmen Sie den Empfänger heraus oder nennen Sie den Nachfolger.",
        "Take the recipient out, or name its successor.",
    ),
    "Art. 5(1)(d), 13(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Entries of the catalogue that had ended on the day of the check; names in texts are ZU804's."""
    for recipient in matter.policy.recipients.values():
        one = service(recipient.use) if recipient.use else None
        if one is not None and one.ended is not None and one.has_ended(matter.as_of):
            found = RULE.finding(recipient.place, service=one.name, recipient=recipient.id, **day_words(one.ended))
            yield replace(found, right_on=one.ended - timedelta(days=1))
