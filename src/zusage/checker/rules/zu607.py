"""ZU607: a suppression list ends with the person (Art. 21(3), 17(3)(b) GDPR).

Whoever objects to advertising and asks for erasure wants both. If the hash goes with the rest, the next list that
somebody buys starts it all again.

Wrong:
    blocked: {data: [blocked], keep: {unlimited: Ein Widerspruch gilt, bis Sie ihn zurücknehmen.}}
Right:
    blocked: {data: [blocked], keep: {unlimited: Ein Widerspruch gilt, bis Sie ihn zurücknehmen.}, survives: [erasure]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import prevents_advertising
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU607",
    Severity.WARNING,
    Text(
        "Sperrliste endet mit der Person",
        "a suppression list ends with the person",
    ),
    Text(
        "„{activity}“ sieht nach einer Sperrliste aus; ein Antrag auf Löschung nähme auch den Eintrag mit.",
        '"{activity}" looks like a suppression list; a request for erasure would take the entry as well.',
    ),
    Text(
        "Schreiben Sie zur Regel: survives: [erasure]",
        "Add to the rule: survives: [erasure]",
    ),
    "Art. 21(3), 17(3)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules of suppression lists that a request for erasure ends."""
    for rule in matter.policy.rules:
        activity = matter.policy.activities[rule.activity]
        if rule.same_as or activity.role == "processor" or "erasure" in rule.survives or rule.undecided is not None:
            continue
        if activity.purposes and all(prevents_advertising(purpose) for purpose in activity.purposes):
            yield RULE.finding(rule.place, rule.id, activity=activity.id)
