"""Readers and writers beside a deletion (PostgreSQL): nobody who reads waits for a lock of ours, and writers go on.

Others read and write while rows go, once by rows alone, once by a condition that searches a table without a foreign key,
which holds its writers back for the end of each batch. What is measured is what a lock does: how long a statement waited for
one (`pg_locks`), whatever else the machine is doing.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from statistics import quantiles
from typing import Any

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import opened, postgresql
from zusage.plan.condition import Edge, Exists, Not, both
from zusage.plan.connector import Limits
from zusage.plan.look import Moment
from zusage.testing.sketches import NOW, Sketch, delete, older, order, table

__all__ = ["database", "postgres_server"]
ROWS, STALL = 6_000, 0.2
SKETCH = Sketch((table("events"), table("pings", *table().columns)), {})
PLAIN = delete(older(30), moment=Moment("at"))
SEARCHING = delete(both(older(30), Not(Exists(Edge("pings", (("id", "id"),))))), moment=Moment("at"))


class Load:
    """Statements at a steady pace; `took` are their durations in seconds."""

    def __init__(self, url: str, each: Callable[[psycopg.Connection[Any], int], object], pause: float) -> None:
        self.took: list[float] = []
        self._stops = threading.Event()
        self._work = url, each, pause
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        url, each, pause = self._work
        with psycopg.connect(url, autocommit=True) as connection:
            number = 0
            while not self._stops.wait(pause):
                number += 1
                begun = time.perf_counter()
                each(connection, number)
                self.took.append(time.perf_counter() - begun)

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stops.set()
        self._thread.join(30)


def read(connection: psycopg.Connection[Any], number: int) -> None:
    connection.execute("SELECT * FROM events WHERE id = %s", (number * 37 % ROWS,)).fetchone()


def write(connection: psycopg.Connection[Any], number: int) -> None:
    connection.execute("INSERT INTO events VALUES (%s, now())", (ROWS * 10 + number,))
    connection.execute("INSERT INTO pings VALUES (%s, now())", (ROWS * 10 + number,))


def look_for_waits(connection: psycopg.Connection[Any], seen: list[tuple[str, float]]) -> None:
    """Who waits for a lock now, in which kind of statement, and for how long."""
    rows = connection.execute(
        "SELECT split_part(a.query, ' ', 1), extract(epoch FROM clock_timestamp() - l.waitstart)::float FROM pg_locks l "
        "JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND l.waitstart IS NOT NULL "
        "AND a.datname = current_database() AND a.application_name NOT LIKE 'zusage:%'"
    ).fetchall()
    seen.extend(rows)


@pytest.mark.parametrize("act", [PLAIN, SEARCHING], ids=["rows_alone", "searched_table"])
def test_readers_never_wait(act: Any, postgres_server: Server, database: Callable[[], str]) -> None:
    url = postgres_server.url(database())
    postgresql(SKETCH, url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        fill = "INSERT INTO events SELECT n, %s - interval '40 d' - n * interval '1 s' FROM generate_series(0, %s) n"
        connection.execute(fill, (NOW, ROWS - 1))
        connection.execute("INSERT INTO pings SELECT n, now() FROM generate_series(0, 99) n")
        connection.execute("CREATE INDEX by_at ON events (at)")
        connection.execute("VACUUM ANALYZE")
    store, waits = opened(url, SKETCH), list[tuple[str, float]]()
    with Load(url, read, 0.01) as reader, Load(url, write, 0.01) as writer:
        time.sleep(1.0)
        before = len(writer.took)
        with Load(url, lambda c, _: look_for_waits(c, waits), 0.005):
            receipt = store.apply(act, order(limits=Limits(None, None)))
        beside, alone = writer.took[before:], writer.took[:before]
    store.close()
    expected = ROWS if act is PLAIN else ROWS - 100
    assert receipt.refusal is None and receipt.counts["events"] == expected and receipt.batches > 2
    assert not [wait for kind, wait in waits if kind == "SELECT"], waits
    assert max((wait for _, wait in waits), default=0) < STALL
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM events").fetchone()
    assert row is not None and row[0] == ROWS - expected + len(writer.took)
    calm, busy = (quantiles(side, n=100)[98] * 1000 for side in (alone, beside))
    print(
        f"writer p99 {calm:.1f} ms alone, {busy:.1f} ms beside; reader {max(reader.took) * 1000:.0f} ms; {receipt.figures}"
    )


def test_200_writes_a_second_go_on_as_fast(postgres_server: Server, database: Callable[[], str]) -> None:
    """The slowest of a hundred takes no longer than twice as long as without us; the machine has up to three tries.

    The deletion is a process of its own, so that what is measured is the server and not this interpreter.
    """
    tried: list[tuple[float, float, int, float]] = []
    for _ in range(3):
        tried.append(_beside_writers(postgres_server.url(database())))
        calm, busy, writes, stalled = tried[-1]
        assert stalled < STALL and writes > 100
        if busy <= 2 * max(calm, FLOOR):
            return
    raise AssertionError(tried)


FLOOR = 0.002
"""Seconds below which a p99 says more about the scheduler than about the database."""

FIRST_NEW = 1_000_000
"""The rows that are due; what the writers add is numbered after them."""


def _beside_writers(url: str) -> tuple[float, float, int, float]:
    """p99 of writers alone and beside a deletion, statements measured beside it, and the longest wait for a lock."""
    rows, waits = FIRST_NEW, list[tuple[str, float]]()
    postgresql(SKETCH, url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        fill = "INSERT INTO events SELECT n, %s - interval '40 d' - n * interval '1 s' FROM generate_series(0, %s) n"
        connection.execute(fill, (NOW, rows - 1))
        connection.execute("CREATE INDEX by_at ON events (at)")
        connection.execute("VACUUM ANALYZE")
        _as_after_weeks(connection)
    with Load(url, write_one, 0.009) as first, Load(url, write_more, 0.009) as second:
        time.sleep(2.0)
        before = (len(first.took), len(second.took))
        with Load(url, lambda c, _: look_for_waits(c, waits), 0.02):
            child = os.fork()
            if child == 0:
                try:
                    opened_there = opened(url, SKETCH)
                    done = opened_there.apply(PLAIN, order(limits=Limits(None, None)))
                    os._exit(0 if done.refusal is None and done.counts == {"events": rows} else 1)
                finally:
                    os.kill(os.getpid(), signal.SIGKILL)
            assert os.waitpid(child, 0)[1] == 0, "the deletion failed"
        beside = first.took[before[0] :] + second.took[before[1] :]
        alone = first.took[: before[0]] + second.took[: before[1]]
    calm, busy = (quantiles(side, n=100)[98] for side in (alone, beside))
    print(f"p99 {calm * 1000:.1f} ms alone ({len(alone)}), {busy * 1000:.1f} ms beside ({len(beside)})")
    return calm, busy, len(beside), max((wait for _, wait in waits), default=0.0)


def _as_after_weeks(connection: psycopg.Connection[Any]) -> None:
    """Keep write-ahead files for reuse, as a server has that runs for weeks: making new ones costs each writer 50 ms."""
    connection.execute("ALTER SYSTEM SET min_wal_size = '2GB'")
    connection.execute("SELECT pg_reload_conf()")
    for _ in range(2):
        connection.execute("CHECKPOINT")
        connection.execute("SELECT pg_switch_wal()")


def write_one(connection: psycopg.Connection[Any], number: int) -> None:
    connection.execute("INSERT INTO events VALUES (%s, now())", (FIRST_NEW + number,))


def write_more(connection: psycopg.Connection[Any], number: int) -> None:
    connection.execute("UPDATE events SET at = now() WHERE id = %s", (FIRST_NEW + number,))
    connection.execute("INSERT INTO events VALUES (%s, now())", (2 * FIRST_NEW + number,))
