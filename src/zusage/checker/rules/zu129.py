"""ZU129: processing is in no privacy notice (Art. 12(1), 13(1), 14(1) GDPR).

What no notice shows, nobody is told of. An internal document tells staff and applicants, but nobody else.

Wrong:
    documents: {desk: {title: {de: Interne Unterlage, en: Internal paper}, kind: internal}}
    activities: {website: {documents: [desk]}}
Right:
    documents: {desk: {title: {de: Interne Unterlage, en: Internal paper}, kind: internal}}
    activities: {website: {documents: [desk, notice]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours, personal, shown_in
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU129",
    Severity.ERROR,
    Text(
        "Verarbeitung steht in keiner Datenschutzerklärung",
        "processing is in no privacy notice",
    ),
    Text(
        "„{activity}“ steht in keinem Dokument, das die Betroffenen lesen.",
        '"{activity}" is in no document that the people concerned read.',
    ),
    Text(
        "Schreiben Sie in der Tätigkeit: documents: [notice]. Greift eine Ausnahme (Art. 13 Abs. 4, 14 Abs. 5), begründen Sie sie mit allow.",
        "Write in the activity: documents: [notice]. If an exemption applies (Art. 13(4), 14(5)), give it as the reason of allow.",
    ),
    "Art. 12(1), 13(1), 14(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities with data about persons that no notice shows, where there are documents at all."""
    policy = matter.policy
    for activity in ours(policy) if policy.documents else ():
        if any(personal(activity)) and not shown_in(policy, activity) and not _told_inside(policy, activity):
            yield RULE.finding(activity.place, activity.id, activity=activity.id)


def _told_inside(policy: Policy, activity: Activity) -> bool:
    """Staff and applicants read internal documents."""
    inside = all(policy.subjects[id].kind in ("employee", "applicant") for id in activity.subjects if id in policy.subjects)
    return bool(activity.subjects) and inside and shown_in(policy, activity, "internal")
