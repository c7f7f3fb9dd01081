"""Throttles: durations are read or refused with an example, and what is not given keeps its default."""

from __future__ import annotations

import time

import pytest
from click.testing import CliRunner

from zusage.app.throttle import Throttle
from zusage.cli.main import group
from zusage.model.errors import UsageError
from zusage.plan.connector import Brakes, Limits


@pytest.mark.parametrize(("text", "milliseconds"), [("100ms", 100), ("1.5s", 1500), (" 5 MS ", 5), ("1m", 60_000)])
def test_the_time_of_a_batch(text: str, milliseconds: int) -> None:
    assert Throttle.of(batch_time=text).limits(Limits()).batch_ms == milliseconds


@pytest.mark.parametrize("text", ["", "100", "fast", "-5s", "0s", "2h", "1ms", "5 seconds", "1s; DROP TABLE x"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        Throttle.of(batch_time=text)
    assert refused.value.code == "ZE98"


def test_brakes_and_defaults() -> None:
    assert Throttle.of(max_lag="5s", max_load=3).brakes() == Brakes(max_lag_s=5.0, max_load=3)
    assert Throttle.of(max_slot_mb=0, min_free_mb=512).brakes() == Brakes(max_slot_mb=0, min_free_mb=512)
    assert Throttle().brakes() == Brakes() and Throttle().limits(Limits()) == Limits()


def test_the_run_time_ends_a_run_and_another_reason_comes_first() -> None:
    ended = Throttle.of(run_time="20ms").ended(lambda: "")
    assert ended() == ""
    time.sleep(0.03)
    assert "0.02 s" in ended()
    assert Throttle.of(run_time="20ms").ended(lambda: "the window has closed")() == "the window has closed"


def test_the_command_says_what_was_wrong() -> None:
    result = CliRunner().invoke(group, ["--lang", "en", "apply", "--batch-time", "soon"])
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE98"
    assert "--run-time" in CliRunner().invoke(group, ["apply", "--help"]).output
