"""Brakes, missing indexes and windows on real stores: what is under pressure is left alone, what takes for ever refused."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import opened, postgresql, sqlite
from zusage.adapters.connectors.sql import costs
from zusage.plan.act import Child
from zusage.plan.condition import Edge, Equals, both
from zusage.plan.connector import Brakes, Limits
from zusage.plan.look import Moment
from zusage.plan.receipt import Batch, RefusalKind
from zusage.plan.structure import Column, ForeignKey
from zusage.testing.sketches import Sketch, ago, delete, events, left, older, order, refused, table

__all__ = ["database", "postgres_server"]
SKETCH = events(*(ago(40 + n) for n in range(60)))
FEW = Limits(None, None, batch=10, batch_ms=0)


@pytest.fixture
def url(postgres_server: Server, database: Callable[[], str]) -> str:
    return postgres_server.url(database())


def test_a_run_waits_for_sessions_at_work_and_goes_on(url: str) -> None:
    store = postgresql(SKETCH, url)
    busy = psycopg.connect(url, autocommit=True)
    thread = threading.Thread(target=lambda: busy.execute("SELECT pg_sleep(1.2)"))
    thread.start()
    time.sleep(0.3)
    receipt = store.apply(delete(older(30)), order(limits=FEW, brakes=Brakes(max_load=0, patience_s=30)))
    thread.join()
    assert receipt.refusal is None and receipt.counts == {"events": 60} and receipt.figures["waited_ms"] > 300
    busy.close()
    store.close()


def test_patience_ends_with_the_reason_in_words(url: str) -> None:
    store = postgresql(SKETCH, url)
    with psycopg.connect(url, autocommit=True) as slot:
        slot.execute("SELECT pg_create_physical_replication_slot('stalled', true)")
        try:
            slot.execute("CREATE TABLE noise AS SELECT repeat('x', 500) FROM generate_series(1, 9000)")
            found = store.apply(delete(older(30)), order(limits=FEW, brakes=Brakes(max_slot_mb=1, patience_s=0.3)))
        finally:
            slot.execute("SELECT pg_drop_replication_slot('stalled')")
    refused(found, RefusalKind.PRESSURE)
    assert found.refusal is not None and "replication slot holds back" in found.refusal.detail
    assert len(left(store)) == 60 and found.figures["waited_ms"] >= 300
    again = store.apply(delete(older(30)), order("r2", brakes=Brakes(max_slot_mb=1, max_lag_s=5)))
    assert again.counts == {"events": 60}
    store.close()


def test_what_cannot_be_seen_counts_as_pressure(postgres_server: Server, url: str) -> None:
    store = postgresql(SKETCH, url)
    store.close()
    name = f"blind_{os.getpid()}"
    grants = ("USAGE ON SCHEMA zusage", "ALL ON ALL TABLES IN SCHEMA zusage", "ALL ON events")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {name} LOGIN".encode())
        for right in grants:
            owner.execute(f"GRANT {right} TO {name}".encode())
    blind = opened(url, SKETCH, options={"apply": url.replace("postgres@", f"{name}@"), "setup": url})
    found = blind.apply(delete(older(30)), order(brakes=Brakes(max_lag_s=1, patience_s=0)))
    refused(found, RefusalKind.PRESSURE)
    assert found.refusal is not None and "pg_monitor" in found.refusal.detail
    assert blind.apply(delete(older(30)), order("r2")).counts == {"events": 60}
    blind.close()
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"DROP OWNED BY {name}".encode())
        owner.execute(f"DROP ROLE {name}".encode())


def test_a_disk_without_room_and_an_end_of_the_window(tmp_path: Path) -> None:
    """The batch that runs when the window closes is finished; the next one does not begin."""
    store = sqlite(SKETCH, tmp_path / "a.db")
    found = store.apply(delete(older(30)), order(brakes=Brakes(min_free_mb=10**9, patience_s=0)))
    refused(found, RefusalKind.PRESSURE)
    done: list[Batch] = []
    ends = order("r2", FEW, progress=done.append, ended=lambda: "the run time is over" if len(done) == 2 else "")
    found = store.apply(delete(older(30)), ends)
    refused(found, RefusalKind.WINDOW)
    assert found.counts == {"events": 20} and len(left(store)) == 40
    store.close()


def test_a_child_without_index_is_refused_when_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "LARGE", 50)
    link = Column("parent", "integer")
    sketch = Sketch(
        (
            table("contacts"),
            table("notes", *table().columns, link, foreign_keys=(ForeignKey(("parent",), "contacts", ("id",)),)),
        ),
        {
            "contacts": [{"id": n, "at": ago(90)} for n in range(5)],
            "notes": [{"id": n, "at": ago(9), "parent": n % 5} for n in range(60)],
        },
    )
    store = sqlite(sketch, tmp_path / "b.db")
    act = delete(older(30), name="contacts", children=(Child("notes", Edge("notes", (("id", "parent"),))),))
    assert costs.unindexed(store.structure(), act) == (("notes", ("parent",)),)
    found = store.apply(act, order())
    refused(found, RefusalKind.UNABLE)
    assert found.refusal is not None and found.refusal.detail == "missing index: notes(parent)"
    assert len(left(store, "contacts")) == 5
    with sqlite3.connect(tmp_path / "b.db") as connection:
        connection.execute("CREATE INDEX notes_parent ON notes (parent)")
    assert store.apply(act, order("r2")).counts == {"contacts": 5, "notes": 60}
    store.close()


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("product", ["sqlite", "postgresql"])
def test_rare_rows_and_equal_starts_take_one_pass(
    product: str, indexed: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """3 000 rows, 7 of them due, 1 500 of the same moment; the first batch takes one row, as it was told."""
    word = Column("state", "text")
    rows = [
        {"id": n, "at": ago(40) if n % 2 else ago(50 + n / 100), "state": "x" if n % 450 else "old"} for n in range(3000)
    ]
    sketch = Sketch((table("events", *table().columns, word),), {"events": rows})
    path = tmp_path / "c.db"
    store = sqlite(sketch, path) if product == "sqlite" else postgresql(sketch, url := request.getfixturevalue("url"))
    if indexed and product == "sqlite":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE INDEX by_at ON events (at)")
    elif indexed:
        with psycopg.connect(url) as server:
            server.execute("CREATE INDEX by_at ON events (at)")
    done: list[Batch] = []
    act = delete(both(older(30), Equals("state", "old")), moment=Moment("at"))
    receipt = store.apply(act, order(limits=replace(FEW, batch=1, batch_ms=100), progress=done.append))
    assert receipt.refusal is None and receipt.counts == {"events": 7} and done[0].counts == {"events": 1}
    assert all(row % 450 for row in left(store)) and len(left(store)) == 2993
    store.close()
