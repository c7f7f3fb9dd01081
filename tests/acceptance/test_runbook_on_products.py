"""Every SQL statement of the runbook's table, and of `plan --format sql`, is understood by the product it is meant for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.postgres import Server, database, postgres_server
from zusage.cli.main import group

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]
ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| ([a-z].*?) \|(.*)\|$", (ROOT / "docs/operations/runbook.md").read_text(), re.M)
DDL = (
    "CREATE TABLE customers (id integer PRIMARY KEY, name varchar(40), email varchar(40), left_at timestamp NULL)",
    "CREATE TABLE tickets (id integer PRIMARY KEY, customer_id integer REFERENCES customers(id), closed_at timestamp NULL)",
    "INSERT INTO customers VALUES (1, 'A', 'a@muster.example', '2026-01-05 10:00:00')",
    "INSERT INTO tickets VALUES (1, 1, '2024-01-05 10:00:00')",
)
DECLARATION = re.search(r"^```yaml\n(.*?)^```", (ROOT / "README.md").read_text(), re.M | re.S)


def statements(column: int) -> list[str]:
    """The SQL of one product; "the same" means that of MariaDB."""
    found = []
    for _, cells in ROWS:
        cell = re.split(r"(?<!\\) \| ", cells)
        if len(cell) != 3:
            continue
        text = cell[1] if cell[column].strip() == "the same" else cell[column]
        if sql := re.search(r"(?:``|`)((?:SELECT|UPDATE) .+?;)(?:``|`)", text):
            found.append(sql[1].replace("pg_cancel_backend(pid)", "pg_cancel_backend(0)"))
    assert len(found) >= 9, found
    return found


def planned(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Set up with README's declaration; the statements of the plan."""
    assert DECLARATION is not None
    (folder / "zusage.yml").write_text(DECLARATION[1])
    monkeypatch.chdir(folder)
    monkeypatch.setenv("APP_URL", url)
    told = ""
    for words in (["setup"], ["plan", "--format", "sql"]):
        done = CliRunner().invoke(group, ["--lang", "en", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        told = done.output
    lines = [line for line in told.splitlines() if not line.startswith("--")]
    shown = [text.strip() for text in "\n".join(lines).split(";") if text.strip()]
    assert len(shown) == 2 and all(text.startswith("DELETE") for text in shown)
    return shown


def test_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = sqlite3.connect(tmp_path / "app.db")
    store.executescript(";".join(DDL))
    for text in planned(tmp_path, f"sqlite:///{tmp_path / 'app.db'}", monkeypatch):
        store.create_function("zusage_before", 3, lambda *_: 0)
        store.execute(f"EXPLAIN {text}")
    for text in statements(2):
        store.execute(text)
    store.close()


def test_postgresql(
    postgres_server: Server, database: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.url(database())
    with psycopg.connect(url, autocommit=True) as store:
        for text in DDL:
            store.execute(text)
        for text in [f"EXPLAIN {text}" for text in planned(tmp_path, url, monkeypatch)] + statements(0):
            store.execute(text.encode())


def test_mariadb(
    mariadb_server: MariaServer,
    maria_database: Callable[[], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = maria_database()
    mariadb_server.run(*DDL, database=name)
    for text in [f"EXPLAIN {text}" for text in planned(tmp_path, mariadb_server.url(name), monkeypatch)] + statements(1):
        if text.startswith("UPDATE"):
            mariadb_server.run(text, database=name)
        else:
            mariadb_server.ask(text, name)
