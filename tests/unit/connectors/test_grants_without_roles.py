"""Stores without roles: nothing is printed as a grant that the store could not run."""

from __future__ import annotations

import sqlite3

import duckdb
import pytest

from support.policies import structure, table
from zusage.adapters.connectors.sql.grants import grants

SHAPE = structure(table("rows", "id:integer!", "seen:instant"))
DDL = 'CREATE TABLE "rows" (id integer PRIMARY KEY, seen timestamp)'


@pytest.mark.parametrize("product", ["sqlite", "duckdb"])
def test_every_printed_line_runs(product: str) -> None:
    printed = grants(product, SHAPE, ["rows"])
    connection = sqlite3.connect(":memory:") if product == "sqlite" else duckdb.connect(":memory:")
    connection.execute(DDL)
    for lines in printed.values():
        for line in lines:
            if not line.startswith("--"):
                connection.execute(line)
    connection.close()
    assert all(line.startswith("--") for role in ("probe", "apply") for line in printed[role])
    assert "roles" not in printed
