"""Two conditions are disjoint only when that is certain; checked against all rows of a small world."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.plan.condition import Condition, Constant, Equals, In, IsNull, Not, both
from zusage.policy.disjoint import are_disjoint

VALUES: tuple[Constant, ...] = ("x", "y", True, 1, 0)
WORLD = list(product((None, *VALUES), repeat=2))
PARTS = st.sampled_from("ab").flatmap(
    lambda column: st.one_of(
        st.just(IsNull(column)),
        st.just(Not(IsNull(column))),
        st.sampled_from(VALUES).map(lambda value: Equals(column, value)),
        st.lists(st.sampled_from(VALUES), min_size=1, max_size=2).map(lambda values: In(column, tuple(values))),
    )
)
CONDITIONS = st.lists(PARTS, max_size=3).map(lambda parts: both(*parts))


def holds(condition: Condition, row: dict[str, Constant | None]) -> bool:
    """An oracle of its own: what the row says, in plain Python (True equals 1)."""
    match condition:
        case IsNull(column):
            return row[column] is None
        case Not(IsNull(column)):
            return row[column] is not None
        case Equals(column, value):
            return row[column] == value
        case In(column, tuple() as values):
            return row[column] in values
        case _:
            return all(holds(part, row) for part in getattr(condition, "parts", ()))


@given(first=CONDITIONS, second=CONDITIONS)
def test_disjoint_means_no_row_fulfils_both(first: Condition, second: Condition) -> None:
    if are_disjoint(first, second):
        assert not any(holds(first, row) and holds(second, row) for row in ({"a": a, "b": b} for a, b in WORLD))


@pytest.mark.parametrize(
    ("first", "second", "disjoint"),
    [
        (Equals("state", "a"), In("state", ("b", "c")), True),
        (Equals("state", "a"), In("state", ("a", "c")), False),
        (Equals("state", "a"), Equals("kind", "b"), False),
        (IsNull("at"), Not(IsNull("at")), True),
        (IsNull("at"), Equals("at", "x"), True),
        (Equals("flag", True), Equals("flag", False), True),
        (Equals("flag", True), Equals("flag", 1), False),
        (Equals("name", "A"), Equals("name", "a"), False),
        (None, Equals("state", "a"), False),
    ],
)
def test_cases(first: Condition | None, second: Condition | None, disjoint: bool) -> None:
    assert are_disjoint(first, second) is disjoint
    assert are_disjoint(second, first) is disjoint
