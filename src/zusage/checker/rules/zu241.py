"""ZU241: joint controllers named, but role not joint (Art. 26(1) GDPR).

Who names others under `with` decides with them. Without `role: joint` the notice says that the organisation decides alone.

Wrong:
    recipients: {partner: {name: Partner GmbH, country: DE, role: joint, agreement: {dated: 2025-01-01, essence: {de: Wir teilen uns die Arbeit., en: We share the work.}}}}
    activities: {website: {with: [partner]}}
Right:
    recipients: {partner: {name: Partner GmbH, country: DE, role: joint, agreement: {dated: 2025-01-01, essence: {de: Wir teilen uns die Arbeit., en: We share the work.}}}}
    activities: {website: {role: joint, with: [partner]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU241",
    Severity.ERROR,
    Text("Gemeinsame genannt, aber die Rolle nicht", "joint controllers named, but role not joint"),
    Text(
        "„{activity}“ nennt „{partner}“ unter with, ist aber nicht als gemeinsame Verantwortung erklärt.",
        '"{activity}" names "{partner}" under with, but is not declared as joint control.',
    ),
    Text(
        "Schreiben Sie role: joint, oder streichen Sie with.",
        "Write role: joint, or delete with.",
    ),
    "Art. 26(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities with partners whose role is another."""
    for activity in matter.policy.activities.values():
        if activity.joint_with and activity.role != "joint":
            yield RULE.finding(activity.place, activity.id, activity=activity.id, partner=", ".join(activity.joint_with))
