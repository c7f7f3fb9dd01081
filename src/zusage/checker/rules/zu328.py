"""ZU328: rules on the same columns cannot be told apart (Art. 5(1)(e) GDPR).

For whole rows this is an error (ZE131); for columns the earlier of the two happens, which is not what the other sentence says.

Wrong:
    a: {data: [name], where: {kind: guest}, from: left, clear: after 30 days}
    b: {data: [name], where: {paid: true}, from: left, clear: after 90 days}
Right:
    a: {data: [name], where: {kind: guest}, from: left, clear: after 30 days}
    b: {data: [name], where: {kind: member}, from: left, clear: after 90 days}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.disjoint import are_disjoint
from zusage.policy.rule import Action
from zusage.policy.rule import Rule as Retention

_ON_COLUMNS = {Action.CLEAR, Action.SHORTEN, Action.ANONYMISE, Action.PSEUDONYMISE}

RULE = Rule(
    "ZU328",
    Severity.WARNING,
    Text(
        "Regeln für dieselben Spalten lassen sich nicht trennen",
        "rules on the same columns cannot be told apart",
    ),
    Text(
        "„{rule}“ und „{other}“ behandeln {columns} in {table} verschieden, und ihre where-Bedingungen können auf dieselbe Zeile zutreffen.",
        '"{rule}" and "{other}" treat {columns} in {table} differently, and one row may fulfil the where of both.',
    ),
    Text(
        "Schließen Sie die Bedingungen gegenseitig aus: state: [a] und state: [b], oder before und after desselben Tages.",
        "Make the conditions exclude one another: state: [a] and state: [b], or before and after the same day.",
    ),
    "Art. 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Pairs of rules that change the same columns at different times, of rows that may be the same."""
    rules = [rule for rule in matter.policy.rules if not rule.same_as and rule.undecided is None and _acts(rule)]
    for first, second in _neighbours(rules):
        if (first.start, _acts(first)) == (second.start, _acts(second)) or are_disjoint(first.where, second.where):
            continue
        for table, columns in _shared(first, second):
            words = ", ".join(columns)
            yield RULE.finding(second.place, second.id, rule=first.id, other=second.id, table=table, columns=words)
            break


def _neighbours(rules: list[Retention]) -> Iterator[tuple[Retention, Retention]]:
    """The pairs that have a column in common, in order of writing."""
    by_column: dict[tuple[str, str, str], list[int]] = {}
    for number, rule in enumerate(rules):
        for column in {(unit.system, unit.table, column) for unit in rule.units for column in unit.columns or ()}:
            by_column.setdefault(column, []).append(number)
    pairs = {pair for numbers in by_column.values() for pair in combinations(numbers, 2)}
    return ((rules[first], rules[second]) for first, second in sorted(pairs))


def _acts(rule: Retention) -> tuple[tuple[object, ...], ...]:
    return tuple((s.action, s.bound, s.period, s.how) for s in rule.stages if s.action in _ON_COLUMNS)


def _shared(first: Retention, second: Retention) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in first.units:
        for other in second.units:
            columns = set(one.columns or ()) & set(other.columns or ())
            if (one.system, one.table) == (other.system, other.table) and columns:
                yield f"{one.system}.{one.table}", tuple(sorted(columns))
