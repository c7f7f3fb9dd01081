"""Neighbours: databases found by the pattern of a fleet's address, on disk and on a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.postgres import Server, database, postgres_server
from zusage.adapters.connectors.sql.neighbours import database_name, neighbours
from zusage.model.errors import ConnectorError

__all__ = ["database", "postgres_server"]


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


@pytest.mark.parametrize("scheme", ["sqlite:///", ""])
def test_files(tmp_path: Path, scheme: str) -> None:
    touch(tmp_path, "i/one.db", "i/two.db", "i/two.db-wal", "i/deeper/three.db", "i/readme")
    (tmp_path / "i" / "folder.db").mkdir()
    assert set(neighbours(f"{scheme}{tmp_path}/i/{{id}}.db", ())) == {"one", "two"}


def test_the_hole_in_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "i/one/data.db", "i/two/data.db", "i/two/other.db")
    assert set(neighbours(f"sqlite:///{tmp_path}/i/{{slug}}/data.db", ())) == {"one", "two"}


def test_signs_of_patterns_in_names_are_meant_literally(tmp_path: Path) -> None:
    touch(tmp_path, "a[1]/x-one.db", "a1/x-two.db")
    assert set(neighbours(f"sqlite:///{tmp_path}/a[1]/x-{{id}}.db", ())) == {"one"}


def test_no_folder_no_neighbours(tmp_path: Path) -> None:
    assert neighbours(f"sqlite:///{tmp_path}/none/{{id}}.db", ()) == {}


def test_an_address_without_hole_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConnectorError):
        neighbours(f"sqlite:///{tmp_path}/one.db", ())


def test_databases_of_a_server(postgres_server: Server, database: Callable[[], str]) -> None:
    first, second = database(), database()
    stem, _, _ = first.rpartition("_")
    found = neighbours(postgres_server.url(f"{stem}_{{id}}"), [postgres_server.url("not_there"), postgres_server.url(first)])
    assert {first, second} <= set(found.values())
    assert all(name.startswith(f"{stem}_") for name in found.values())


def test_a_pattern_that_fits_everything_is_refused(postgres_server: Server) -> None:
    with pytest.raises(ConnectorError) as told:
        neighbours(postgres_server.url("{id}"), [postgres_server.url()])
    assert "every database" in str(told.value.arguments["reason"])


def test_nobody_answers(postgres_server: Server) -> None:
    with pytest.raises(ConnectorError) as told:
        neighbours(postgres_server.url("x_{id}"), [])
    assert told.value.arguments["reason"] == "no member answers"


def test_names() -> None:
    assert database_name("postgresql://u:p@h/name_{id}") == "name_{id}"
    assert database_name("/srv/a.db") == "/srv/a.db"
