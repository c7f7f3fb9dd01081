"""ZU422: DPF entry without data of employees (Decision (EU) 2023/1795, Art. 45, 88 GDPR).

Organisations certify human resources data apart from other data. An entry for other data only carries no transfer of what
comes from an employment in the Union.

Wrong:
    subjects: {customer: {kind: employee}}
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [non_hr], also: [scc]}}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: dpf, listed_as: Rechenzentrum Nord Inc., checked: 2026-10-01, covers: [hr, non_hr], also: [scc]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.parties import flows_of
from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import EXPORTED
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU422",
    Severity.WARNING,
    Text("DPF-Eintrag ohne Beschäftigtendaten", "DPF entry without data of employees"),
    Text(
        "„{recipient}“ erhält Daten von Beschäftigten oder Bewerbern („{activity}“), aber covers nennt keine Personaldaten (HR).",
        '"{recipient}" gets data of employees or applicants ("{activity}"), but covers does not name HR data.',
    ),
    Text(
        "Sehen Sie im Eintrag nach; deckt er sie: covers: [hr, non_hr], sonst mechanism: scc.",
        "Look at the entry; if it covers them: covers: [hr, non_hr], otherwise mechanism: scc.",
    ),
    "Decision (EU) 2023/1795, Art. 45, 88 GDPR",
    since=date(2023, 7, 10),
)


STAFF = frozenset({"staff", "applications"})


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers of staff data on the framework whose entry is not said to cover them."""
    policy, told = matter.policy, set()
    working = {id for id, subject in policy.subjects.items() if subject.kind in ("employee", "applicant")}
    for activity in policy.activities.values():
        if not (working & set(activity.subjects) or STAFF & {purpose.kind for purpose in activity.purposes}):
            continue
        for _flow, recipient in flows_of(policy, activity):
            transfer = recipient.transfer
            uncovered = transfer is not None and transfer.covers and "hr" not in transfer.covers
            if transfer is None or transfer.mechanism != "dpf" or not uncovered or recipient.id in told:
                continue
            if recipient.role in EXPORTED:
                told.add(recipient.id)
                yield RULE.finding(transfer.place, activity.id, recipient=recipient.id, activity=activity.id)
