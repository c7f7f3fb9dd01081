"""A crash at any point of an act leaves too much, never too little; the next call of the same run ends in the same state.

Every statement and every commit of an act with children is a crash point: kill -9 of the process, an exception, a
full disk (SQLite), a connection cut before and after COMMIT (PostgreSQL and MariaDB).
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.postgres import Server, database, postgres_server
from support.stores import Memory, mariadb, opened, postgresql, sqlite
from zusage.adapters.connectors import open_connector
from zusage.model.errors import ConnectorError
from zusage.plan.act import Delete
from zusage.plan.connector import Connector, Limits, Opening
from zusage.plan.look import Moment
from zusage.plan.target import TargetId
from zusage.testing.faults import fault
from zusage.testing.sketches import CHILDREN, ago, delete, family, left, older, order

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]
LIMITS = Limits(None, None, batch=4, batch_ms=0)
ACT: Delete = delete(older(30), name="contacts", children=CHILDREN, moment=Moment("at"))
SKETCH = family(
    contacts=[{"id": n, "at": ago(40 if n % 3 else 1)} for n in range(15)],
    conversations=[{"id": n, "at": ago(9), "parent": n // 2} for n in range(30)],
    messages=[{"id": n, "at": ago(9), "parent": n // 2} for n in range(60)],
)
GONE = {"contacts": 10, "conversations": 20, "messages": 40}


def run(store: Connector) -> Any:
    return store.apply(ACT, order(limits=LIMITS))


def check_resumed(store: Connector) -> None:
    """After the next call: every due row is gone, every row is counted once, batches are numbered without gap."""
    receipt = run(store)
    assert receipt.refusal is None and dict(receipt.counts) == GONE
    batches = [batch for _, batch in store.journal()]
    assert [batch.number for batch in batches] == list(range(1, len(batches) + 1))
    assert {name: sum(batch.counts.get(name, 0) for batch in batches) for name in GONE} == GONE
    assert left(store, "contacts") == [0, 3, 6, 9, 12]
    assert left(store, "conversations", "parent") == sorted([0, 3, 6, 9, 12] * 2) and len(left(store, "messages")) == 20
    store.close()


def points(store: Connector) -> dict[str, int]:
    """How many points of each sort an undisturbed act passes."""
    counted = {}
    with fault("statement", 0, lambda _: None) as statements, fault("before_commit", 0, lambda _: None) as commits:
        assert dict(run(store).counts) == GONE
        counted["statement"], counted["before_commit"] = statements[0], commits[0]
    return {**counted, "after_commit": counted["before_commit"]}


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a child process; returns the signal that ended it (0: it came to its end)."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def kill(_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(point: str, number: int, url: str) -> int:
    def work() -> None:
        with fault(point, number, kill):
            run(opened_only(url))

    return in_child(work)


def test_kill_at_every_point_on_sqlite(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    sqlite(SKETCH, fresh).close()
    total = points(opened_only(copy(fresh, tmp_path / "count.db")))
    assert total["before_commit"] >= 3 and total["statement"] > 30
    for point, count in total.items():
        for number in range(1, count + 1):
            url = copy(fresh, tmp_path / "crash.db")
            assert killed_at(point, number, url) == signal.SIGKILL, (point, number)
            check_resumed(opened_only(url))


def copy(file: Path, to: Path) -> str:
    for end in ("", "-journal", "-wal", "-shm"):
        to.with_name(to.name + end).unlink(missing_ok=True)
    shutil.copy(file, to)
    return f"sqlite:///{to}"


def test_exception_at_every_statement_on_sqlite(tmp_path: Path) -> None:
    class Broken(Exception):
        pass

    def break_off(_: Any) -> None:
        raise Broken

    count = points(sqlite(SKETCH, tmp_path / "count.db"))["statement"]
    for number in range(1, count + 1, 3):
        store = sqlite(SKETCH, tmp_path / f"{number}.db")
        with fault("statement", number, break_off), pytest.raises(Broken):
            run(store)
        check_resumed(store)


def test_full_disk_on_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    store = sqlite(SKETCH, path)
    store.close()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            run(opened_only(f"sqlite:///{path}"))
        except ConnectorError as error:
            (tmp_path / "said").touch()
            assert error.code == "ZE44"

    in_child(work)
    assert (tmp_path / "said").exists()
    assert len(left(opened(f"sqlite:///{path}", SKETCH), "contacts")) == 15
    check_resumed(opened(f"sqlite:///{path}", SKETCH))


def opened_only(url: str) -> Connector:
    """The store without setting it up again."""
    tables = tuple(table.name for table in SKETCH.tables)
    return open_connector("sql", Opening(TargetId("shop"), {"url": url}, tables, Memory(), zone="UTC"))


def test_kill_around_every_commit_on_postgresql(postgres_server: Server, database: Callable[[], str]) -> None:
    url = postgres_server.url(database())
    store = postgresql(SKETCH, url)
    total = points(store)
    store.close()
    for point, numbers in {
        "before_commit": range(1, total["before_commit"] + 1),
        "after_commit": range(1, total["after_commit"] + 1),
        "statement": range(4, total["statement"], 25),
    }.items():
        for number in numbers:
            url = postgres_server.url(database())
            postgresql(SKETCH, url).close()
            assert killed_at(point, number, url) == signal.SIGKILL, (point, number)
            check_resumed(opened_only(url))


@pytest.mark.parametrize("point", ["before_commit", "after_commit", "statement"])
def test_connection_cut_on_postgresql(point: str, postgres_server: Server, database: Callable[[], str]) -> None:
    """The same call goes on by itself: it asks the journal whether the batch is there."""
    url = postgres_server.url(database())
    store = postgresql(SKETCH, url)

    def cut(connection: psycopg.Connection[Any]) -> None:
        pid = connection.info.backend_pid
        with psycopg.connect(postgres_server.url()) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        if point == "after_commit":
            connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    with fault(point, 2 if point != "statement" else 30, cut) as passed:
        receipt = run(store)
    assert passed[0] >= 2 and receipt.refusal is None and dict(receipt.counts) == GONE
    check_resumed(store)


def test_kill_around_every_commit_on_mariadb(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    store = mariadb(SKETCH, mariadb_server.url(maria_database()))
    total = points(store)
    store.close()
    for point, numbers in {
        "before_commit": range(1, total["before_commit"] + 1),
        "after_commit": range(1, total["after_commit"] + 1),
        "statement": range(4, total["statement"], 90),
    }.items():
        for number in numbers:
            url = mariadb_server.url(maria_database())
            mariadb(SKETCH, url).close()
            assert killed_at(point, number, url) == signal.SIGKILL, (point, number)
            check_resumed(opened_only(url))


@pytest.mark.parametrize("point", ["before_commit", "after_commit", "statement"])
def test_connection_cut_on_mariadb(point: str, mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """The same call goes on by itself: it asks the journal whether the batch is there."""
    store = mariadb(SKETCH, mariadb_server.url(maria_database()))

    def cut(connection: Any) -> None:
        mariadb_server.run(f"KILL {connection.thread_id()}")
        if point == "after_commit":
            connection.close()
            raise pymysql.err.OperationalError(2013, "Lost connection to server during query")

    with fault(point, 2 if point != "statement" else 40, cut) as passed:
        receipt = run(store)
    assert passed[0] >= 2 and receipt.refusal is None and dict(receipt.counts) == GONE
    check_resumed(store)
