"""ZU623: children decided upon by a machine (Art. 22, recital 71 GDPR).

A decision without a person should not concern a child. There may be exceptions, such as for their protection; then
somebody has to write down why.

Wrong:
    limits: {subjects: [pupil], automated_decision: {…}}        # pupil: {minors: true}
Right:
    limits: {subjects: [teacher], automated_decision: {…}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU623",
    Severity.WARNING,
    Text(
        "Automatisch über Kinder entschieden",
        "children decided upon by a machine",
    ),
    Text(
        "„{activity}“ entscheidet automatisiert über „{subject_id}“, und das sind auch Kinder.",
        '"{activity}" decides automatically about "{subject_id}", who include children.',
    ),
    Text(
        "Lassen Sie bei Kindern einen Menschen entscheiden, oder begründen Sie die Ausnahme mit allow.",
        "Let a person decide where children are concerned, or give the reason for an exception with allow.",
    ),
    "Art. 22, recital 71 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Decisions without a person about groups with children."""
    for activity in matter.policy.activities.values():
        about = [matter.policy.subjects[id] for id in activity.subjects if id in matter.policy.subjects]
        children = next((subject for subject in about if subject.minors or subject.kind == "child"), None)
        if activity.automated is not None and children is not None and activity.role != "processor":
            yield RULE.finding(activity.automated.place, activity.id, activity=activity.id, subject_id=children.id)
