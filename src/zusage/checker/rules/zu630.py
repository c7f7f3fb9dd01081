"""ZU630: staff evaluated without weighing (Art. 6(1)(f), 5(2), 88 GDPR; CJEU C-34/21).

Since § 26(1) BDSG no longer carries on its own, evaluating staff needs a basis that somebody has thought about. Constant
monitoring hardly ever passes; nobody knows without the weighing.

Wrong:
    response-times: {subjects: [staff], staff_evaluation: true, basis: {legitimate_interests: Planung des Einsatzes}}
Right:
    response-times: {subjects: [staff], staff_evaluation: true, basis: {legitimate_interests: Planung des Einsatzes, weighed: 2026-02-01}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU630",
    Severity.WARNING,
    Text(
        "Beschäftigte ausgewertet ohne Abwägung",
        "staff evaluated without weighing",
    ),
    Text(
        "„{activity}“ wertet Beschäftigte auf Grund von Interessen aus; wann abgewogen wurde, fehlt.",
        '"{activity}" evaluates staff upon interests; when they were weighed is missing.',
    ),
    Text(
        "Ergänzen Sie bei der Rechtsgrundlage: weighed: JJJJ-MM-TT, oder stützen Sie sich auf die Betriebsvereinbarung.",
        "Add to the basis: weighed: YYYY-MM-DD, or rely on the works agreement.",
    ),
    "Art. 6(1)(f), 5(2), 88 GDPR; CJEU C-34/21",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Evaluations of staff on legitimate interests without a date of weighing and without a works agreement."""
    for activity in matter.policy.activities.values():
        if activity.staff_evaluation and activity.works_agreement is None and activity.role != "processor":
            for basis in activity.bases:
                if basis.kind == "legitimate_interests" and basis.weighed is None:
                    yield RULE.finding(basis.place, activity.id, activity=activity.id)
