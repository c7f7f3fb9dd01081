"""ZU519: consent of employees (§ 26(2) BDSG; Art. 7(4), 88(1) GDPR).

Who depends on somebody rarely agrees freely. The statute names what speaks for it: a legal or economic advantage, or
interests of the same kind on both sides; and it wants writing and information on the purpose and the way back.

Wrong:
    subjects: {visitor: {kind: employee}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}}}
Right:
    subjects: {visitor: {kind: visitor}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU519",
    Severity.INFO,
    Text("Einwilligung von Beschäftigten", "consent of employees"),
    Text(
        "„{activity}“ stützt sich auf eine Einwilligung von Beschäftigten oder Bewerbern; ob sie freiwillig ist, wird streng geprüft.",
        '"{activity}" rests on a consent of employees or applicants; whether that is free is looked at closely.',
    ),
    Text(
        "Begründen Sie mit allow, warum niemand einen Nachteil hat, oder wählen Sie eine andere Rechtsgrundlage.",
        "Say with allow why nobody is worse off, or choose another basis.",
    ),
    "§ 26(2) BDSG; Art. 7(4), 88(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities about staff or applicants only, on consent."""
    working = {id for id, subject in matter.policy.subjects.items() if subject.kind in ("employee", "applicant")}
    for activity in matter.policy.activities.values():
        if activity.role == "processor" or not activity.subjects or not set(activity.subjects) <= working:
            continue
        basis = next((basis for basis in activity.bases if basis.kind == "consent"), None)
        if basis is not None:
            yield RULE.finding(basis.place, activity.id, activity=activity.id)
