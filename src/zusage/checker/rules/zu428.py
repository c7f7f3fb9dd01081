"""ZU428: assessment from before the decision on the USA (Art. 46(1) GDPR, Decision (EU) 2023/1795).

An assessment describes the law of its day and is made again when that law changes (EDPB Recommendations 01/2020, step 6).
The limits for the services of the United States came in 2022 and 2023; they hold for every mechanism.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2022-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import third
from zusage.checker.words import day_words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU428",
    Severity.INFO,
    Text("Prüfung der Übermittlung von vor dem Beschluss für die USA", "assessment from before the decision on the USA"),
    Text(
        "Die Prüfung der Übermittlung an „{recipient}“ ist vom {day_de}, also älter als das Recht der USA, auf dem der Beschluss vom 10. Juli 2023 beruht.",
        'The assessment of the transfer to "{recipient}" is of {day_en}, older than the law of the USA on which the decision of 10 July 2023 rests.',
    ),
    Text(
        "Wiederholen Sie die Prüfung und tragen Sie den neuen Tag ein: tia: JJJJ-MM-TT",
        "Repeat the assessment and enter the new day: tia: YYYY-MM-DD",
    ),
    "Art. 46(1) GDPR, Decision (EU) 2023/1795",
    since=date(2023, 7, 10),
)


CHANGED = date(2023, 7, 10)


def check(matter: Matter) -> Iterator[Finding]:
    """Assessments of transfers to the United States from before the day of the decision."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.tia is None or transfer.mechanism not in ("scc", "bcr"):
            continue
        if transfer.tia < CHANGED and "US" in third(recipient, matter.as_of):
            yield RULE.finding(transfer.place, recipient=recipient.id, **day_words(transfer.tia))
