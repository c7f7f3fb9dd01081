"""ZU148: impact assessment is missing or out of date (Art. 35(1), (7), (11) GDPR).

An assessment that is needed is made before processing begins, says why, and is looked at again when the term that was
set has passed.

Wrong:
    organisation: {data_protection_officer: {email: dsb@muster.example}}
    activities: {website: {dpia: {needed: true, because: {de: Videoüberwachung, en: video surveillance}}}}
Right:
    organisation: {data_protection_officer: {email: dsb@muster.example}}
    activities: {website: {dpia: {needed: true, because: {de: Videoüberwachung, en: video surveillance}, dated: 2026-01-10, renew: 2 years}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.language.dates import long_date
from zusage.model.calendar import add_days
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.facts import ImpactAssessment

RULE = Rule(
    "ZU148",
    Severity.ERROR,
    Text(
        "Folgenabschätzung fehlt oder ist überholt",
        "impact assessment is missing or out of date",
    ),
    Text(
        "Zur Folgenabschätzung von „{activity}“ {what_de}.",
        'The impact assessment of "{activity}" {what_en}.',
    ),
    Text(
        "Schreiben Sie: dpia: {needed: true, because: …, dated: JJJJ-MM-TT, file: …}",
        "Write: dpia: {needed: true, because: …, dated: YYYY-MM-DD, file: …}",
    ),
    "Art. 35(1), (7), (11) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Needed assessments without a day, with one that has not come, past their term, or without a reason."""
    for activity in ours(matter.policy):
        if activity.dpia is not None and activity.dpia.needed and (what := _lacks(activity.dpia, matter.as_of)):
            yield RULE.finding(activity.place, activity.id, activity=activity.id, what_de=what[0], what_en=what[1])


def _lacks(made: ImpactAssessment, on: date) -> tuple[str, str] | None:
    if made.dated is None:
        return "steht nicht da, wann sie gemacht wurde", "does not say when it was made"
    if made.dated > on:
        return (
            f"steht ein Tag, der noch nicht war ({long_date(made.dated, 'de')})",
            f"bears a day that has not come ({long_date(made.dated, 'en')})",
        )
    due = add_days(made.dated, made.renew) if made.renew else None
    if due is not None and due < on:
        return f"war am {long_date(due, 'de')} ein neuer Blick fällig", f"was due for another look on {long_date(due, 'en')}"
    return ("steht nicht da, warum sie nötig ist", "does not say why it is needed") if made.because is None else None
