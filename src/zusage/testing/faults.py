"""Faults: break a process or a connection at one exact point of its work with a database.

Law: for tests only; nothing in production code knows of it. A point is the n-th statement sent to a driver, counted from 1,
or the n-th commit, before or after it took place. `how` is called there: it kills, raises, or cuts the connection.

Example: `with fault("statement", 7, lambda _: os.kill(os.getpid(), signal.SIGKILL)): store.apply(act, order)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

POINTS = ("statement", "before_commit", "after_commit")
How = Callable[[Any], None]


@contextmanager
def fault(point: str, number: int, how: How) -> Iterator[list[int]]:
    """Inside the block, call `how` with the driver's connection at the point; yields a list that counts the points."""
    import sqlalchemy as sa
    from sqlalchemy.engine.default import DefaultDialect

    if point not in POINTS:
        raise ValueError(point)
    passed = [0]
    original: Any = DefaultDialect.do_commit

    def reach(here: str, connection: Any) -> None:
        if here == point:
            passed[0] += 1
            if passed[0] == number:
                how(connection)

    def statement(connection: Any, *_: Any) -> None:
        reach("statement", connection.connection.driver_connection)

    def commit(self: Any, connection: Any) -> None:
        driver = getattr(connection, "driver_connection", connection)
        reach("before_commit", driver)
        original(self, connection)
        reach("after_commit", driver)

    sa.event.listen(sa.Engine, "before_cursor_execute", statement)
    type.__setattr__(DefaultDialect, "do_commit", commit)
    try:
        yield passed
    finally:
        type.__setattr__(DefaultDialect, "do_commit", original)
        sa.event.remove(sa.Engine, "before_cursor_execute", statement)
