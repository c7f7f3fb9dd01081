"""ZU801: outdated name (law in force on the day of the check).

Since 14 May 2024 the TTDSG is called TDDDG; the TMG was replaced by the DDG; Privacy Shield ended on 16 July 2020.

Wrong:
    title: {de: Speicherung nach § 25 TTDSG}
Right:
    title: {de: Speicherung nach § 25 TDDDG}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Text

RULE = Rule(
    "ZU801",
    Severity.WARNING,
    Text(
        "Überholter Name",
        "outdated name",
    ),
    Text(
        "„{found}“ ist überholt; heute: {now}.",
        '"{found}" is outdated; today: {now}.',
    ),
    Text(
        "Ersetzen Sie den Namen im Text.",
        "Replace the name in the text.",
    ),
    "law in force on the day of the check",
)


NAMES: tuple[tuple[str, str, date], ...] = (
    (r"\bTTDSG\b", "TDDDG", date(2024, 5, 14)),
    (r"\bTMG\b|Telemediengesetz", "DDG, TDDDG", date(2024, 5, 14)),
    (r"privacy.?shield", "Data Privacy Framework", date(2020, 7, 16)),
    (r"safe.?harbou?r", "Data Privacy Framework", date(2015, 10, 6)),
    (r"\bGoogle AdWords\b", "Google Ads", date(2018, 7, 24)),
    (r"\bSend[iI]n[bB]lue\b", "Brevo", date(2023, 5, 3)),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Names in titles, purposes, interests and statements that the law or their owner has given up."""
    for place, subject, text in _texts(matter):
        for pattern, now, since in NAMES:
            if matter.as_of >= since and (match := re.search(pattern, text, re.IGNORECASE)):
                yield RULE.finding(place, subject, found=match[0], now=now)


def _texts(matter: Matter) -> Iterator[tuple[Place, str, str]]:
    for activity in matter.policy.activities.values():
        said = [activity.title, *(p.text for p in activity.purposes), *(b.interest for b in activity.bases if b.interest)]
        for text in said:
            yield activity.place, activity.id, f"{text.de or ''} {text.en or ''}"
    for document in matter.policy.documents.values():
        for statement in document.statements:
            yield statement.place, "", f"{statement.text.de or ''} {statement.text.en or ''}"
