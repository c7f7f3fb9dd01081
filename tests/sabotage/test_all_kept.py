"""all-kept: one red promise makes the whole red; one open promise keeps it from being green."""

from __future__ import annotations

import pytest

from zusage.kinds.all_kept import conjunction
from zusage.kinds.base import State


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([State.KEPT, State.NOT_DUE], State.KEPT),
        ([State.KEPT, State.BROKEN, State.UNPROVEN], State.BROKEN),
        ([State.KEPT, State.ATTESTED], State.UNPROVEN),
        ([State.UNPROVEN], State.UNPROVEN),
    ],
)
def test_all_kept_turns_red_with_any_red_promise(states, expected):
    assert conjunction(states) is expected


def test_all_kept_is_open_before_the_others_are_drawn_together(before):
    assert before["_/assure/all-kept"].state is State.UNPROVEN
