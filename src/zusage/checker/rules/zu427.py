"""ZU427: mechanism not looked up again (Art. 5(2), 44 GDPR).

Decisions are repealed, entries lapse, groups of companies change. Whoever sets a term for looking again keeps it.

Wrong:
    recipients: {hoster: {country: CH, transfer: {mechanism: adequacy, checked: 2024-10-01, renew: 1 year}}}
Right:
    recipients: {hoster: {country: CH, transfer: {mechanism: adequacy, checked: 2026-10-01, renew: 1 year}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.calendar import add_days
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU427",
    Severity.WARNING,
    Text("Mechanismus nicht wieder nachgesehen", "mechanism not looked up again"),
    Text(
        "Der Mechanismus für „{recipient}“ sollte bis zum {day_de} wieder nachgesehen werden.",
        'The mechanism for "{recipient}" was to be looked up again by {day_en}.',
    ),
    Text(
        "Sehen Sie nach und tragen Sie den neuen Tag ein: checked: JJJJ-MM-TT",
        "Look it up and enter the new day: checked: YYYY-MM-DD",
    ),
    "Art. 5(2), 44 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Mechanisms whose own term has passed; a DPF entry older than a year is ZU412's."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.checked is None or transfer.renew is None:
            continue
        year_old = add_days(transfer.checked, Period(years=1)) < matter.as_of
        due = add_days(transfer.checked, transfer.renew)
        if due < matter.as_of and not (transfer.mechanism == "dpf" and year_old):
            yield RULE.finding(transfer.place, recipient=recipient.id, **day_words(due))
