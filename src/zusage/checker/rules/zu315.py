"""ZU315: limitation is not a duty (Art. 17(3)(e), 5(1)(e) GDPR).

Keeping everything for three years because somebody might claim something is the classic audit finding.

Wrong:
    proof: {data: [proof], from: left, keep: {law: de/limitation}, delete: afterwards}
Right:
    proof: {data: [proof], from: left, keep: {law: de/limitation}, delete: afterwards, because: {de: Nachweis der Einwilligung}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.unread import by_term
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.law import law

RULE = Rule(
    "ZU315",
    Severity.WARNING,
    Text(
        "Verjährung ist keine Pflicht",
        "limitation is not a duty",
    ),
    Text(
        "„{rule}“ beruft sich auf {law}; das ist ein möglicher Grund, keine Pflicht, und braucht eine Begründung.",
        '"{rule}" relies on {law}; that is a possible reason, not a duty, and needs a justification.',
    ),
    Text(
        "Fügen Sie hinzu: because: {de: …}",
        "Add: because: {de: …}",
    ),
    "Art. 17(3)(e), 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules kept for a limitation period or by practice without a reason in words."""
    for rule in matter.policy.rules:
        bare = rule.keep is not None and rule.keep.because is None and rule.because is None and not rule.same_as
        found = law(rule.keep.law) if rule.keep is not None and bare else None
        if found is not None and found.kind in CHOICES:
            yield by_term(RULE.finding(rule.place, rule.id, rule=rule.id, law=found.id), rule.keep, matter.as_of)


CHOICES = frozenset({"limitation", "practice"})
