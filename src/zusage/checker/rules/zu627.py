"""ZU627: technology that shows behaviour, without the works council (§ 87(1) no. 6 BetrVG; Art. 88(1) GDPR).

Technology that is able to monitor behaviour or performance needs the agreement of the works council, whatever it was
bought for. Logs, audit trails and response times are enough.

Wrong:
    logs: {subjects: [staff], data: {lines: {label: Anmeldungen, in: weblog}}}      # organisation: {works_council: true}, staff: {kind: employee}
Right:
    logs: {subjects: [staff], data: {lines: {label: Anmeldungen, in: weblog}}, works_agreement: Betriebsvereinbarung vom 1. März 2026}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.wording import words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Datum
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU627",
    Severity.WARNING,
    Text(
        "Technik, die Verhalten zeigt, ohne Betriebsrat",
        "technology that shows behaviour, without the works council",
    ),
    Text(
        "„{activity}“ zeigt, was Beschäftigte tun („{datum}“); eine Vereinbarung mit dem Betriebsrat ist nicht erklärt.",
        '"{activity}" shows what employees do ("{datum}"); no agreement with the works council is declared.',
    ),
    Text(
        "Ergänzen Sie: works_agreement: Betriebsvereinbarung vom …, oder warum keine nötig ist.",
        "Add: works_agreement: agreement of …, or why none is needed.",
    ),
    "§ 87(1) no. 6 BetrVG; Art. 88(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities about staff with logs, with tables that say who worked with a row, or with an evaluation."""
    policy = matter.policy
    if not policy.organisation.works_council or policy.organisation.country != "DE":
        return
    for activity in policy.activities.values():
        staff = any(policy.subjects[id].kind == "employee" for id in activity.subjects if id in policy.subjects)
        if not staff or activity.works_agreement is not None or activity.role == "processor":
            continue
        telling = next((datum for datum in activity.data if _tells(policy, datum)), None)
        if telling is None and activity.staff_evaluation:
            telling = next(iter(activity.data), None)
        if telling is not None:
            yield RULE.finding(activity.place, activity.id, activity=activity.id, datum=telling.id)


def _tells(policy: Policy, datum: Datum) -> bool:
    """Whether the data show who did what and when: lines of a log, or rows that name who worked with them."""
    system = policy.systems.get(datum.system)
    if system is None or datum.aggregated:
        return False
    use = system.tables.get(datum.table)
    telling = system.connector == "logfiles" or (use is not None and bool(use.accessed_by))
    return telling or _TIME.search(words_of(datum.label)) is not None


_TIME = re.compile(r"\barbeitszeit\w*|\bstempel(?:zeit|uhr)\w*|\bworking (?:time|hours)\b|\btime ?sheets?\b", re.IGNORECASE)
"""Recording of working time by machine shows behaviour, too."""
