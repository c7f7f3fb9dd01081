"""ZU125: new purpose not told (Art. 13(3), 14(4) GDPR).

Before data that were collected for one purpose are used for another, people are told of it. A day that has not come is
no telling.

Wrong:
    activities: {website: {further_purpose: {from: contract, compatible: {de: enger Zusammenhang, en: closely connected}}}}
Right:
    activities: {website: {further_purpose: {from: contract, told: 2026-02-01, compatible: {de: enger Zusammenhang, en: closely connected}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.language.dates import long_date
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU125",
    Severity.ERROR,
    Text(
        "Neuer Zweck nicht mitgeteilt",
        "new purpose not told",
    ),
    Text(
        "„{activity}“ nutzt Daten aus „{origin}“ zu einem neuen Zweck; {what_de}.",
        '"{activity}" uses data of "{origin}" for a new purpose; {what_en}.',
    ),
    Text(
        "Teilen Sie es mit und schreiben Sie: told: JJJJ-MM-TT",
        "Tell people and write: told: YYYY-MM-DD",
    ),
    "Art. 13(3), 14(4) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Further purposes of which people were not told, or not yet."""
    for activity in ours(matter.policy):
        further = activity.further
        if further is None or (further.told is not None and further.told <= matter.as_of):
            continue
        words = {"what_de": "mitgeteilt ist das nicht", "what_en": "nobody was told"}
        if further.told is not None:
            words["what_de"] = f"mitgeteilt wird es erst am {long_date(further.told, 'de')}"
            words["what_en"] = f"people are told only on {long_date(further.told, 'en')}"
        yield RULE.finding(activity.place, activity.id, activity=activity.id, origin=further.origin, **words)
