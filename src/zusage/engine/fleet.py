"""Fleet: the same work on many targets at once; the only place where threads live.

Law: results come back in the order of the targets; an error of one target is a value in its place and stops nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from zusage.model.errors import ConnectorError, UsageError

T = TypeVar("T")
R = TypeVar("R")


def each_target(work: Callable[[T], R], targets: Sequence[T], *, at_once: int = 8) -> list[R | ConnectorError | UsageError]:
    """`work` on every target; a ConnectorError (or an unset variable) becomes the result of that target alone."""

    def guarded(target: T) -> R | ConnectorError | UsageError:
        try:
            return work(target)
        except (ConnectorError, UsageError) as error:
            return error

    if len(targets) < 2:
        return [guarded(target) for target in targets]
    with ThreadPoolExecutor(max_workers=min(at_once, len(targets)), thread_name_prefix="fleet") as pool:
        return list(pool.map(guarded, targets))
