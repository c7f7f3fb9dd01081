"""What only SQLite has: moments as text and numbers of any form, a file that is dropped, guards without roles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from support.stores import Memory, sqlite
from zusage.adapters.connectors import descriptors, open_connector
from zusage.adapters.connectors.sql.grants import grants
from zusage.model.errors import ConnectorError
from zusage.plan.act import Drop, Lock
from zusage.plan.condition import ALWAYS
from zusage.plan.connector import Connector, HeldScope, Opening
from zusage.plan.look import Count, Level, Moment, Moments, Roles, Trial
from zusage.plan.receipt import Batch, RefusalKind
from zusage.plan.structure import Column
from zusage.plan.target import TargetId
from zusage.testing.sketches import (
    NOW,
    Sketch,
    ago,
    delete,
    done,
    events,
    left,
    older,
    order,
    refused,
    small_family,
    table,
)

CUT = ago(30)


def filled(path: Path, script: str, **more: str) -> Connector:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return open_connector("sql", Opening(TargetId("s"), {"url": f"sqlite:///{path}"}, ("t",), Memory(), **more))


DUE = [
    "2026-10-23 12:00:00",
    "2026-10-23 12:00:00.000000",
    "2026-10-23 11:59:59.9",
    "2026-10-23T12:00:00Z",
    "2026-10-23T14:00:00+02:00",
    "2026-10-23 14:00:00.000+0200",
    "2026-10-23T11:59",
    "2026-10-23",
    "1999-12-31",
]
NOT_DUE = [
    "2026-10-23 12:00:00.000001",
    "2026-10-23T12:00:01Z",
    "2026-10-23T12:00:00-01:00",
    "2026-10-23 12:30:00+00:00",
    "2026-10-24",
    "2027-01-01 00:00:00",
    "1970-01-01 00:00:00",
    "1970-01-01",
    "1970-01-01T00:00:00Z",
    "1900-01-01 00:00:00",
    "0001-01-01 00:00:00",
    "0000-00-00 00:00:00",
    "0000-00-00",
    "2026-02-31x",
    "",
    " ",
    "yesterday",
    "20201023",
    "23.10.2020",
    "NULL",
    "-1",
]


@pytest.mark.parametrize("kind", ["DATETIME", "TEXT", "TIMESTAMP", "VARCHAR(40)"])
def test_moments_as_text(kind: str, tmp_path: Path) -> None:
    store = filled(tmp_path / "t.db", f"CREATE TABLE t (id INTEGER PRIMARY KEY, at {kind})", zone="UTC")
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        connection.executemany("INSERT INTO t (at) VALUES (?)", [(text,) for text in (*DUE, *NOT_DUE, None, b"2020-01-01")])
        connection.commit()
    found = [value for (value,) in store.rows("t", ("at",), older(30), {})]
    assert found == DUE
    store.close()


def test_moments_as_numbers(tmp_path: Path) -> None:
    seconds = int(CUT.timestamp())
    script = "CREATE TABLE t (id INTEGER PRIMARY KEY, at BIGINT);" + "".join(
        f"INSERT INTO t (at) VALUES ({value});"
        for value in (
            seconds,
            seconds + 1,
            seconds * 1000,
            seconds * 1000 + 1,
            0,
            -1,
            20200101,
            202001011200,
            20200101120000,
        )
    )
    store = filled(tmp_path / "t.db", script)
    assert [value for (value,) in store.rows("t", ("id",), older(30), {})] == [1, 3]
    store.close()


def test_wall_clock_times_count_at_their_latest_meaning(tmp_path: Path) -> None:
    """Without a declared zone a time is due only when it is due in UTC and in Berlin; in the double hour the later one."""
    create = "CREATE TABLE t (id INTEGER PRIMARY KEY, at DATETIME);"
    script = f"{create} INSERT INTO t (at) VALUES ('2026-10-23 13:30:00'), ('2026-10-23 11:00:00');"
    undeclared = filled(tmp_path / "a.db", script)
    assert [value for (value,) in undeclared.rows("t", ("id",), older(30), {})] == [2]
    undeclared.close()
    berlin = filled(tmp_path / "b.db", script, zone="Europe/Berlin")
    assert [value for (value,) in berlin.rows("t", ("id",), older(30), {})] == [1, 2]
    berlin.close()
    script = f"{create} INSERT INTO t (at) VALUES ('2026-10-25 02:30:00'), ('2026-10-25 01:59:59');"
    double = filled(tmp_path / "c.db", script, zone="Europe/Berlin")
    first = NOW.replace(month=10, day=25, hour=0, minute=45)
    before = older((NOW - first).total_seconds() / 86400)
    assert [value for (value,) in double.rows("t", ("id",), before, {})] == [2]
    after = older((NOW - first - timedelta(hours=1)).total_seconds() / 86400)
    assert [value for (value,) in double.rows("t", ("id",), after, {})] == [1, 2]
    double.close()


def test_quality_of_a_start_column(tmp_path: Path) -> None:
    values = "(NULL), ('0001-01-01'), ('soon'), ('2026-11-01 10:00:00'), ('2026-11-02T10:00:00Z'), ('2030-01-01')"
    store = filled(
        tmp_path / "t.db", f"CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT); INSERT INTO t (at) VALUES {values};"
    )
    seen = store.look(Moments("m", "t", "at"), {}, NOW).numbers
    assert seen == {"examined": 6, "null": 1, "sentinel": 1, "future": 1, "zoneless": 1, "unreadable": 1}
    store.close()


def test_the_probe_never_creates_or_writes(tmp_path: Path) -> None:
    with pytest.raises(ConnectorError) as absent:
        open_connector("sql", Opening(TargetId("s"), {"url": f"sqlite:///{tmp_path / 'none.db'}"}, (), Memory())).identity()
    assert absent.value.code == "ZE32" and not (tmp_path / "none.db").exists()
    assert "sql" in descriptors() and not descriptors()["sql"].options[0].many


def test_setting_up_changes_no_fingerprint(tmp_path: Path) -> None:
    store = sqlite(small_family(), tmp_path / "t.db")
    with closing(sqlite3.connect(tmp_path / "u.db")) as connection:
        with closing(sqlite3.connect(tmp_path / "t.db")) as source:
            for (statement,) in source.execute(
                "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'zusage%' AND name NOT LIKE 'sqlite%'"
            ):
                connection.execute(statement)
        connection.commit()
    bare = open_connector("sql", Opening(TargetId("s"), {"url": f"sqlite:///{tmp_path / 'u.db'}"}, (), Memory()))
    assert bare.fingerprint() == store.fingerprint() and bare.structure() == store.structure()
    assert {key.target for key in store.structure().tables["messages"].foreign_keys} == {"conversations"}
    with closing(sqlite3.connect(tmp_path / "u.db")) as connection:
        connection.execute(
            "CREATE TRIGGER keep AFTER DELETE ON messages BEGIN INSERT INTO contacts (id) VALUES (OLD.id); END"
        )
        connection.commit()
    assert bare.fingerprint() != store.fingerprint() and bare.structure().copies == ("trigger keep of messages",)
    assert bare.look(Level("l", "messages"), {}, NOW).facts["level"] == ""
    bare.close()
    store.close()


def test_a_lock_stops_ordinary_writers_and_says_that_it_is_not_enforced(tmp_path: Path) -> None:
    store = sqlite(small_family("CASCADE"), tmp_path / "t.db")
    look = Trial("t", "messages", "chat/lock")
    assert store.look(look, {}, NOW).numbers == {"tried": 4, "stopped": 0, "named": 0, "bypass": 1}
    done(store.apply(Lock("l", "chat/lock", ("messages",)), order()))
    assert store.look(look, {}, NOW).numbers == {"tried": 4, "stopped": 4, "named": 4, "bypass": 1}
    with closing(sqlite3.connect(tmp_path / "t.db")) as app:
        app.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "DELETE FROM messages",
            "INSERT INTO messages (id) VALUES (1)",
            "DELETE FROM contacts WHERE id = 1",
        ):
            with pytest.raises(sqlite3.OperationalError, match="chat/lock"):
                app.execute(statement)
    with closing(sqlite3.connect(tmp_path / "t.db")) as app:
        app.executescript("DROP TRIGGER zusage_insert_messages; DROP TRIGGER zusage_delete_messages;")
    assert store.look(look, {}, NOW).numbers["stopped"] == 1
    refused(store.apply(Lock("l2", "x/lock", ("messages",)), order()), RefusalKind.NOT_SETUP)
    assert not store.look(Roles("r"), {}, NOW).visible
    store.close()


def test_deleted_rows_are_overwritten(tmp_path: Path) -> None:
    """After the act the bytes are in no file of the database, write-ahead log included."""
    canary = "canary-4711-" * 20
    shape = table("events", *table().columns, Column("body", "text"))
    rows = [{"id": n, "at": ago(40 if n < 500 else 1), "body": f"{canary}{n}" if n < 500 else "kept"} for n in range(1000)]
    path = tmp_path / "t.db"
    store = sqlite(Sketch((shape,), {"events": rows}), path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert canary.encode() in path.read_bytes()
    receipt = store.apply(delete(older(30), moment=Moment("at")), order())
    assert done(receipt) == {"events": 500}
    seen = store.look(Level("l", "events"), {}, NOW)
    assert receipt.level == seen.facts["level"] == ("reclaimed" if seen.numbers.get("slack_pages") else "horizon")
    assert all(canary.encode() not in file.read_bytes() for file in tmp_path.iterdir())
    store.close()


def test_the_end_of_an_instance_and_its_crashes(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    store = sqlite(events(ago(1)), path)
    memory: Memory = store._store.opening.notebook
    store.set_holds((HeldScope("h", "events", "1"),))
    refused(store.apply(Drop("d", "chat/drop"), order()), RefusalKind.HOLD)
    store.set_holds(())
    batch = Batch(store.target, "run-0", "d", "chat/drop", 1, {"database": 1}, NOW)
    memory.intend(batch, "database")
    assert done(store.apply(Drop("d", "chat/drop"), order())) == {"database": 1}
    assert not list(tmp_path.iterdir()) and not memory.open and [b.run for b in memory.finished] == ["run-1"]
    left_over = tmp_path / "t.db-wal"
    left_over.write_bytes(b"rest")
    memory.intend(batch, "database")
    assert [entry.run for _, entry in store.journal()] == ["run-1", "run-0"]
    assert not left_over.exists()
    store.close()


def test_errors_name_no_value(tmp_path: Path) -> None:
    """A constraint of the application that breaks: the refusal names what, never the row."""
    script = (
        "CREATE TABLE t (id INTEGER PRIMARY KEY, at DATETIME, mail TEXT); CREATE TABLE u (mail TEXT UNIQUE);"
        "INSERT INTO u VALUES ('ada@x.example'); INSERT INTO t VALUES (1, '2020-01-01 00:00:00', 'ada@x.example');"
        "CREATE TRIGGER again AFTER DELETE ON t BEGIN INSERT INTO u VALUES (OLD.mail); END;"
    )
    store = filled(tmp_path / "t.db", script)
    store.set_up()
    receipt = store.apply(delete(older(30), name="t"), order())
    assert receipt.refusal is not None and "ada" not in repr(receipt)
    assert left(store, "t") == [1]
    store.close()


def test_grants_of_sqlite_say_what_the_file_needs(tmp_path: Path) -> None:
    store = sqlite(events(), tmp_path / "t.db")
    printed = grants("sqlite", store.structure(), ("events",))
    assert len(printed["setup"]) == 11 and printed["probe"][0].startswith("--")
    store.close()


def test_oldest_and_newest_over_all_forms(tmp_path: Path) -> None:
    """Text that sorts like time is compared by SQLite, the rest is read; both ends come from either."""
    values = ", ".join(f"('{text}')" for text in (*DUE, *NOT_DUE[4:6]))
    script = f"CREATE TABLE t (id INTEGER PRIMARY KEY, at DATETIME); INSERT INTO t (at) VALUES {values};"
    store = filled(tmp_path / "t.db", script, zone="UTC")
    seen = store.look(Count("c", "t", ALWAYS, Moment("at"), True), {}, NOW)
    assert seen.numbers == {"count": 11, "total": 11}
    assert seen.moments["oldest"].isoformat() == "1999-12-30T23:00:00+00:00"
    assert seen.moments["newest"].isoformat() == "2027-01-01T00:00:00+00:00"
    due = store.look(Count("c", "t", older(30), Moment("at")), {}, NOW)
    assert due.numbers["count"] == len(DUE) and due.moments["newest"] == CUT
    store.close()
