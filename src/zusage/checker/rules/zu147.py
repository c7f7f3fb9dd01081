"""ZU147: impact assessment probably needed (Art. 35(1), (3) GDPR).

Decisions without a person, and profiles of people who need special care or made of data that others gave, are typical
cases of a high risk. Whether an assessment is needed has to be decided and kept.

Wrong:
    activities: {website: {purposes: {security: {de: Bewertung der Kreditwürdigkeit, en: rating of creditworthiness, profiling: true, kind: fraud_scoring}}}}
Right:
    organisation: {data_protection_officer: {email: dsb@muster.example}}
    activities: {website: {purposes: {security: {de: Bewertung der Kreditwürdigkeit, en: rating of creditworthiness, profiling: true, kind: fraud_scoring}}, basis: {legitimate_interests: {de: Schutz vor Ausfällen, en: protection against defaults}, weighing: akte-3.pdf}, dpia: {needed: true, because: {de: Scoring, en: scoring}, dated: 2026-01-10}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import from_others, ours, sensitive
from zusage.checker.purposes import kinds_of
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU147",
    Severity.WARNING,
    Text(
        "Folgenabschätzung wohl nötig",
        "impact assessment probably needed",
    ),
    Text(
        "„{activity}“ braucht wohl eine Folgenabschätzung ({why_de}); entschieden ist das noch nicht.",
        '"{activity}" probably needs an impact assessment ({why_en}); whether it does is not decided.',
    ),
    Text(
        "Schreiben Sie: dpia: {needed: true, because: …, dated: …}, oder needed: false mit einem Grund.",
        "Write: dpia: {needed: true, because: …, dated: …}, or needed: false with a reason.",
    ),
    "Art. 35(1), (3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities with a typical high risk that say nothing, or deny it without a reason."""
    for activity in ours(matter.policy):
        open_ = activity.dpia is None or (not activity.dpia.needed and activity.dpia.because is None)
        if open_ and (why := _risk(matter.policy, activity)):
            yield RULE.finding(activity.place, activity.id, activity=activity.id, why_de=why[0], why_en=why[1])


def _risk(policy: Policy, activity: Activity) -> tuple[str, str] | None:
    """Art. 35(3)(a), and of the criteria of WP 248 evaluation together with a second one."""
    if activity.automated is not None:
        return "automatisierte Entscheidung", "automated decision"
    if not any(purpose.profiling for purpose in activity.purposes):
        return None
    people = [policy.subjects[id] for id in activity.subjects if id in policy.subjects]
    if any(sensitive(activity)):
        return "Profile aus sensiblen Daten", "profiles from sensitive data"
    if any(subject.minors or subject.kind in ("child", "patient") for subject in people):
        return "Profile von Kindern oder Kranken", "profiles of children or patients"
    if activity.staff_evaluation or any(subject.kind == "employee" for subject in people):
        return "Profile von Beschäftigten", "profiles of staff"
    if any("fraud_scoring" in kinds_of(purpose) for purpose in activity.purposes if purpose.profiling):
        return "Scoring", "scoring"
    return ("Profile aus Daten von anderen", "profiles from data of others") if from_others(activity) else None
