"""Disjoint: whether no row can fulfil two conditions.

Law: says yes only when it is certain: some column must hold different constants, or nothing and something, or moments
before and after one day. In doubt no, because two rules that both claim a row may delete it too early.

Example: `state = pending` and `state in (active, ended)` are disjoint; `state = pending` and `kind = news` are not.
"""

from __future__ import annotations

from zusage.plan.condition import And, Before, Condition, Constant, Equals, In, IsNull, Not
from zusage.policy.moving import Ago


def are_disjoint(first: Condition | None, second: Condition | None) -> bool:
    """Whether it is certain that no row fulfils both."""
    return any(_exclude(one, other) for one in _parts(first) for other in _parts(second))


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, And) else (condition,)


def _exclude(one: Condition, other: Condition) -> bool:
    if isinstance(one, Before) and isinstance(other, Not):
        return _not_both(one, other.part)
    if isinstance(other, Before) and isinstance(one, Not):
        return _not_both(other, one.part)
    if isinstance(one, IsNull):
        return _is_filled(other, one.column)
    if isinstance(other, IsNull):
        return _is_filled(one, other.column)
    first, second = _constants(one), _constants(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    return not {_text(value) for value in first[1]} & {_text(value) for value in second[1]}


def _not_both(before: Before, negated: Condition) -> bool:
    """Nothing is before the earlier cut-off and not before the later one."""
    if not isinstance(negated, Before) or negated.column != before.column:
        return False
    first, second = before.cut_off, negated.cut_off
    if isinstance(first, Ago) and isinstance(second, Ago):
        return first.period == second.period or first.period.shortest_hours >= second.period.longest_hours
    if isinstance(first, Ago) or isinstance(second, Ago):
        return False
    return first.day <= second.day and first.instant <= second.instant


def _is_filled(condition: Condition, column: str) -> bool:
    if isinstance(condition, Before):
        return condition.column == column
    if isinstance(condition, Not) and isinstance(condition.part, IsNull):
        return condition.part.column == column
    found = _constants(condition)
    return found is not None and found[0] == column


def _constants(condition: Condition) -> tuple[str, tuple[Constant, ...]] | None:
    if isinstance(condition, Equals):
        return condition.column, (condition.value,)
    if isinstance(condition, In) and isinstance(condition.values, tuple):
        return condition.column, condition.values
    return None


def _text(value: Constant) -> str:
    """True and 1 may be the same in a store."""
    return str(int(value)) if isinstance(value, bool) else str(value).casefold()
