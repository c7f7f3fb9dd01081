"""ZU412: DPF entry not looked up (Decision (EU) 2023/1795, Art. 45 GDPR).

Adequacy holds for listed organisations only, and entries lapse when they are not renewed each year.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord GmbH, also: [scc]}}}
Right:
    recipients:
      hoster:
        country: US
        transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord GmbH, checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.calendar import add_days
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU412",
    Severity.WARNING,
    Text(
        "DPF-Eintrag nicht nachgesehen",
        "DPF entry not looked up",
    ),
    Text(
        "Der DPF-Eintrag von „{recipient}“ wurde nie oder zuletzt vor mehr als zwölf Monaten nachgesehen.",
        'The DPF entry of "{recipient}" was never looked up, or last more than twelve months ago.',
    ),
    Text(
        "Sehen Sie in der Liste nach und tragen Sie ein: checked: JJJJ-MM-TT",
        "Look it up in the list and add: checked: YYYY-MM-DD",
    ),
    "Decision (EU) 2023/1795, Art. 45 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """DPF transfers without a look-up in the last twelve months."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is not None and transfer.mechanism == "dpf":
            if transfer.checked is None or add_days(transfer.checked, Period(years=1)) < matter.as_of:
                yield RULE.finding(recipient.place, recipient=recipient.id)
