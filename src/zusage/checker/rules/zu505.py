"""ZU505: newsletter based on contract (§ 7(2) no. 2 UWG; Art. 6(1)(a) GDPR).

A newsletter is not needed to perform a contract; it needs consent or the four conditions of § 7(3) UWG.

Wrong:
    newsletter: {basis: contract, …}
Right:
    newsletter: {basis: {consent: newsletter}, …}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU505",
    Severity.ERROR,
    Text(
        "Newsletter auf Vertrag gestützt",
        "newsletter based on contract",
    ),
    Text(
        "„{activity}“ sieht nach Werbung per E-Mail aus und stützt sich auf Vertrag.",
        '"{activity}" looks like advertising by e-mail and relies on contract.',
    ),
    Text(
        "Schreiben Sie: basis: {consent: newsletter}",
        "Write: basis: {consent: newsletter}",
    ),
    "§ 7(2) no. 2 UWG; Art. 6(1)(a) GDPR",
)


NEWS = re.compile(r"newsletter|werbe-?mail|e-?mail-werbung|mailing", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities or purposes about newsletters whose basis is contract."""
    for activity in matter.policy.activities.values():
        words = " ".join([activity.id, activity.title.de or "", activity.title.en or ""])
        if not NEWS.search(words) or activity.role == "processor":
            continue
        for basis in activity.bases:
            if basis.kind == "contract":
                yield RULE.finding(basis.place, activity.id, activity=activity.id)
