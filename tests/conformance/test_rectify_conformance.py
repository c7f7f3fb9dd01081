"""Rectify on the twin and on real databases: right values, once, for the named rows only, and never past a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.mariadb import maria_database, mariadb_server
from support.postgres import Server, database, postgres_server
from support.stores import mariadb, postgresql, sqlite, twin
from zusage.plan.act import Rectify
from zusage.plan.condition import Held, Not
from zusage.plan.connector import Connector, Gate, Gated, HeldScope, Limits, Order
from zusage.plan.receipt import RefusalKind
from zusage.plan.structure import Column
from zusage.testing.sketches import Sketch, ago, left, order, table

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]
SHAPE = table("contacts", *table().columns, Column("name", "text"))
SKETCH = Sketch((SHAPE,), {"contacts": [{"id": n, "at": ago(n + 1), "name": "old"} for n in range(5)]})
ACT = Rectify("replay:rectification:contacts:1", "owed", "contacts", ("id",), ("name",), "f")


@pytest.fixture(params=["twin", "sqlite", "postgresql", "mariadb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connector]:
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        create: Callable[[], str] = request.getfixturevalue("database")
        opened = postgresql(SKETCH, server.url(create()))
    elif request.param == "mariadb":
        url = request.getfixturevalue("mariadb_server").url(request.getfixturevalue("maria_database")())
        opened = mariadb(SKETCH, url)
    else:
        opened = twin(SKETCH) if request.param == "twin" else sqlite(SKETCH, tmp_path / "store.db")
    yield opened
    opened.close()


def ask(values: dict[str, str | None], run: str = "r1", **more: object) -> Order:
    lines = tuple(((key,), (value,)) for key, value in values.items())
    return order(run, limits=Limits(None, None, batch=2), values={"f": lines}, **more)


def names(store: Connector) -> dict[str, str]:
    return {str(id): str(name) for id, name in store.rows("contacts", ("id", "name"), None, {})}


def test_right_values_are_written_once(store: Connector) -> None:
    right: dict[str, str | None] = {"1": "Quendelmoor", "2": "Zwieselbach", "3": "Xanderhof"}
    receipt = store.apply(ACT, ask({**right, "99": "nobody"}))
    assert dict(receipt.counts) == {"contacts": 3} and receipt.refusal is None
    assert names(store) == {"0": "old", "4": "old", **right} and len(left(store, "contacts")) == 5
    assert store.apply(ACT, ask(right, run="r2")).counts == {}
    assert store.apply(ACT, ask({"1": None}, run="r3")).counts == {"contacts": 1}
    assert sum(batch.counts["contacts"] for _, batch in store.journal()) == 4
    assert not any("Quendelmoor" in repr(batch) for _, batch in store.journal())


def test_a_hold_wins_where_the_act_yields(store: Connector) -> None:
    store.set_holds((HeldScope("h", "contacts", "1"),))
    act = Rectify("a", "owed", "contacts", ("id",), ("name",), "f", condition=Not(Held("contacts", "id")))
    held = (HeldScope("h", "contacts", "1"),)
    assert store.apply(act, ask({"1": "Quendelmoor", "2": "Zwieselbach"}, holds=held)).counts == {"contacts": 1}
    assert names(store)["2"] == "Zwieselbach" and names(store)["1"] != "Quendelmoor"


def test_the_gate_is_kept_for_each_ledger(store: Connector) -> None:
    assert isinstance(store, Gated) and store.gate("one") == Gate()
    assert store.set_gate("one", Gate(True, "p1")) and store.set_gate("two", Gate(False, "p2"))
    assert store.set_gate("one", Gate(True, "p3"))
    assert store.gate("one") == Gate(True, "p3") and store.gate("two") == Gate(False, "p2")


def test_a_key_that_may_name_several_rows_is_refused(tmp_path: Path) -> None:
    store = sqlite(SKETCH, tmp_path / "store.db")
    act = Rectify("a", "owed", "contacts", ("at",), ("name",), "f")
    receipt = store.apply(act, ask({"x": "1"}))
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNABLE
    missing = Rectify("a", "owed", "contacts", ("id",), ("nothing",), "f")
    receipt = store.apply(missing, ask({"1": "1"}))
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNABLE
    store.close()
