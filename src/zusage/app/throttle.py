"""Throttle: how gently a run works, as the person who starts it says: time per batch, brakes, time for the whole run.

Law: nothing here makes a run faster than the store allows or lets it do more than its ceilings; what is not given keeps the
default of the connector. Durations are a number with ms, s, m or h; anything else is refused with an example.

    Throttle.of(batch_time="100ms", max_lag="5s", max_load=8, run_time="10m")
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from zusage.model.errors import UsageError
from zusage.plan.connector import Brakes, Limits

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
LEAST_BATCH, MOST_BATCH = 0.005, 60.0


@dataclass(frozen=True, slots=True)
class Throttle:
    """What was asked for; `None`: nobody asked."""

    batch_s: float | None = None
    max_lag_s: float | None = None
    max_load: int | None = None
    run_s: float | None = None
    max_slot_mb: int | None = None
    min_free_mb: int | None = None

    @classmethod
    def of(
        cls,
        batch_time: str | None = None,
        max_lag: str | None = None,
        max_load: int | None = None,
        run_time: str | None = None,
        max_slot_mb: int | None = None,
        min_free_mb: int | None = None,
    ) -> Throttle:
        """From the words of the command line. Raises UsageError ZE98."""
        batch = seconds_of("--batch-time", batch_time)
        if batch is not None and not LEAST_BATCH <= batch <= MOST_BATCH:
            raise UsageError("ZE98", option="--batch-time", value=str(batch_time), example="100ms")
        lag, run = seconds_of("--max-lag", max_lag), seconds_of("--run-time", run_time)
        return cls(batch, lag, max_load, run, max_slot_mb, min_free_mb)

    def limits(self, limits: Limits) -> Limits:
        """The limits of every act, with the time of a batch."""
        return limits if self.batch_s is None else replace(limits, batch_ms=round(self.batch_s * 1000))

    def brakes(self) -> Brakes:
        """The brakes of every act."""
        return Brakes(self.max_lag_s, self.max_load, max_slot_mb=self.max_slot_mb, min_free_mb=self.min_free_mb)

    def ended(self, before: Callable[[], str]) -> Callable[[], str]:
        """Why the run has to end now: what was known before, or that its time is over. The clock starts here."""
        if self.run_s is None:
            return before
        until, words = monotonic() + self.run_s, f"the run time of {self.run_s:g} s is over"
        return lambda: before() or (words if monotonic() >= until else "")


def seconds_of(option: str, text: str | None) -> float | None:
    """A duration in seconds. Raises UsageError ZE98."""
    if text is None:
        return None
    found = _DURATION.fullmatch(text.strip().lower())
    if found is None or not float(found[1]):
        raise UsageError("ZE98", option=option, value=text[:20], example="100ms, 5s, 10m, 2h")
    return float(found[1]) * _SECONDS[found[2]]


AT_WILL = Throttle()
"""Nobody asked for anything."""
