"""ZU342: one deletion class, two kinds of start (DIN 66398, EN ISO/IEC 27555).

A deletion class is one period from one kind of start: the collection of the data, or the end of something. Rules that count
from both do not end at the same time, and the class says nothing.

Wrong:
    a: {data: [a], from: {at: app.a.created_at}, delete: within 90 days, class: own-90}
    b: {data: [b], from: {at: app.b.closed_at}, delete: within 90 days, class: own-90}
Right:
    a: {data: [a], from: {at: app.a.closed_at}, delete: within 90 days, class: own-90}
    b: {data: [b], from: {at: app.b.closed_at}, delete: within 90 days, class: own-90}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import own_rules
from zusage.checker.rule import Matter, Rule
from zusage.keeping.blanks import is_missing
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Rule as Retention
from zusage.policy.start import ColumnStart

RULE = Rule(
    "ZU342",
    Severity.INFO,
    Text(
        "Eine Löschklasse, zwei Arten von Beginn",
        "one deletion class, two kinds of start",
    ),
    Text(
        "In der Löschklasse „{name}“ zählt von „{rule}“ und „{other}“ eine Regel ab der Erhebung, die andere ab einem Ende.",
        'In the deletion class "{name}" one of "{rule}" and "{other}" counts from the collection, the other one from an end.',
    ),
    Text(
        "Geben Sie den Regeln zwei Klassen, oder lassen Sie beide ab demselben Ereignis zählen.",
        "Give the rules two classes, or let both count from the same event.",
    ),
    "DIN 66398, EN ISO/IEC 27555",
)


def check(matter: Matter) -> Iterator[Finding]:
    """The first rule of a class whose kind of start differs from that of the first rule of the class."""
    first: dict[str, Retention] = {}
    told: set[str] = set()
    for rule in own_rules(matter.policy):
        name = rule.deletion_class
        if not name or not isinstance(rule.start, ColumnStart):
            continue
        before = first.setdefault(name, rule)
        if is_missing(before) != is_missing(rule) and name not in told:
            told.add(name)
            yield RULE.finding(rule.place, rule.id, name=name, rule=rule.id, other=before.id)
