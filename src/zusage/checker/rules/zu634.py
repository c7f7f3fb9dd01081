"""ZU634: withdrawal is weighed (Art. 7(3), 21(1) GDPR).

Objections are weighed where interests or a public task are the basis. Who agreed can take it back without a reason, and
nobody has to agree to that.

Wrong:
    newsletter: {basis: {consent: newsletter}, objection: {effect: decide}}
Right:
    newsletter: {basis: {consent: newsletter}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU634",
    Severity.ERROR,
    Text(
        "Widerruf wird abgewogen",
        "withdrawal is weighed",
    ),
    Text(
        "„{activity}“ beruht nur auf Einwilligung; dagegen wird nicht im Einzelfall entschieden, ein Widerruf wirkt sofort.",
        '"{activity}" rests on consent only; nobody decides about that case by case, a withdrawal takes effect at once.',
    ),
    Text(
        "Streichen Sie objection; der Weg steht beim Widerruf der Einwilligung.",
        "Delete objection; the way is with the withdrawal of the consent.",
    ),
    "Art. 7(3), 21(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Declared objections that are decided case by case, in activities on consent alone."""
    for activity in matter.policy.activities.values():
        objection = activity.objection
        if objection is not None and objection.declared and objection.effect == "decide" and activity.role != "processor":
            if activity.bases and all(basis.kind == "consent" for basis in activity.bases):
                yield RULE.finding(objection.place, activity.id, activity=activity.id)
