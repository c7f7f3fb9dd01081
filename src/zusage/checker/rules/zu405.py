"""ZU405: evidence expired (Art. 28(1), 28(3)(h), 32 GDPR).

A report or a certificate shows guarantees for the time for which it was made. Afterwards nobody knows whether the
measures are still there.

Wrong:
    recipients: {hoster: {evidence: [{kind: tom, dated: 2025-05-24, renew: 1 year}]}}
Right:
    recipients: {hoster: {evidence: [{kind: tom, dated: 2026-05-24, renew: 1 year}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import newer
from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.calendar import add_days
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU405",
    Severity.WARNING,
    Text("Nachweis abgelaufen", "evidence expired"),
    Text(
        "Der Nachweis „{kind}“ von „{recipient}“ galt bis zum {day_de}.",
        'The evidence "{kind}" of "{recipient}" was good until {day_en}.',
    ),
    Text(
        "Fordern Sie den neuen Bericht an und tragen Sie sein Datum ein.",
        "Ask for the new report and enter its date.",
    ),
    "Art. 28(1), 28(3)(h), 32 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Evidence whose term has passed and that no later one of the kind follows."""
    for recipient in matter.policy.recipients.values():
        for report in recipient.evidence:
            if report.dated is None or report.renew is None or newer(report, recipient.evidence):
                continue
            if (due := add_days(report.dated, report.renew)) < matter.as_of:
                yield RULE.finding(report.place, recipient=recipient.id, kind=report.kind, **day_words(due))
