"""ZU117: objection leaves out a purpose (Art. 21(1), 13(2)(b), 14(2)(c) GDPR).

People can object to everything that rests on legitimate interests or a public task. A list of purposes must not be
shorter than that.

Wrong:
    activities:
      website:
        purposes: {abuse: {de: Abwehr von Missbrauch, en: preventing abuse}}
        objection: {effect: decide, purposes: [security]}
Right:
    activities:
      website:
        purposes: {abuse: {de: Abwehr von Missbrauch, en: preventing abuse}}
        objection: {effect: decide, purposes: [security, abuse]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours, purposes_on
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU117",
    Severity.ERROR,
    Text(
        "Widerspruch lässt einen Zweck aus",
        "objection leaves out a purpose",
    ),
    Text(
        "Auch „{purpose}“ stützt sich auf {basis}; der Widerspruch in „{activity}“ lässt diesen Zweck aus.",
        '"{purpose}" rests on {basis} too; the objection in "{activity}" leaves this purpose out.',
    ),
    Text(
        "Ergänzen Sie den Zweck unter objection: purposes, oder lassen Sie die Liste weg.",
        "Add the purpose to objection: purposes, or leave the list out.",
    ),
    "Art. 21(1), 13(2)(b), 14(2)(c) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Purposes on public task or legitimate interests that a declared list of the objection omits."""
    for activity in ours(matter.policy):
        listed = activity.objection.purposes if activity.objection else ()
        for purpose, basis in purposes_on(activity, frozenset({"legitimate_interests", "public_task"})) if listed else ():
            if purpose.id not in listed:
                yield RULE.finding(purpose.place, activity.id, purpose=purpose.id, basis=basis.kind, activity=activity.id)
