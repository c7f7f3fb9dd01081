"""ZU323: step can only come after the duty (Art. 5(1)(c), (e) GDPR).

A duty to keep delays what changes the data; only locking and restricting go on meanwhile.

Wrong:
    letters: {data: [a], from: sent, keep: {law: de/letters}, stages: [{clear: after 1 year}, {delete: afterwards}]}
Right:
    letters: {data: [a], from: sent, keep: {law: de/letters}, stages: [{lock: after 1 year}, {delete: afterwards}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action, Bound

_GO_ON = {Action.LOCK, Action.RESTRICT}
_WORDS = {
    Action.DELETE: "löschen",
    Action.DROP: "löschen",
    Action.CLEAR: "leeren",
    Action.SHORTEN: "kürzen",
    Action.ANONYMISE: "anonymisieren",
    Action.PSEUDONYMISE: "pseudonymisieren",
}

RULE = Rule(
    "ZU323",
    Severity.WARNING,
    Text(
        "Schritt kann erst nach der Pflicht kommen",
        "step can only come after the duty",
    ),
    Text(
        "„{rule}“ will nach {period_de} {action_de}, aber die Pflicht ({law_de}) hält die Angaben länger; der Schritt fällt mit dem Ende zusammen.",
        '"{rule}" wants to {action_en} after {period_en}, but the duty ({law_en}) keeps the data for longer; the step falls together with the end.',
    ),
    Text(
        "Schreiben Sie restrict stattdessen, oder nehmen Sie nur Spalten, die die Pflicht nicht braucht, in eine eigene Regel.",
        "Write restrict instead, or put only columns that the duty does not need into a rule of their own.",
    ),
    "Art. 5(1)(c), (e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages before the last that change data which the rule's own duty keeps for surely longer."""
    for rule in matter.policy.rules:
        term = rule.keep.term(matter.as_of) if rule.keep is not None else None
        if term is None or rule.same_as or rule.keep is None:
            continue
        for stage in rule.stages[:-1]:
            late = stage.bound is Bound.AFTERWARDS or stage.period.longest_hours < term.period.shortest_hours
            if late and stage.action not in _GO_ON:
                yield RULE.finding(
                    stage.place,
                    rule.id,
                    rule=rule.id,
                    action_de=_WORDS[stage.action],
                    action_en=stage.action.value,
                    **span("period", stage.period, "dative"),
                    **({"law_de": rule.keep.law, "law_en": rule.keep.law} if rule.keep.law else span("law", term.period)),
                )
