"""ZU336: pseudonym called anonymisation (Art. 4 no. 5 GDPR; recital 26).

A pseudonym leads back to the person for as long as its key lives, and a text from which names were removed still tells its
story. Neither is anonymous, so the notice must not say so, and the row still needs an end.

Wrong:
    master: {data: [master], from: left, anonymise: after 90 days, how: {email: {pseudonym: {key: env:KEY}}}}
Right:
    master: {data: [master], from: left, anonymise: after 90 days, how: {email: hash, name: nothing}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import own_rules
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action

RULE = Rule(
    "ZU336",
    Severity.ERROR,
    Text(
        "Pseudonym als Anonymisierung",
        "pseudonym called anonymisation",
    ),
    Text(
        "„{rule}“ heißt Anonymisieren, macht aus {column} aber nur ein Pseudonym oder einen bereinigten Text.",
        '"{rule}" is called anonymising but makes only a pseudonym or a cleaned text of {column}.',
    ),
    Text(
        "Nehmen Sie nothing, constant oder hash, oder schreiben Sie pseudonymise: … und danach delete: ….",
        "Take nothing, constant or hash, or write pseudonymise: … and then delete: ….",
    ),
    "Art. 4 no. 5 GDPR; recital 26",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages called anonymise with an operator that leaves a way back; the first column of each is named."""
    for rule in own_rules(matter.policy):
        for stage in (*rule.stages, *rule.alternatives):
            column = next((change.column for change in stage.changes if change.operator in WAYS_BACK), "")
            if stage.action is Action.ANONYMISE and column:
                yield RULE.finding(stage.place, rule.id, rule=rule.id, column=column)


WAYS_BACK = frozenset({"pseudonym", "remove"})
