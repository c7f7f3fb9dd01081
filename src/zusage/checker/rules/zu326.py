"""ZU326: deletion class does not fit (DIN 66398, EN ISO/IEC 27555).

A deletion class is one standard period from one kind of start; the regular period holds the time to carry the deletion out. Rules of one class of your own have the same period, or it is no class.

Wrong:
    tickets: {data: [tickets], from: closed, delete: after 90 days, class: process/90d}
Right:
    tickets: {data: [tickets], from: closed, delete: within 90 days, class: process/90d}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.calendar import Clock
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.classes import Regular, class_of, fits, matrix, regular

RULE = Rule(
    "ZU326",
    Severity.WARNING,
    Text(
        "Löschklasse passt nicht",
        "deletion class does not fit",
    ),
    Text(
        "„{rule}“ steht in der Löschklasse {name}, hat aber mit der Zeit für die Ausführung eine Regellöschfrist von {period_de}; {wanted_de} wären es in dieser Klasse.",
        '"{rule}" is in the deletion class {name}, but with the time to carry it out its regular period is {period_en}; in this class it would be {wanted_en}.',
    ),
    Text(
        "Schreiben Sie within statt after, kürzen Sie die Frist, oder nehmen Sie eine andere Klasse.",
        "Write within instead of after, shorten the period, or take another class.",
    ),
    "DIN 66398, EN ISO/IEC 27555",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that do not fit their standard class, or differ from the first rule of their own class."""
    for name, rules in matrix(matter.policy).items():
        first: Regular | None = None
        for rule in rules:
            found = regular(matter.policy, rule, matter.as_of)
            wanted = class_of(rule)
            if found is None:
                continue
            first = first or found
            if fits(found, wanted) if wanted is not None else found == first:
                continue
            told = Regular(wanted.period, wanted.carried_out_in, wanted.clock) if wanted is not None else first
            yield RULE.finding(
                rule.place, rule.id, rule=rule.id, name=name, **_words("period", found), **_words("wanted", told)
            )


def _words(name: str, found: Regular) -> dict[str, str]:
    words = span(name, found.whole, "dative")
    if found.clock is Clock.AT:
        return words
    de, en = f"{name}_de", f"{name}_en"
    return {de: f"{words[de]} ab Jahresende", en: f"{words[en]} from the end of the year"}
