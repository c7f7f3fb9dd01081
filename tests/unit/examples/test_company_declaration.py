"""The example's declaration speaks of exactly the tables and columns that the platform has."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
TEXT = (EXAMPLES / "live-chat" / "zusage.yml").read_text(encoding="utf-8")
DECLARED: dict[str, Any] = yaml.load(TEXT, Loader=yaml.BaseLoader)
SCHEMA = {"control": "control", "instance": "instance", "matomo-db": "website"}


def columns(schema: str) -> dict[str, set[str]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript((EXAMPLES / "platform" / "schema" / f"{schema}.sqlite.sql").read_text())
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
            for table in tables
            if table != "sqlite_sequence"
        }


def words(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from words(value, (*path, key))
    elif isinstance(node, list):
        for value in node:
            yield from words(value, path)
    else:
        yield path, node


@pytest.mark.parametrize("system", SCHEMA)
def test_every_table_is_declared_and_every_declared_table_exists(system: str) -> None:
    assert set(DECLARED["systems"][system]["tables"]) == set(columns(SCHEMA[system]))


def test_every_place_that_is_named_exists() -> None:
    known = {system: columns(schema) for system, schema in SCHEMA.items()}
    places = [
        match.groups()
        for _, text in words(DECLARED)
        for match in re.finditer(r"\b(control|instance|matomo-db)\.([a-z_]+)(?:\.([a-z_]+))?", text)
    ]
    assert len(places) > 40
    for system, table, column in places:
        assert table in known[system]
        assert column is None or column in known[system][table], f"{system}.{table}.{column}"


def test_edges_and_personal_columns_exist() -> None:
    for system, schema in SCHEMA.items():
        known = columns(schema)
        for table, use in DECLARED["systems"][system]["tables"].items():
            assert set(use.get("personal", [])) <= known[table]
            for edge in (use.get("owned_by"), use.get("accessed_by")):
                if isinstance(edge, str):
                    owner, column = edge.split(" via ")
                    assert owner in known
                    assert column in known[table]


def test_every_datum_names_columns_of_its_table() -> None:
    for activity in DECLARED["activities"].values():
        for datum in activity["data"].values():
            system, _, table = datum["in"].partition(".")
            if table:
                assert set(datum.get("columns", [])) <= columns(SCHEMA[system])[table]


def test_every_text_is_german_and_english() -> None:
    for name, node in mappings(DECLARED):
        if "de" in node or "en" in node:
            assert {"de", "en"} <= set(node), name
            assert all(node[language].strip() for language in ("de", "en"))


def mappings(node: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield name, node
        for key, value in node.items():
            yield from mappings(value, f"{name}/{key}")


def test_nothing_is_anonymised_that_is_only_shortened() -> None:
    assert "anonymi" not in TEXT.lower()
    stages = DECLARED["activities"]["logs"]["retention"]["lines"]["stages"]
    assert stages[0]["shorten"] == "after 7 days"
    assert stages[1]["delete"] == "after 90 days"
