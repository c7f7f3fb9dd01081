"""Partitions of MariaDB that are due as a whole: exchanged, judged again, dropped; and what a crash leaves is ended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.stores import Memory
from zusage.adapters.connectors import open_connector
from zusage.adapters.connectors.sql import partitions_mariadb as subject
from zusage.adapters.connectors.sql.connector import SqlConnector
from zusage.plan.act import Child, Delete, Reclaim
from zusage.plan.condition import Edge
from zusage.plan.connector import HeldScope, Limits, Opening
from zusage.plan.look import Level
from zusage.plan.receipt import Receipt, RefusalKind
from zusage.plan.target import TargetId
from zusage.testing.sketches import NOW, delete, done, left, older, order, refused

__all__ = ["maria_database", "mariadb_server"]
FREE = Limits(max_rows=None, max_share=None, lock_timeout_ms=300, statement_timeout_ms=20_000)
OLD = delete(older(365), "delete:logs", "logs")
FILL = (
    "CREATE TABLE logs (id bigint, at datetime(6), body text, twice bigint AS (id * 2) STORED, PRIMARY KEY (id, at)) "
    "PARTITION BY RANGE COLUMNS (at) (PARTITION q1 VALUES LESS THAN ('2025-04-01'), "
    "PARTITION `q 2` VALUES LESS THAN ('2025-07-01'), PARTITION q4 VALUES LESS THAN ('2026-01-01'), "
    "PARTITION young VALUES LESS THAN (MAXVALUE))",
    "INSERT INTO logs (id, at, body) SELECT seq, '2025-02-01', 'x' FROM seq_1_to_40",
    "INSERT INTO logs (id, at, body) SELECT seq, '2025-05-01', 'x' FROM seq_41_to_50",
    "INSERT INTO logs (id, at, body) SELECT seq, '2025-11-20' + INTERVAL seq HOUR, 'x' FROM seq_51_to_150",
    "INSERT INTO logs (id, at, body) SELECT seq, '2026-11-01', 'x' FROM seq_151_to_160",
)
Open = Callable[..., tuple[SqlConnector, Callable[..., None]]]


@pytest.fixture
def shop(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> Iterator[Open]:
    """Opens a database filled by statements; returns also what runs statements in it."""
    opened: list[SqlConnector] = []

    def create(*statements: str) -> tuple[SqlConnector, Callable[..., None]]:
        name = maria_database()
        mariadb_server.run(*FILL, *statements, database=name)
        options = {"url": mariadb_server.url(name)}
        store = open_connector("sql", Opening(TargetId("shop"), options, ("logs",), Memory(), zone="UTC"))
        assert isinstance(store, SqlConnector)
        store.set_up()
        opened.append(store)
        return store, lambda *more: mariadb_server.run(*more, database=name)

    yield create
    for store in opened:
        store.close()


def drop(store: SqlConnector, run: str = "run-1", deletion: Delete = OLD, limits: Limits = FREE) -> Receipt:
    store.close()
    return store.apply(Reclaim("partition:x", deletion.promise, (), "", (deletion,)), order(run, limits))


def journaled(store: SqlConnector) -> list[tuple[str, int, int]]:
    return [(batch.run, batch.number, batch.counts["logs"]) for _, batch in store.journal()]


def ours(store: SqlConnector) -> int:
    """Tables and intentions that were left over."""
    with store._store.reading() as connection:
        tables = "SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE %s"
        intended = connection.exec_driver_sql("SELECT count(*) FROM zusage_partitions").scalar_one()
        return int(connection.exec_driver_sql(tables, ("zusage_aside%",)).scalar_one()) + int(intended)


def test_whole_partitions_go_and_the_rest_goes_in_batches(shop: Open) -> None:
    store, run_sql = shop()
    assert store.whole_partitions(OLD, {}) == (2, 50)
    receipt = drop(store)
    assert (done(receipt), receipt.batches) == ({"logs": 50}, 2)
    assert journaled(store) == [("run-1", 1, 40), ("run-1", 2, 10)] and not ours(store)
    assert left(store, "logs") == list(range(51, 161))
    run_sql("INSERT INTO logs (id, at, body) VALUES (900, '2025-02-03', 'came late')")
    assert store.whole_partitions(OLD, {}) == (1, 1)
    assert done(drop(store, "run-2")) == {"logs": 1} and done(drop(store, "run-3")) == {}
    assert 0 < done(store.apply(OLD, order("run-4")))["logs"] < 100 and left(store, "logs")[-10:] == list(range(151, 161))


def test_nothing_goes_that_is_held_referred_to_or_seen_by_a_trigger(shop: Open) -> None:
    store, run_sql = shop("CREATE TABLE notes (id bigint PRIMARY KEY, log bigint)", "INSERT INTO notes VALUES (1, 41)")
    store.set_holds((HeldScope("h", "logs", None),))
    assert store.whole_partitions(OLD, {}) == (0, 0) and done(drop(store)) == {}
    store.set_holds((HeldScope("h", "logs", "7"),))
    tied = replace(OLD, children=(Child("notes", Edge("notes", (("id", "log"),))),))
    assert store.whole_partitions(tied, {}) == (0, 0), "one row of the first quarter is held"
    store.set_holds(())
    assert store.whole_partitions(tied, {}) == (1, 40), "the second quarter has a child that no foreign key knows"
    refused(drop(store, "run-2", limits=replace(FREE, max_rows=39)), RefusalKind.CEILING)
    assert len(left(store, "logs")) == 160
    run_sql("CREATE TRIGGER keep BEFORE DELETE ON logs FOR EACH ROW SET @x = 1")
    refused(drop(store, "run-3"), RefusalKind.UNABLE)
    run_sql("DROP TRIGGER keep")
    assert done(drop(store, "run-4", tied)) == {"logs": 40} and 41 in left(store, "logs") and not ours(store)


def test_a_hold_that_comes_in_between_brings_the_rows_back(shop: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that came into the emptied partition stay, too; generated columns are computed anew."""
    store, run_sql = shop()
    exchange = subject._Dropping._exchange

    def exchange_and_hold(self: subject._Dropping, begun: object) -> None:
        exchange(self, begun)
        assert len(left(store, "logs")) == 120
        run_sql("INSERT INTO logs (id, at, body) VALUES (0, '2025-02-03', 'new'), (901, '2025-02-03', 'new')")
        store.set_holds((HeldScope("h", "logs", None),))

    monkeypatch.setattr(subject._Dropping, "_exchange", exchange_and_hold)
    refused(drop(store), RefusalKind.CHANGED)
    assert left(store, "logs") == [0, *range(1, 161), 901] and journaled(store) == [] and not ours(store)
    run_sql("CREATE TABLE odd AS SELECT 1 FROM logs WHERE twice <> id * 2 OR body IS NULL")
    assert left(store, "odd", "1") == []


VICTIM = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from support.stores import Memory
from zusage.adapters.connectors import open_connector
from zusage.adapters.connectors.sql import partitions_mariadb as subject
from zusage.adapters.connectors.sql.books import Books
from zusage.plan.act import Reclaim
from zusage.plan.connector import Limits, Opening
from zusage.plan.target import TargetId
from zusage.testing.sketches import delete, older, order
place = {place}
step = getattr(place, {where!r})
def die(*words):
    if {after}: step(*words)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, {where!r}, die)
store = open_connector("sql", Opening(TargetId("shop"), {{"url": {url!r}}}, ("logs",), Memory(), zone="UTC"))
old = delete(older(365), "delete:logs", "logs")
limits = Limits(max_rows=None, max_share=None, lock_timeout_ms=300, statement_timeout_ms=20_000)
store.apply(Reclaim("partition:x", old.promise, (), "", (old,)), order("run-1", limits))
"""


@pytest.mark.parametrize(
    ("place", "where", "after", "rows", "copies"),
    [
        ("subject._Dropping", "_exchange", False, 160, ""),
        ("subject._Dropping", "_exchange", True, 120, "detached partition q1 of logs"),
        ("subject._Dropping", "_drop", True, 120, ""),
        ("Books", "write", True, 120, ""),
    ],
)
def test_a_killed_process_is_ended_by_the_next_reclaiming(
    shop: Open, place: str, where: str, after: bool, rows: int, copies: str
) -> None:
    """kill -9 before and after the exchange, after the drop and before its count is committed: counted once."""
    store, _ = shop()
    url = store._store.url("url")
    code = VICTIM.format(tests=str(Path(__file__).parent.parent), place=place, where=where, after=after, url=url)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert len(left(store, "logs")) == rows and journaled(store) == []
    seen = store.look(Level("l", "logs"), {}, NOW).facts
    assert seen["copies"] == copies and (seen["level"] == "") == bool(copies)
    second = done(drop(store, "run-2"))
    if after:
        assert second == {"logs": 10} and journaled(store) == [("run-1", 1, 40), ("run-2", 1, 10)]
    else:
        assert second == {"logs": 50} and journaled(store) == [("run-2", 1, 40), ("run-2", 2, 10)]
    assert not ours(store) and left(store, "logs") == list(range(51, 161))
