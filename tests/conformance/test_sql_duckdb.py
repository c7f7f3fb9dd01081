"""The conformance suite on DuckDB, and what only DuckDB has: one process, no cascades, children before parents."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from support.stores import Memory, duckdb_file
from zusage.adapters.connectors import descriptors, open_connector
from zusage.adapters.connectors.sql.duckdb_dialect import SETTINGS
from zusage.model.errors import ConnectorError, TransientConnectorError
from zusage.plan.act import Child, Delete, Drop, Lock
from zusage.plan.condition import ALWAYS, Before, CutOff, Edge
from zusage.plan.connector import Connector, Opening
from zusage.plan.look import Count
from zusage.plan.receipt import RefusalKind
from zusage.plan.structure import Column, ForeignKey, Table
from zusage.plan.target import TargetId
from zusage.testing.conformance import CASES, OpenStore
from zusage.testing.conformance_deep import CASES as DEEP
from zusage.testing.conformance_replacing import CASES as REPLACING
from zusage.testing.sketches import NOW, Sketch, ago, delete, left, order, refused, small_family


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[OpenStore]:
    numbers, opened = itertools.count(), []

    def remember(sketch):
        opened.append(duckdb_file(sketch, tmp_path / f"{next(numbers)}.duckdb"))
        return opened[-1]

    yield remember
    for store in opened:
        store.close()


OTHERWISE = {
    "nothing_goes_along_undeclared": "there are no cascades: see the test of what refers to a row",
    "a_lock_is_taken_and_taken_back": "there are no triggers: see the test of what it cannot do",
    "what_the_shape_forbids_is_refused_before_a_row": "the length of a text is written down but not kept",
}
"""Cases that ask for what DuckDB does not have, and why; each has a test of its own below."""


@pytest.mark.parametrize("name", [name for name in CASES if name not in OTHERWISE])
def test_conformance_on_duckdb(name: str, open_store: OpenStore) -> None:
    CASES[name](open_store)


@pytest.mark.parametrize("name", [name for name in REPLACING if name not in OTHERWISE])
def test_replacing_on_duckdb(name: str, open_store: OpenStore) -> None:
    REPLACING[name](open_store)


@pytest.mark.parametrize("name", DEEP)
def test_deep_families_on_duckdb(name: str, open_store: OpenStore) -> None:
    DEEP[name](open_store)


def test_every_exception_is_a_case_that_there_is() -> None:
    assert set(OTHERWISE) <= {*CASES, *REPLACING}


def test_what_it_cannot_do_is_known_and_refused(open_store: OpenStore) -> None:
    store = open_store(small_family())
    receipt = store.apply(Lock("lock", "chat/r/lock", ("contacts",)), order())
    refused(receipt, RefusalKind.UNABLE)
    assert "Lock" in descriptors()["sql"].lacks["duckdb"]


def test_rows_that_others_refer_to_stay(open_store: OpenStore) -> None:
    store = open_store(small_family())
    act = delete(ALWAYS, name="contacts")
    refused(store.apply(act, order()), RefusalKind.FOREIGN_KEY)
    assert left(store, "contacts") == left(open_store(small_family()), "contacts")


def test_children_and_parents_are_two_batches(open_store: OpenStore) -> None:
    """DuckDB checks a foreign key against rows deleted in the same transaction, so a kill in between leaves too much."""
    store = open_store(
        Sketch((PARENTS, CHILDREN), {"parents": [{"id": 1}, {"id": 2}], "children": [{"id": 7, "parent": 1}]})
    )
    act = Delete("act-1", "p/r/d", "parents", ALWAYS, children=(Child("children", Edge("children", (("id", "parent"),))),))
    receipt = store.apply(act, order())
    assert receipt.refusal is None, receipt
    assert receipt.counts == {"children": 1, "parents": 2}
    assert [dict(batch.counts) for _, batch in store.journal()] == [{"children": 1}, {"parents": 2}]


def test_another_process_has_the_file(open_store: OpenStore, tmp_path: Path) -> None:
    open_store(small_family()).close()
    (file,) = tmp_path.glob("*.duckdb")
    script = f"import duckdb, sys; c = duckdb.connect({str(file)!r}); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline()
        with pytest.raises(TransientConnectorError) as caught:
            opened(file).structure()
        assert other.stdin
        other.stdin.close()
    assert caught.value.code == "ZE32"
    assert opened(file).structure().tables


def test_who_looks_writes_nothing_and_makes_no_file(open_store: OpenStore, tmp_path: Path) -> None:
    open_store(small_family()).close()
    (file,) = tmp_path.glob("*.duckdb")
    before = file.read_bytes()
    store = opened(file)
    assert store.look(Count("c", "contacts", ALWAYS), {}, NOW).numbers["count"] > 0
    with pytest.raises(ConnectorError):
        store.set_stop(True)
    store.close()
    assert file.read_bytes() == before
    with pytest.raises(ConnectorError) as caught:
        opened(tmp_path / "none.duckdb").structure()
    assert caught.value.arguments["what"] == "missing database"
    assert not (tmp_path / "none.duckdb").exists()


def test_sentinels_and_no_moments_are_never_due(tmp_path: Path) -> None:
    file = tmp_path / "t.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            'CREATE TABLE t (id INTEGER PRIMARY KEY, at1 TIMESTAMP, "at" TIMESTAMPTZ, day DATE, words VARCHAR)'
        )
        for id, moment in enumerate(
            ("1970-01-01", "1900-01-01", "0001-01-01", None, "2999-01-01", "infinity", "2020-05-05")
        ):
            values = (
                id,
                moment,
                None if moment is None else f"{moment} 00:00:00+00" if moment != "infinity" else moment,
                moment,
                moment,
            )
            connection.execute("INSERT INTO t VALUES (?, ?::TIMESTAMP, ?::TIMESTAMPTZ, ?::DATE, ?)", values)
    store = opened(file)
    for column in ("at1", "at", "day", "words"):
        due = Before(column, CutOff(ago(30), ago(30).date()))
        assert [row for (row,) in store.rows("t", ("id",), due, {})] == [6], column
    store.close()


def test_a_statement_can_name_nothing_but_the_tables_of_the_file(tmp_path: Path) -> None:
    file, secret = tmp_path / "t.duckdb", tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    duckdb.connect(str(file)).close()
    connection = duckdb.connect(str(file), config=SETTINGS)
    for statement in (f"SELECT * FROM '{secret}'", "INSTALL httpfs", "SELECT * FROM secret"):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
    connection.close()


def test_the_end_of_a_file(open_store: OpenStore, tmp_path: Path) -> None:
    store = open_store(small_family())
    receipt = store.apply(Drop("drop", "p/r/drop"), order())
    assert receipt.counts == {"database": 1}
    assert not list(tmp_path.glob("*.duckdb*"))


def test_a_kill_at_any_commit_leaves_too_much_and_the_next_run_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "k.duckdb"
    rows = 3000
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, day DATE)")
        connection.execute(f"INSERT INTO t SELECT i, DATE '2020-01-01' FROM range({rows}) r(i)")
    store = opened(file, write=True)
    store.set_up()
    store.close()
    for kill_after in (1, 2, 3):
        done = subprocess.run(
            [sys.executable, "-c", VICTIM, str(file), str(kill_after)], check=False, capture_output=True, text=True
        )
        assert done.returncode == -9, done.stderr
        store = opened(file, write=True)
        gone = sum(batch.counts["t"] for _, batch in store.journal())
        assert gone + store.look(Count("c", "t", ALWAYS), {}, NOW).numbers["count"] == rows
        store.close()
    store = opened(file, write=True)
    assert store.apply(VICTIMS_ACT, replace(order(), run="run-k")).refusal is None
    assert sum(batch.counts["t"] for _, batch in store.journal()) == rows
    store.close()


PARENTS = Table("parents", (Column("id", "integer", False),), ("id",))
CHILDREN = Table(
    "children",
    (Column("id", "integer", False), Column("parent", "integer")),
    ("id",),
    (ForeignKey(("parent",), "parents", ("id",)),),
)
VICTIMS_ACT = Delete("act-k", "p/r/k", "t", Before("day", CutOff(ago(30), ago(30).date())))
VICTIM = """
import os, signal, sys
sys.path[:0] = ["tests", "tests/conformance"]
from dataclasses import replace
from pathlib import Path
from test_sql_duckdb import VICTIMS_ACT, opened
from zusage.testing.sketches import order
from zusage.plan.connector import Limits
seen = 0
def moved(batch):
    global seen
    seen += 1
    if seen == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
store = opened(Path(sys.argv[1]), write=True)
limits = Limits(max_rows=None, max_share=None, batch=100, batch_ms=1)
store.apply(VICTIMS_ACT, replace(order(), run="run-k", progress=moved, limits=limits))
"""


def opened(file: Path, **more) -> Connector:
    return open_connector("sql", Opening(TargetId("s"), {"url": f"duckdb:///{file}"}, ("t",), Memory(), zone="UTC", **more))
