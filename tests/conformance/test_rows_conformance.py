"""The conformance suite on the twin, SQLite, PostgreSQL and MariaDB."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.postgres import Server, database, postgres_server
from support.stores import mariadb, postgresql, sqlite, twin
from zusage.testing.conformance import CASES, OpenStore
from zusage.testing.conformance_deep import CASES as DEEP
from zusage.testing.conformance_replacing import CASES as REPLACING

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]


@pytest.fixture(params=["twin", "sqlite", "postgresql", "mariadb"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    numbers, opened = itertools.count(), []

    def remember(store):
        opened.append(store)
        return store

    if request.param == "twin":
        yield twin
    elif request.param == "sqlite":
        yield lambda sketch: remember(sqlite(sketch, tmp_path / f"{next(numbers)}.db"))
    elif request.param == "mariadb":
        maria: MariaServer = request.getfixturevalue("mariadb_server")
        empty: Callable[[], str] = request.getfixturevalue("maria_database")
        yield lambda sketch: remember(mariadb(sketch, maria.url(empty())))
    else:
        server: Server = request.getfixturevalue("postgres_server")
        create: Callable[[], str] = request.getfixturevalue("database")
        yield lambda sketch: remember(postgresql(sketch, server.url(create())))
    for store in opened:
        store.close()


@pytest.mark.parametrize("name", CASES)
def test_conformance(name: str, open_store: OpenStore) -> None:
    CASES[name](open_store)


@pytest.mark.parametrize("name", REPLACING)
def test_replacing_and_restricting(name: str, open_store: OpenStore) -> None:
    REPLACING[name](open_store)


@pytest.mark.parametrize("name", DEEP)
def test_deep_families(name: str, open_store: OpenStore) -> None:
    DEEP[name](open_store)
