"""Throttles: the options that say how gently a run works, for every command that changes stores.

@throttles
def command(throttle: Throttle, …)
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click


def throttles(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; the command takes them together as `throttle`."""

    @click.option("--batch-time", metavar="TIME", help="How long one transaction may last (default: 100ms).")
    @click.option("--max-lag", metavar="TIME", help="Wait while a replica is further behind than this.")
    @click.option("--max-load", type=click.IntRange(min=0), help="Wait while more sessions than this are at work.")
    @click.option(
        "--max-slot-mb",
        type=click.IntRange(min=0),
        metavar="MB",
        help="Wait while a replication slot, or a log that a reader keeps, holds back more than this.",
    )
    @click.option(
        "--min-free-mb", type=click.IntRange(min=0), metavar="MB", help="Wait while less than this is free on the disk."
    )
    @click.option("--run-time", metavar="TIME", help="End cleanly after this time; the rest stays due.")
    @functools.wraps(command)
    def throttled(
        batch_time: str | None,
        max_lag: str | None,
        max_load: int | None,
        run_time: str | None,
        max_slot_mb: int | None,
        min_free_mb: int | None,
        **options: Any,
    ) -> Any:
        from zusage.app.throttle import Throttle

        throttle = Throttle.of(batch_time, max_lag, max_load, run_time, max_slot_mb, min_free_mb)
        return command(throttle=throttle, **options)

    return throttled
