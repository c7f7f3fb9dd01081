"""ZU633: performance judged from deletion records (Art. 5(1)(b), 88(2) GDPR; § 87(1) no. 6 BetrVG).

Receipts say who approved and who ran what, so that deletions can be shown. Measuring people by them is another purpose,
nobody was told of it, and it makes people avoid deleting.

Wrong:
    figures: {staff_evaluation: true, data: {runs: {label: Läufe, in: evidence}}}      # evidence: {connector: provider, use: zusage}
Right:
    evidence: {data: {runs: {label: Läufe, in: evidence}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU633",
    Severity.WARNING,
    Text(
        "Leistung aus Löschprotokollen bewertet",
        "performance judged from deletion records",
    ),
    Text(
        "„{activity}“ wertet Beschäftigte aus {system} aus; was dort steht, wurde zum Nachweis von Löschungen festgehalten.",
        '"{activity}" evaluates staff from {system}; what stands there was recorded to show deletions.',
    ),
    Text(
        "Nehmen Sie dieses System aus der Auswertung heraus.",
        "Take this system out of the evaluation.",
    ),
    "Art. 5(1)(b), 88(2) GDPR; § 87(1) no. 6 BetrVG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Evaluations of staff with data in a register of evidence or in our own records."""
    ours = {s.id for s in matter.policy.systems.values() if s.connector == "register" or s.options.get("use") == "zusage"}
    for activity in matter.policy.activities.values():
        for datum in activity.data if activity.staff_evaluation else ():
            if datum.system in ours:
                yield RULE.finding(datum.place, activity.id, activity=activity.id, system=datum.system)
