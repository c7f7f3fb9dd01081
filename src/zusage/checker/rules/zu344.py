"""ZU344: kind of hold that no rule names (Art. 13(2)(a), 17(3)(e) GDPR).

A kind of hold is announced so that the sentence about a period can name the exception. A kind that no rule names stands in
no sentence.

Wrong:
    holds: {dispute: {label: Rechtsstreit, review: 90 days, approver: management}}      # and no rule with holds: [dispute]
Right:
    tickets: {data: [tickets], from: closed, delete: after 60 days, holds: [dispute]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU344",
    Severity.INFO,
    Text(
        "Art der Sperre, die keine Regel nennt",
        "kind of hold that no rule names",
    ),
    Text(
        "Die Sperre „{label_de}“ ist erklärt, aber keine Regel nennt sie; in keinem Satz steht, dass sie das Löschen aufhalten kann.",
        'The hold "{label_en}" is declared but no rule names it; no sentence says that it can keep data from being deleted.',
    ),
    Text(
        "Nennen Sie sie bei den Regeln, die sie aufhalten kann: holds: […]; oder streichen Sie sie.",
        "Name it at the rules that it can stop: holds: […]; or remove it.",
    ),
    "Art. 13(2)(a), 17(3)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Declared kinds of hold that stand in no rule."""
    named = {hold for rule in matter.policy.rules for hold in rule.holds}
    for hold in matter.policy.holds.values():
        if hold.id not in named:
            yield RULE.finding(hold.place, "", label_de=hold.label.to("de"), label_en=hold.label.to("en"))
