"""One target that fails is a value in its place."""

import threading

from zusage.engine.fleet import each_target
from zusage.model.errors import ConnectorError, UsageError


def test_results_keep_their_places_and_errors_are_values() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise ConnectorError("ZE32", target="instance/3")
        if number == 5:
            raise UsageError("ZE41", name="X")
        return number * number

    results = each_target(work, range(8))
    assert [r for r in results if isinstance(r, int)] == [0, 1, 4, 16, 36, 49]
    assert isinstance(results[3], ConnectorError)
    assert isinstance(results[5], UsageError)


def test_targets_are_worked_on_at_once() -> None:
    barrier = threading.Barrier(4, timeout=10)
    assert each_target(lambda _: barrier.wait() >= 0, range(4), at_once=4) == [True] * 4
