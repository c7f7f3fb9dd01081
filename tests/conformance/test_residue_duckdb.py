"""Residue in a file of DuckDB: canaries are deleted, the file is written anew, and everything else is still there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from support.stores import duckdb_file
from zusage.adapters.connectors.sql import reclaim_duckdb as subject
from zusage.model.errors import ConnectorError
from zusage.plan.act import Reclaim
from zusage.plan.connector import Connector, Limits
from zusage.plan.look import Level
from zusage.plan.receipt import Receipt, RefusalKind
from zusage.plan.structure import Column
from zusage.testing.sketches import NOW, Sketch, ago, delete, done, older, order, refused, table

GONE, STAYS = b"canary-gone-", b"canary-stays-"
EVENTS = table("events", *table().columns, Column("body", "text"))
IN_WINDOW = Limits(max_rows=None, max_share=None, lock_timeout_ms=200, statement_timeout_ms=120_000)
MORE = (
    "CREATE SCHEMA other",
    "CREATE TYPE mood AS ENUM ('glad', 'sad')",
    "CREATE SEQUENCE numbers START 5",
    "CREATE TABLE parents (id BIGINT PRIMARY KEY, mood mood, twice BIGINT GENERATED ALWAYS AS (id * 2), CHECK (id >= 0))",
    "CREATE TABLE children (id BIGINT DEFAULT nextval('numbers'), parent BIGINT REFERENCES parents (id), UNIQUE (id))",
    'CREATE TABLE other."sel ect" (id BIGINT, tags VARCHAR[], more STRUCT(a INTEGER, b VARCHAR))',
    "INSERT INTO parents (id, mood) SELECT n, 'glad' FROM range(50) t(n)",
    "INSERT INTO children (parent) SELECT n FROM range(50) t(n)",
    "INSERT INTO other.\"sel ect\" VALUES (1, ['x', NULL], {'a': 1, 'b': 'y'}), (1, NULL, NULL), (1, NULL, NULL)",
    "CREATE INDEX by_parent ON children (parent)",
    "CREATE VIEW seen AS SELECT * FROM children",
    "CREATE MACRO more(x) AS x + 1",
    "COMMENT ON TABLE parents IS 'those above'",
)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[tuple[Connector, Path]]:
    path = tmp_path / "t.duckdb"
    rows = [
        {"id": n, "at": ago(40 if n % 2 else 1), "body": f"{(GONE if n % 2 else STAYS).decode()}{n}-" * 8}
        for n in range(600)
    ]
    store = duckdb_file(Sketch((EVENTS,), {"events": rows}), path)
    store.close()
    with duckdb.connect(str(path)) as owner:
        for statement in MORE:
            owner.execute(statement)
    yield store, path
    store.close()


def reclaim(store: Connector, run: str = "run-2", until: str = "rewritten") -> Receipt:
    return store.apply(Reclaim("reclaim:x", "chat/events/delete", ("events",), until), order(run, IN_WINDOW))


def told(store: Connector) -> dict[str, str]:
    return dict(store.look(Level("l", "events"), {}, NOW).facts)


def found(path: Path, word: bytes = GONE) -> int:
    return sum(file.read_bytes().count(word) for file in path.parent.iterdir() if file.is_file())


def test_bytes_go_and_everything_else_stays(filled: tuple[Connector, Path]) -> None:
    store, path = filled
    path.chmod(0o640)
    shape = store.fingerprint()
    assert done(store.apply(delete(older(30)), order())) == {"events": 300}
    assert told(store) == {"level": "logical", "copies": "", "keeps": "not_rewritten"}
    store.close()
    assert found(path), "a checkpoint leaves the bytes in the blocks"
    before = path.stat()
    receipt = reclaim(store)
    assert (done(receipt), receipt.level) == ({}, "horizon") and told(store)["keeps"] == ""
    assert not found(path) and found(path, STAYS)
    store.close()
    assert not found(path) and [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode == before.st_mode and path.stat().st_ino != before.st_ino
    assert store.fingerprint() == shape and sum(batch.counts["events"] for _, batch in store.journal()) == 300
    store.close()
    with duckdb.connect(str(path)) as owner:
        assert owner.execute("SELECT count(*) FROM events").fetchone() == (300,)
        assert owner.execute("SELECT count(*), max(id) FROM seen").fetchone() == (50, 54)
        assert owner.execute("SELECT nextval('numbers'), more(1)").fetchone() == (55, 2)
        assert owner.execute('SELECT more.b, tags FROM other."sel ect" WHERE tags IS NOT NULL').fetchone() == (
            "y",
            ["x", None],
        )
        with pytest.raises(duckdb.ConstraintException):
            owner.execute("INSERT INTO children (parent) VALUES (1000)")
        owner.execute("INSERT INTO events (id, \"at\", body) VALUES (1001, '2020-01-01', 'canary-gone-again')")
    assert done(store.apply(delete(older(30), "act-2"), order("run-3"))) == {"events": 1}
    assert told(store)["level"] == "logical", "until the next deletion of ours"
    assert reclaim(store, "run-4", "horizon").level == "horizon"
    store.close()
    assert not found(path)


def test_what_differs_is_not_put_in_its_place(filled: tuple[Connector, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy with one row less or one view less: the old file stays as it was."""
    store, path = filled
    done(store.apply(delete(older(30)), order()))
    compare = subject._compare
    for number, statement in enumerate(
        ("DELETE FROM fresh.events WHERE id = 2", "UPDATE fresh.events SET body = 'x' WHERE id = 2", "DROP VIEW fresh.seen")
    ):

        def spoiled(connection: duckdb.DuckDBPyConnection, statement: str = statement) -> None:
            connection.execute(statement)
            compare(connection)

        monkeypatch.setattr(subject, "_compare", spoiled)
        inode = path.stat().st_ino
        receipt = reclaim(store, f"run-{number}b")
        refused(receipt, RefusalKind.UNABLE)
        assert (
            receipt.level == "logical" and receipt.refusal is not None and "nothing was replaced" in receipt.refusal.detail
        )
        assert path.stat().st_ino == inode and [file.name for file in path.parent.iterdir() if "new" in file.name] == []
    monkeypatch.undo()
    assert reclaim(store, "run-9").level == "horizon"


def test_a_second_name_and_a_left_over_file(filled: tuple[Connector, Path]) -> None:
    store, path = filled
    done(store.apply(delete(older(30)), order()))
    other = path.with_name("again.duckdb")
    os.link(path, other)
    refused(reclaim(store), RefusalKind.UNABLE)
    other.unlink()
    left = path.with_name(f".{path.name}.zusage-new")
    left.write_bytes(b"half a copy: canary-gone-")
    assert reclaim(store, "run-3").level == "horizon" and not left.exists()
    store.close()
    assert not found(path)


@contextmanager
def somebody(path: Path) -> Iterator[None]:
    """Another process that has the file open."""
    code = (
        f"import duckdb, sys; c = duckdb.connect({str(path)!r}, read_only=True); print('open', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"open\n"
        yield
    finally:
        process.communicate()


def test_who_has_the_file_open_keeps_it(filled: tuple[Connector, Path]) -> None:
    store, path = filled
    done(store.apply(delete(older(30)), order()))
    store.close()
    with somebody(path), pytest.raises(ConnectorError) as caught:
        reclaim(store)
    assert caught.value.transient
    assert reclaim(store, "run-3").level == "horizon"


VICTIM = """
import os, signal, sys
from zusage.adapters.connectors.sql import reclaim_duckdb as subject
from zusage.adapters.connectors import open_connector
from zusage.plan.act import Reclaim
from zusage.plan.connector import Limits, Opening
from zusage.plan.target import TargetId
from zusage.testing.sketches import order
sys.path.insert(0, {tests!r})
from support.stores import Memory
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
subject.{where} = die
opening = Opening(TargetId("shop"), {{"url": "duckdb:///{path}"}}, ("events",), Memory(), zone="UTC", write=True)
store = open_connector("sql", opening)
store.apply(Reclaim("reclaim:x", "p", ("events",), "rewritten"), order("run-2", Limits()))
"""


@pytest.mark.parametrize("where", ["_compare", "_swap"])
def test_a_kill_leaves_the_old_file(filled: tuple[Connector, Path], where: str) -> None:
    store, path = filled
    done(store.apply(delete(older(30)), order()))
    store.close()
    tests = str(Path(__file__).parent.parent)
    victim = subprocess.run([sys.executable, "-c", VICTIM.format(tests=tests, where=where, path=path)], check=False)
    assert victim.returncode == -9
    assert told(store)["level"] == "logical" and store.structure().tables
    assert reclaim(store, "run-3").level == "horizon"
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name] and not found(path)
