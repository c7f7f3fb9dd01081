"""Disjoint: whether no row can fulfil two conditions.

Law: says yes only when it is certain: some column must hold different constants, or nothing and something. In doubt no,
because two rules that both claim a row may delete it too early.

Example: `state = pending` and `state in (active, ended)` are disjoint; `state = pending` and `kind = news` are not.
"""

from __future__ import annotations

from zusage.plan.condition import And, Condition, Constant, Equals, In, IsNull, Not


def are_disjoint(first: Condition | None, second: Condition | None) -> bool:
    """Whether it is certain that no row fulfils both."""
    return any(_exclude(one, other) for one in _parts(first) for other in _parts(second))


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, And) else (condition,)


def _exclude(one: Condition, other: Condition) -> bool:
    if isinstance(one, IsNull):
        return _is_filled(other, one.column)
    if isinstance(other, IsNull):
        return _is_filled(one, other.column)
    first, second = _constants(one), _constants(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    return not {_text(value) for value in first[1]} & {_text(value) for value in second[1]}


def _is_filled(condition: Condition, column: str) -> bool:
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
