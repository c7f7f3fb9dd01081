"""Partitions that are due as a whole: detached, judged again under a lock, dropped; and what a crash leaves is ended."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import Memory
from zusage.adapters.connectors import open_connector
from zusage.adapters.connectors.sql import partitions as subject
from zusage.adapters.connectors.sql.connector import SqlConnector
from zusage.plan.act import Child, Delete, Reclaim
from zusage.plan.condition import Edge
from zusage.plan.connector import HeldScope, Limits, Opening
from zusage.plan.look import Level
from zusage.plan.receipt import Receipt, RefusalKind
from zusage.plan.target import TargetId
from zusage.testing.sketches import NOW, delete, done, left, older, order, refused

__all__ = ["database", "postgres_server"]
FREE = Limits(max_rows=None, max_share=None, lock_timeout_ms=300, statement_timeout_ms=20_000)
OLD = delete(older(365), "delete:logs", "logs")


def fill(*more: str) -> tuple[str, ...]:
    """Logs by quarter: two quarters are due as a whole, one in part, one not at all."""
    return (
        "CREATE TABLE logs (id bigint, at timestamptz, body text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
        "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO ('2025-04-01')",
        "CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM ('2025-04-01') TO ('2025-07-01')",
        "CREATE TABLE logs_4 PARTITION OF logs FOR VALUES FROM ('2025-10-01') TO ('2026-01-01')",
        "CREATE TABLE logs_9 PARTITION OF logs FOR VALUES FROM ('2026-10-01') TO ('2027-01-01')",
        "INSERT INTO logs SELECT n, '2025-02-01', 'x' FROM generate_series(1, 40) n",
        "INSERT INTO logs SELECT n, '2025-05-01', 'x' FROM generate_series(41, 50) n",
        "INSERT INTO logs SELECT n, timestamptz '2025-11-20' + n * interval '1 hour', 'x' FROM generate_series(51, 150) n",
        "INSERT INTO logs SELECT n, '2026-11-01', 'x' FROM generate_series(151, 160) n",
        *more,
    )


@pytest.fixture
def shop(postgres_server: Server, database: Callable[[], str]) -> Iterator[Callable[..., SqlConnector]]:
    """Opens a database filled by statements."""
    opened: list[SqlConnector] = []

    def create(*statements: str) -> SqlConnector:
        name = database()
        postgres_server.run(*statements, database=name)
        store = open_connector("sql", Opening(TargetId("shop"), {"url": postgres_server.url(name)}, ("logs",), Memory()))
        assert isinstance(store, SqlConnector)
        store.set_up()
        opened.append(store)
        return store

    yield create
    for store in opened:
        store.close()


def drop(store: SqlConnector, run: str = "run-1", deletion: Delete = OLD, limits: Limits = FREE) -> Receipt:
    return store.apply(Reclaim("partition:x", deletion.promise, (), "", (deletion,)), order(run, limits))


def run_sql(store: SqlConnector, *statements: str) -> None:
    with psycopg.connect(str(store._store.url("url")), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def partitions(store: SqlConnector) -> set[str]:
    return {name for name in store.structure().tables if name.startswith("logs_")}


def test_whole_partitions_go_and_the_rest_goes_in_batches(shop: Callable[..., SqlConnector]) -> None:
    store = shop(*fill())
    assert store.whole_partitions(OLD, {}) == (2, 50)
    receipt = drop(store)
    assert (done(receipt), receipt.batches) == ({"logs": 50}, 2)
    assert partitions(store) == {"logs_4", "logs_9"} and len(left(store, "logs")) == 110
    assert [(batch.act, dict(batch.counts)) for _, batch in store.journal()] == [
        ("partition:x", {"logs": 40}),
        ("partition:x", {"logs": 10}),
    ]
    assert store.whole_partitions(OLD, {}) == (0, 0)
    assert done(drop(store, "run-2")) == {}
    batches = store.apply(OLD, order("run-3"))
    assert 0 < done(batches)["logs"] < 100 and left(store, "logs")[-10:] == list(range(151, 161))


def test_nothing_goes_that_is_held_referred_to_or_not_due(shop: Callable[..., SqlConnector]) -> None:
    store = shop(*fill("ALTER TABLE logs ADD UNIQUE (id, at)"))
    store.set_holds((HeldScope("h", "logs", None),))
    assert store.whole_partitions(OLD, {}) == (0, 0) and done(drop(store)) == {}
    store.set_holds(())
    run_sql(
        store,
        "CREATE TABLE replies (id bigint PRIMARY KEY, log bigint, log_at timestamptz, "
        "FOREIGN KEY (log, log_at) REFERENCES logs (id, at))",
        "INSERT INTO replies VALUES (1, 7, '2025-02-01')",
    )
    assert store.whole_partitions(OLD, {}) == (1, 10), "the first quarter is referred to by a foreign key"
    run_sql(store, "CREATE TABLE notes (id bigint PRIMARY KEY, log bigint)", "INSERT INTO notes VALUES (1, 41)")
    tied = replace(OLD, children=(Child("notes", Edge("notes", (("id", "log"),))),))
    assert store.whole_partitions(tied, {}) == (0, 0), "the second has a child that no foreign key knows"
    assert done(drop(store, "run-2", tied)) == {}
    assert done(drop(store, "run-3")) == {"logs": 10}
    assert left(store, "replies") == [1] and 7 in left(store, "logs")


def test_triggers_and_publications_must_see_each_row(shop: Callable[..., SqlConnector]) -> None:
    store = shop(
        *fill(
            "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
            "CREATE TRIGGER keep BEFORE DELETE ON logs FOR EACH ROW EXECUTE FUNCTION keep()",
        )
    )
    refused(drop(store), RefusalKind.UNABLE)
    run_sql(store, "DROP TRIGGER keep ON logs", "CREATE PUBLICATION feed FOR TABLE logs")
    refused(drop(store, "run-2"), RefusalKind.UNABLE)
    run_sql(store, "DROP PUBLICATION feed")
    assert done(drop(store, "run-3")) == {"logs": 50}


def test_default_partitions_and_partitions_below_partitions(shop: Callable[..., SqlConnector]) -> None:
    store = shop(
        *fill(
            "CREATE TABLE logs_rest PARTITION OF logs DEFAULT",
            "INSERT INTO logs VALUES (900, '2020-01-01', 'x')",
            "CREATE TABLE logs_3 PARTITION OF logs FOR VALUES FROM ('2025-07-01') TO ('2025-10-01') PARTITION BY RANGE (at)",
            "CREATE TABLE logs_3a PARTITION OF logs_3 FOR VALUES FROM ('2025-07-01') TO ('2025-08-01')",
            "CREATE TABLE logs_3b PARTITION OF logs_3 FOR VALUES FROM ('2025-08-01') TO ('2025-10-01')",
            "INSERT INTO logs SELECT n, '2025-07-02', 'x' FROM generate_series(201, 205) n",
            "INSERT INTO logs SELECT n, '2025-08-02', 'x' FROM generate_series(211, 213) n",
        )
    )
    young = replace(OLD, condition=older(480))
    assert store.whole_partitions(OLD, {}) == (3, 58), "the third quarter goes with both of its parts"
    assert done(drop(store, deletion=young)) == {"logs": 55}, "only the older of its parts"
    assert partitions(store) == {"logs_3", "logs_3b", "logs_4", "logs_9", "logs_rest"} and 900 in left(store, "logs")
    assert done(drop(store, "run-2")) == {"logs": 3} and "logs_3" not in partitions(store)


def test_ceilings_and_holds_that_come_late(shop: Callable[..., SqlConnector]) -> None:
    store = shop(*fill())
    refused(drop(store, limits=replace(FREE, max_rows=39)), RefusalKind.CEILING)
    assert len(left(store, "logs")) == 160
    half = drop(store, "run-2", limits=replace(FREE, max_rows=45))
    refused(half, RefusalKind.CEILING)
    assert half.counts == {"logs": 40} and len(left(store, "logs")) == 120


class Cut(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("where", ["_detach", "_drop"])
def test_a_crash_is_ended_by_the_next_reclaiming(
    shop: Callable[..., SqlConnector], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The intention is there first; the count is journaled once, under the run that began."""
    store = shop(*fill())
    with monkeypatch.context() as patch:

        def die(self: object, _: object) -> None:
            raise Cut

        patch.setattr(subject._Dropping, where, die)
        with pytest.raises(Cut):
            drop(store)
    assert len(left(store, "logs")) == (160 if where == "_detach" else 120)
    seen = store.look(Level("l", "logs"), {}, NOW).facts
    assert (seen["copies"], seen["level"]) == (
        ("detached partition public.logs_1 of logs", "") if where == "_drop" else ("", "logical")
    )
    assert done(drop(store, "run-2")) == {"logs": 10}
    assert partitions(store) == {"logs_4", "logs_9"}
    assert [(batch.run, batch.number, dict(batch.counts)) for _, batch in store.journal()] == [
        ("run-1", 1, {"logs": 40}),
        ("run-2", 1, {"logs": 10}),
    ]
    run_sql(store, "DO $$ BEGIN ASSERT (SELECT count(*) FROM zusage.partitions) = 0; END $$")


def test_a_pending_detach_is_finalised(shop: Callable[..., SqlConnector]) -> None:
    """A reader in a long transaction keeps DETACH CONCURRENTLY from its end; nobody is stalled, and the next run ends it."""
    store = shop(*fill())
    with psycopg.connect(str(store._store.url("url"))) as reader:
        reader.execute("SELECT count(*) FROM logs")
        calls = iter([""] * 5)
        act = Reclaim("partition:x", OLD.promise, (), "", (OLD,))
        refused(store.apply(act, order("run-1", FREE, ended=lambda: next(calls, "closed"))), RefusalKind.WINDOW)
        assert reader.execute("SELECT count(*) FROM logs_1").fetchone() == (40,)
    assert done(drop(store, "run-2")) == {"logs": 10} and partitions(store) == {"logs_4", "logs_9"}
    assert sum(batch.counts["logs"] for _, batch in store.journal()) == 50


def test_a_hold_that_comes_in_between_brings_the_partition_back(
    shop: Callable[..., SqlConnector], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was detached is judged once more and attached as it was."""
    store = shop(*fill())
    detach = subject._Dropping._detach

    def detach_and_write(self: subject._Dropping, left: object) -> None:
        detach(self, left)
        store.set_holds((HeldScope("h", "logs", None),))

    monkeypatch.setattr(subject._Dropping, "_detach", detach_and_write)
    refused(drop(store), RefusalKind.CHANGED)
    assert len(left(store, "logs")) == 160 and partitions(store) == {"logs_1", "logs_2", "logs_4", "logs_9"}
    assert list(store.journal()) == []


def test_writers_and_readers_are_not_stalled(shop: Callable[..., SqlConnector]) -> None:
    """While a partition is judged, detached and dropped, others write and read the table."""
    store = shop(*fill("INSERT INTO logs SELECT n, '2025-02-01', 'x' FROM generate_series(1001, 30000) n"))
    longest, stop = [0.0], threading.Event()

    def work() -> None:
        with psycopg.connect(str(store._store.url("url")), autocommit=True) as app:
            number = 500_000
            while not stop.is_set():
                number += 1
                begun = time.monotonic()
                app.execute("INSERT INTO logs VALUES (%s, '2026-11-02', 'y')", [number])
                app.execute("SELECT count(*) FROM logs WHERE at > '2026-10-01'").fetchone()
                longest[0] = max(longest[0], time.monotonic() - begun)

    writer = threading.Thread(target=work)
    writer.start()
    try:
        assert done(drop(store))["logs"] == 29_050
    finally:
        stop.set()
        writer.join()
    assert 0 < longest[0] < 0.6, longest


VICTIM = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from support.stores import Memory
from zusage.adapters.connectors import open_connector
from zusage.adapters.connectors.sql import partitions as subject
from zusage.plan.act import Reclaim
from zusage.plan.connector import Limits, Opening
from zusage.plan.target import TargetId
from zusage.testing.sketches import delete, older, order
step = subject._Dropping.{where}
def die(self, left):
    if {after}: step(self, left)
    os.kill(os.getpid(), signal.SIGKILL)
subject._Dropping.{where} = die
store = open_connector("sql", Opening(TargetId("shop"), {{"url": {url!r}}}, ("logs",), Memory()))
old = delete(older(365), "delete:logs", "logs")
limits = Limits(max_rows=None, max_share=None, lock_timeout_ms=300, statement_timeout_ms=20_000)
store.apply(Reclaim("partition:x", old.promise, (), "", (old,)), order("run-1", limits))
"""


@pytest.mark.parametrize(
    ("where", "after", "rows"),
    [("_detach", False, 160), ("_detach", True, 120), ("_drop", False, 120), ("_drop", True, 120)],
)
def test_a_killed_process_is_ended_by_the_next_reclaiming(
    shop: Callable[..., SqlConnector], where: str, after: bool, rows: int
) -> None:
    """kill -9 before and after the detach, before and after the drop: each row is counted once, whoever ends it."""
    store = shop(*fill())
    url = str(store._store.url("url"))
    code = VICTIM.format(tests=str(Path(__file__).parent.parent), where=where, after=after, url=url)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert len(left(store, "logs")) == rows
    assert done(drop(store, "run-2")) == {"logs": 10} and partitions(store) == {"logs_4", "logs_9"}
    assert [(batch.run, dict(batch.counts)) for _, batch in store.journal()] == [
        ("run-1", {"logs": 40}),
        ("run-2", {"logs": 10}),
    ]
    run_sql(store, "DO $$ BEGIN ASSERT (SELECT count(*) FROM zusage.partitions) = 0; END $$")
    assert len(left(store, "logs")) == 110
