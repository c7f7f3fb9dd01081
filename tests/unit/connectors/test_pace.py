"""Pace: the first batch is as told, the next ones follow the clock, and rare rows make the reach grow, never the batch."""

from __future__ import annotations

from zusage.adapters.connectors.sql.pace import Pace
from zusage.plan.connector import Limits


def pace(batch: int = 1_000, batch_ms: int = 100, most: int = 50_000) -> Pace:
    return Pace(Limits(None, None, batch, batch_ms), most)


def test_quick_batches_grow_to_the_double_at_most() -> None:
    found = pace()
    found.took(0.01, 0.005, 1_000, open_end=False, narrowed=False)
    assert found.size == found.reach == 2_000
    for _ in range(9):
        found.took(0.01, 0.005, found.size, open_end=False, narrowed=False)
    assert found.size == 50_000


def test_slow_batches_shrink_at_once_and_never_to_nothing() -> None:
    found = pace()
    for _ in range(9):
        found.took(1.0, 1.0, found.size, open_end=False, narrowed=False)
    assert found.size == found.reach == 50 and found.figures(5)["longest_batch_ms"] == 1_000


def test_what_does_not_depend_on_rows_makes_no_batch_smaller() -> None:
    found = pace()
    found.took(0.5, 0.05, 1_000, open_end=False, narrowed=False)
    assert found.size == 1_000


def test_rare_rows_make_the_reach_grow_not_the_batch() -> None:
    found = pace(1)
    for _ in range(10):
        found.took(0.001, 0.001, 0, open_end=False, narrowed=False)
    assert found.size == 1 and found.reach == 1_024
    found.took(0.001, 0.001, 1, open_end=False, narrowed=True)
    assert found.reach == 512


def test_without_a_time_the_size_stays() -> None:
    found = pace(30, 0)
    for seconds in (0.001, 5.0):
        found.took(seconds, seconds, 30, open_end=False, narrowed=False)
    assert found.size == 30


def test_a_failure_halves_and_is_counted() -> None:
    found = pace()
    found.failed()
    assert found.size == 500 and found.figures(0)["retries"] == 1


def test_beside_others_batches_are_short_but_not_smaller_than_the_first() -> None:
    found = pace()
    found.give_way(shared=True)
    for _ in range(9):
        found.took(0.02, 0.02, found.size, open_end=False, narrowed=False)
    assert found.size == 1_000
    found.took(0.01, 0.005, 1_000, open_end=False, narrowed=False)
    assert found.size == 2_000
    for _ in range(9):
        found.took(0.5, 0.5, found.size, open_end=False, narrowed=False)
    assert found.size == 50
    found.give_way(shared=False)
    for _ in range(20):
        found.took(0.02, 0.02, found.size, open_end=False, narrowed=False)
    assert found.size == 50_000
