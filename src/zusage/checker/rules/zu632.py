"""ZU632: children evaluated or advertised to, upon interests (Art. 6(1)(f), recital 38 GDPR).

The law names children where interests are weighed: they see the consequences less. Profiles of children and advertising
to them hardly pass that weighing.

Wrong:
    ads: {subjects: [pupil], purposes: {ads: {de: Werbung}}, basis: {legitimate_interests: Absatz}}      # pupil: {minors: true}
Right:
    ads: {subjects: [parent], purposes: {ads: {de: Werbung}}, basis: {legitimate_interests: Absatz}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import kinds_of, prevents
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU632",
    Severity.WARNING,
    Text(
        "Kinder bewertet oder umworben, auf Interessen gestützt",
        "children evaluated or advertised to, upon interests",
    ),
    Text(
        "„{activity}“ stützt sich auf Interessen und sieht nach Profilen oder Werbung aus; unter „{subject_id}“ sind Kinder, und die wiegen besonders.",
        '"{activity}" relies on interests and looks like profiling or advertising; there are children among "{subject_id}", and they weigh more.',
    ),
    Text(
        "Nehmen Sie Kinder aus, oder fragen Sie nach einer Einwilligung (Art. 8 DSGVO).",
        "Leave children out, or ask for consent (Art. 8 GDPR).",
    ),
    "Art. 6(1)(f), recital 38 GDPR",
)

ADVERTISING = frozenset(("advertising", "newsletter", "personalisation"))


def check(matter: Matter) -> Iterator[Finding]:
    """Profiling or advertising on legitimate interests about groups with children."""
    for activity in matter.policy.activities.values():
        about = [matter.policy.subjects[id] for id in activity.subjects if id in matter.policy.subjects]
        children = next((subject for subject in about if subject.minors or subject.kind == "child"), None)
        if children is None or activity.role == "processor":
            continue
        aims = {it.id for it in activity.purposes if it.profiling or (kinds_of(it) & ADVERTISING and not prevents(it))}
        for basis in (basis for basis in activity.bases if basis.kind == "legitimate_interests"):
            if aims & set(basis.purposes) or (aims and not basis.purposes):
                yield RULE.finding(basis.place, activity.id, activity=activity.id, subject_id=children.id)
                break
