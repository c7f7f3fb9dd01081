"""Rows that were set aside come back as they were: every kind of column, children and parents, after any crash."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.postgres import Server, database, postgres_server
from support.stores import Memory, opened, postgresql, sqlite
from zusage.adapters.connectors import open_connector
from zusage.adapters.store.quarantine import StoredQuarantine
from zusage.plan.act import Delete, Restore, Undo
from zusage.plan.condition import ALWAYS, Equals
from zusage.plan.connector import Connector, Limits, Opening
from zusage.plan.look import Moment
from zusage.plan.receipt import RefusalKind
from zusage.plan.target import TargetId
from zusage.testing.faults import fault
from zusage.testing.sketches import CHILDREN, NOW, ago, delete, done, family, left, older, order, refused, small_family

__all__ = ["database", "postgres_server"]
LIMITS = Limits(None, None, batch=4, batch_ms=0)
UNDO = Undo(NOW + timedelta(days=3), NOW + timedelta(days=4))
ACT: Delete = delete(older(30), name="contacts", children=CHILDREN, moment=Moment("at"), undo=UNDO)
SKETCH = family(
    contacts=[{"id": n, "at": ago(40 if n % 3 else 1)} for n in range(15)],
    conversations=[{"id": n, "at": ago(9), "parent": n // 2} for n in range(30)],
    messages=[{"id": n, "at": ago(9), "parent": n // 2} for n in range(60)],
)
GONE = {"contacts": 10, "conversations": 20, "messages": 40}
KEY = bytes(range(32))


def place(folder: Path, run: str = "run-1", key: bytes = KEY) -> StoredQuarantine:
    return StoredQuarantine(folder, run, TargetId("shop"), key)


def gone(store: Connector, folder: Path, act: Delete = ACT) -> dict[str, int]:
    return dict(done(store.apply(act, order(limits=LIMITS, quarantine=place(folder)))))


def back(store: Connector, folder: Path, act: Delete = ACT, key: bytes = KEY) -> Any:
    numbers = tuple(batch.number for _, batch in store.journal() if batch.act == act.id)
    restore = Restore(f"{act.id}:restore", act.promise, act.table, "run-1", act.id, numbers, act.children)
    return store.apply(restore, order("run-1.undo", limits=LIMITS, quarantine=place(folder, key=key)))


def test_children_and_parents_come_back_in_order_and_once(each: Any, tmp_path: Path) -> None:
    store = each(SKETCH)
    assert gone(store, tmp_path) == GONE and left(store, "contacts") == [0, 3, 6, 9, 12]
    assert dict(done(back(store, tmp_path))) == GONE
    assert left(store, "contacts") == list(range(15)) and left(store, "messages") == list(range(60))
    assert dict(done(back(store, tmp_path))) == GONE
    assert left(store, "messages") == list(range(60))
    names = [batch.act for _, batch in store.journal()]
    assert len(names) == 2 * names.count(ACT.id)


def test_what_hangs_on_a_key_that_was_given_again_stays_away(each: Any, tmp_path: Path) -> None:
    store = each(small_family())
    assert gone(store, tmp_path) == {"contacts": 2, "conversations": 1, "messages": 2}
    each.run("INSERT INTO contacts (id, at) VALUES (1, '2026-11-22 00:00:00+00')")
    assert dict(done(back(store, tmp_path))) == {"contacts": 1}
    assert left(store, "contacts") == [1, 2, 3] and left(store, "messages") == []


def test_rows_that_are_late_get_no_copy(each: Any, tmp_path: Path) -> None:
    store = each(small_family())
    late = Undo(UNDO.until, UNDO.latest, Equals("id", "1"))
    act = delete(older(30), name="contacts", children=CHILDREN, moment=Moment("at"), undo=late)
    assert gone(store, tmp_path, act) == {"contacts": 2, "conversations": 1, "messages": 2}
    assert dict(done(back(store, tmp_path, act))) == {"contacts": 1}
    assert left(store, "contacts") == [2, 3]


def test_without_key_or_place_nothing_happens(each: Any, tmp_path: Path) -> None:
    store = each(small_family())
    refused(store.apply(ACT, order(limits=LIMITS)), RefusalKind.UNABLE)
    assert left(store, "contacts") == [1, 2, 3]
    gone(store, tmp_path)
    refused(back(store, tmp_path, key=bytes(32)), RefusalKind.UNREADABLE)
    assert left(store, "contacts") == [3]


def test_all_late_leaves_no_file(each: Any, tmp_path: Path) -> None:
    store = each(small_family())
    act = delete(older(30), name="contacts", children=CHILDREN, undo=Undo(UNDO.until, UNDO.latest, ALWAYS))
    gone(store, tmp_path, act)
    assert not place(tmp_path).files()


class Each:
    """A store of one product, with the application's own way into it."""

    def __init__(self, product: str, folder: Path, url: str) -> None:
        self.product, self.folder, self.url = product, folder, url
        self.opened: list[Connector] = []

    def __call__(self, sketch: Any) -> Connector:
        shop = self.folder / "shop.db"
        self.opened.append(sqlite(sketch, shop) if self.product == "sqlite" else postgresql(sketch, self.url))
        return self.opened[-1]

    def close(self) -> None:
        for store in self.opened:
            store.close()

    def run(self, statement: str) -> None:
        if self.product == "sqlite":
            with closing(sqlite3.connect(self.folder / "shop.db")) as db:
                db.executescript(statement)
        else:
            with psycopg.connect(self.url) as db:
                db.execute(statement)


@pytest.fixture(params=["sqlite", "postgresql"])
def each(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Each]:
    url = ""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        url = server.url(request.getfixturevalue("database")())
    found = Each(request.param, tmp_path, url)
    yield found
    found.close()


LITE = """
CREATE TABLE things (id INTEGER PRIMARY KEY, any, t TEXT, i INTEGER, r REAL, b BLOB, n NUMERIC,
  twice INTEGER GENERATED ALWAYS AS (id * 2) STORED);"""
VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.binary(max_size=20),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[VALUES] * 6), min_size=1, max_size=6), st.sampled_from(["UTF-8", "UTF-16le"]))
def test_every_value_of_sqlite_comes_back(tmp_path: Path, rows: list[tuple[Any, ...]], encoding: str) -> None:
    file = tmp_path / "things.db"
    for path in tmp_path.glob("things.db*"):
        path.unlink()
    shutil.rmtree(tmp_path / "quarantine", ignore_errors=True)
    shown = (
        "SELECT id, twice, "
        + ", ".join(
            f"typeof({c}), hex(CAST({c} AS BLOB)), CASE typeof({c}) WHEN 'text' THEN 1 ELSE {c} END"
            for c in ("any", "t", "i", "r", "b", "n")
        )
        + " FROM things"
    )
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA encoding = '{encoding}'")
        db.executescript(LITE)
        db.executemany('INSERT INTO things ("any", t, i, r, b, n) VALUES (?, ?, ?, ?, ?, ?)', rows)
        db.execute("INSERT INTO things (t) VALUES (CAST(? AS TEXT))", [b"\xffA\0\xfe" if encoding == "UTF-8" else b"A\0B\0"])
        db.commit()
        before = db.execute(shown).fetchall()
    store = opened(f"sqlite:///{file}", small_family())
    act = delete(ALWAYS, name="things", undo=UNDO)
    assert gone(store, tmp_path, act) == {"things": len(rows) + 1}
    assert dict(done(back(store, tmp_path, act))) == {"things": len(rows) + 1}
    store.close()
    with closing(sqlite3.connect(file)) as db:
        assert db.execute(shown).fetchall() == before


KINDS = {
    "bool": ("boolean", "true"),
    "small": ("smallint", "-32768"),
    "big": ("bigint", "9223372036854775807"),
    "dec": ("numeric(30,12)", "123456789012345678.000000000001"),
    "nan": ("numeric", "'NaN'"),
    "dbl": ("double precision", "0.1::float8 + 0.2::float8"),
    "real": ("real", "'-Infinity'"),
    "txt": ("text", "E'Grüße \\\\ \\n \\t 100%'"),
    "chr": ("char(10)", "'ab'"),
    "raw": ("bytea", "'\\x00ff5c27'"),
    "uid": ("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
    "tz": ("timestamptz", "'2026-03-29 02:30:00.123456+01'"),
    "ts": ("timestamp", "'1883-11-18 12:03:58.5'"),
    "inf": ("timestamptz", "'infinity'"),
    "day": ("date", "'4713-01-01 BC'"),
    "clock": ("timetz", "'23:59:59.999999+05:30'"),
    "span": ("interval", "'-1 year 2 mons -3 days 04:05:06.789'"),
    "js": ("json", '\'{"b":1,  "a":2}\''),
    "jsb": ("jsonb", '\'{"b": [1, null, "%s"]}\''),
    "arr": ("text[]", "ARRAY['a,b', NULL, '\"q\"', '']"),
    "grid": ("int[][]", "'{{1,2},{3,4}}'"),
    "ip": ("inet", "'2001:db8::1/64'"),
    "rng": ("tstzrange", "'[2026-01-01 00:00+00,)'"),
    "bits": ("varbit", "B'10101'"),
    "mood": ("mood", "'so la la'"),
    "pair": ("pair", "ROW(1, 'a \"b\"')::pair"),
    "vec": ("tsvector", "to_tsvector('simple', 'ein Wort')"),
    "xm": ("xml", "'<a>1</a>'"),
    'odd 100%"name': ("text", "NULL"),
}


def test_every_kind_of_postgresql_comes_back(database: Any, postgres_server: Server, tmp_path: Path) -> None:
    url = postgres_server.url(database())
    columns = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}" {kind}' for name, (kind, _) in KINDS.items())
    values = ", ".join(value for _, value in KINDS.values())
    with psycopg.connect(url) as db:
        for statement in (
            "CREATE TYPE mood AS ENUM ('gut', 'so la la')",
            "CREATE TYPE pair AS (a int, b text)",
            f"CREATE TABLE things (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {columns}, "
            "twice bigint GENERATED ALWAYS AS (id * 2) STORED)",
            f"INSERT INTO things ({', '.join(chr(34) + n.replace(chr(34), chr(34) * 2) + chr(34) for n in KINDS)}) "
            f"SELECT {values} FROM generate_series(1, 7)",
            "ALTER ROLE CURRENT_USER SET datestyle = 'SQL, DMY'",
            "ALTER ROLE CURRENT_USER SET bytea_output = 'escape'",
            "ALTER ROLE CURRENT_USER SET timezone = 'Asia/Kolkata'",
        ):
            db.execute(statement)
    with psycopg.connect(url) as db:
        before = db.execute("SELECT things::text FROM things ORDER BY id").fetchall()
    try:
        store = opened(url, small_family())
        act = delete(ALWAYS, name="things", undo=UNDO)
        assert gone(store, tmp_path, act) == {"things": 7}
        with psycopg.connect(url) as db:
            db.execute("ALTER ROLE CURRENT_USER SET timezone = 'America/New_York'")
        assert dict(done(back(store, tmp_path, act))) == {"things": 7}
        store.close()
        with psycopg.connect(url) as db:
            db.execute("SET timezone = 'Asia/Kolkata'")
            assert db.execute("SELECT things::text FROM things ORDER BY id").fetchall() == before
    finally:
        with psycopg.connect(url) as db:
            db.execute("ALTER ROLE CURRENT_USER RESET ALL")


def killed(work: Any) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def reopened(url: str) -> Connector:
    options = {"url": url}
    tables = tuple(table.name for table in SKETCH.tables)
    return open_connector("sql", Opening(TargetId("shop"), options, tables, Memory(), zone="UTC"))


def kill(_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("point", "step"), [("statement", 9), ("before_commit", 1), ("after_commit", 1)])
def test_a_crash_at_any_point_loses_no_row(tmp_path: Path, point: str, step: int) -> None:
    """Killed while deleting, resumed, then killed while putting back, resumed: all rows are there, each once."""
    fresh = tmp_path / "fresh.db"
    sqlite(SKETCH, fresh).close()

    def again(number: int) -> tuple[str, Path]:
        file, folder = tmp_path / f"{point}{number}.db", tmp_path / f"{point}{number}"
        shutil.copy(fresh, file)
        return f"sqlite:///{file}", folder

    number, ended = 1, 0
    while not ended:
        url, folder = again(number)

        def deleting(url: str = url, folder: Path = folder, number: int = number) -> None:
            with fault(point, number, kill):
                gone(reopened(url), folder)

        ended = int(killed(deleting) != signal.SIGKILL)
        store = reopened(url)
        assert gone(store, folder) == GONE
        store.close()

        def restoring(url: str = url, folder: Path = folder, number: int = number) -> None:
            with fault(point, number, kill):
                back(reopened(url), folder)

        killed(restoring)
        store = reopened(url)
        assert dict(done(back(store, folder))) == GONE
        assert left(store, "contacts") == list(range(15)) and left(store, "messages") == list(range(60))
        store.close()
        number += step
    assert number > 3


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_crash_around_the_fsync_loses_no_row(tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = tmp_path / "fresh.db"
    sqlite(SKETCH, fresh).close()
    for after in (False, True):
        file, folder = tmp_path / f"{after}.db", tmp_path / f"{after}"
        shutil.copy(fresh, file)

        def work(url: str = f"sqlite:///{file}", folder: Path = folder, after: bool = after) -> None:
            real = os.fsync if call == "fsync" else Path.replace

            def broken(*arguments: Any) -> Any:
                if after:
                    real(*arguments)
                kill(None)

            if call == "fsync":
                os.fsync = broken
            else:
                Path.replace = broken  # type: ignore[method-assign]
            gone(reopened(url), folder)

        assert killed(work) == signal.SIGKILL
        store = reopened(f"sqlite:///{file}")
        assert len(left(store, "contacts")) == 15
        assert gone(store, folder) == GONE and dict(done(back(store, folder))) == GONE
        store.close()


def test_a_crash_around_the_commit_loses_no_row_on_postgresql(
    database: Any, postgres_server: Server, tmp_path: Path
) -> None:
    url = postgres_server.url(database())
    postgresql(SKETCH, url).close()
    for number, point in enumerate(("statement", "before_commit", "after_commit"), 1):
        with psycopg.connect(url) as db:
            db.execute("TRUNCATE zusage.journal")
        folder = tmp_path / point

        def work(point: str = point, folder: Path = folder, number: int = number) -> None:
            with fault(point, 25 if point == "statement" else 1, kill):
                gone(reopened(url), folder)

        assert killed(work) == signal.SIGKILL
        store = reopened(url)
        assert gone(store, folder) == GONE and dict(done(back(store, folder))) == GONE
        assert left(store, "contacts") == list(range(15)) and left(store, "messages") == list(range(60))
        store.close()
