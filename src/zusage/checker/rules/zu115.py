"""ZU115: erasure excluded without a ground (Art. 17(3), 13(2)(b) GDPR).

People are told that they can have their data erased. What survives such a request needs a ground of Art. 17(3): a duty
to keep, a legal claim or another one that somebody wrote down.

Wrong:
    activities: {contract: {retention: {tickets: {survives: [erasure]}}}}
Right:
    activities: {contract: {retention: {tickets: {survives: [erasure], because: {de: Offene Ansprüche aus dem Vertrag brauchen diese Nachweise., en: Open claims under the contract need these records.}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Rule as Retention

RULE = Rule(
    "ZU115",
    Severity.WARNING,
    Text(
        "Löschung ausgeschlossen ohne Grund",
        "erasure excluded without a ground",
    ),
    Text(
        "„{rule}“ übersteht einen Löschantrag, und kein Grund steht dabei.",
        '"{rule}" survives a request for erasure, and no ground is given.',
    ),
    Text(
        "Nennen Sie die Pflicht (keep: {law: …}) oder den Grund (because), oder streichen Sie survives: [erasure].",
        "Name the duty (keep: {law: …}) or the ground (because), or delete survives: [erasure].",
    ),
    "Art. 17(3), 13(2)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that a request for erasure does not touch, without a law or a reason."""
    judged = {activity.id for activity in ours(matter.policy)}
    for rule in matter.policy.rules:
        if "erasure" in rule.survives and rule.activity in judged and not _grounded(rule):
            yield RULE.finding(rule.place, rule.id, rule=rule.id)


def _grounded(rule: Retention) -> bool:
    keep = rule.keep
    return rule.because is not None or (keep is not None and bool(keep.law or keep.because or keep.unlimited))
