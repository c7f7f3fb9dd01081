"""Columns that give back more, or other, than was written: padded ones, and such that take different texts for the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.postgres import Server, database, postgres_server
from support.stores import opened
from zusage.operators.mark import is_mark
from zusage.plan.act import Replace
from zusage.plan.change import Change
from zusage.plan.condition import ALWAYS
from zusage.plan.connector import Connector
from zusage.plan.look import Count
from zusage.plan.receipt import RefusalKind
from zusage.plan.structure import Column, Table
from zusage.testing.conformance_replacing import keyed
from zusage.testing.sketches import Sketch

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]
SKETCH = Sketch((Table("people", (Column("id", "integer", nullable=False),), ("id",)),), {})
CREATE = "CREATE TABLE people (id integer PRIMARY KEY, code char(40), zip char(8), name char(12){collate}, note text)"
FILL = (
    "INSERT INTO people VALUES (1, 'Ada', '24103', 'AUS', 'x'), (2, 'Berta  ', '1', 'aus', 'AUS '), "
    "(3, NULL, NULL, NULL, 'aus'), (4, '', '', '', '')"
)
CHANGES = (
    Change("code", "hash"),
    Change("zip", "truncate", (("keep", "2"),)),
    Change("name", "constant", (("value", "aus"),)),
    Change("note", "constant", (("value", "aus"),)),
)


def changed(store: Connector, changes: tuple[Change, ...]) -> None:
    """Once is enough: a second run and a look find nothing more to do."""
    act = Replace("r1", "shop/r", "people", changes, ALWAYS, "anonymise", keyed="once")
    look = Count("c", "people", ALWAYS, changes=changes)
    first = store.apply(act, keyed())
    assert first.refusal is None and store.look(look, {}, keyed().now).numbers["count"] == 0
    again = store.apply(act, keyed("run-2"))
    assert again.refusal is None and again.counts == {} and again.batches == 0


def told(store: Connector, name: str) -> list[Any]:
    rows = sorted(store.rows("people", ("id", name), None, {}), key=lambda row: str(row[0]))
    return [value.rstrip(" ") if isinstance(value, str) else value for _, value in rows]


def check(store: Connector) -> None:
    """All together, and each alone: what SQL spells and what is computed here mean the same."""
    for change in CHANGES[1:]:
        changed(store, (change,))
    changed(store, CHANGES)
    assert told(store, "name") == ["aus"] * 4 and told(store, "note") == ["aus"] * 4
    assert told(store, "zip") == ["24", "1", None, ""]
    assert all(value in (None, "") or is_mark(value) for value in told(store, "code"))


@pytest.mark.parametrize("collate", ["", ' COLLATE "loose"'])
def test_padded_columns_of_postgresql(postgres_server: Server, database: Callable[[], str], collate: str) -> None:
    name = database()
    loose = "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)"
    postgres_server.run(loose, CREATE.format(collate=collate), FILL, database=name)
    store = opened(postgres_server.url(name), SKETCH)
    check(store)
    store.close()


def test_padded_columns_of_mariadb(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    name = maria_database()
    mariadb_server.run(CREATE.format(collate=""), FILL, database=name)
    store = opened(mariadb_server.url(name), SKETCH)
    check(store)
    store.close()


GUARDED = "CREATE TABLE people (id integer PRIMARY KEY, code varchar(40) CHECK (code LIKE 'Ka%'), zip varchar(9) UNIQUE)"
NAMED = "INSERT INTO people VALUES (1, 'Kanarienhahn', '24103'), (2, 'Kanarienhenne', '24105')"


def refused(store: Connector, change: Change) -> str:
    act = Replace("r1", "shop/r", "people", (change,), ALWAYS, "anonymise", keyed="once")
    receipt = store.apply(act, keyed())
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CONSTRAINT and not receipt.batches
    assert "Kanarien" not in str(receipt) and "2410" not in str(receipt)
    return receipt.refusal.detail


@pytest.mark.parametrize("product", ["postgresql", "mariadb"])
def test_a_check_that_nobody_could_read_refuses_and_quotes_nobody(product: str, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue({"postgresql": "postgres_server", "mariadb": "mariadb_server"}[product])
    name = request.getfixturevalue({"postgresql": "database", "mariadb": "maria_database"}[product])()
    server.run(GUARDED, NAMED, database=name)
    store = opened(server.url(name), SKETCH)
    assert refused(store, Change("code", "hash")) == "check constraint"
    assert refused(store, Change("code", "constant", (("value", "–"),))) == "check constraint"
    assert "unique" in refused(store, Change("zip", "truncate", (("keep", "2"),)))
    store.close()
