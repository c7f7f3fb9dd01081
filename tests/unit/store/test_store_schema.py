"""The schema of our own state is the sum of its migrations, and a state of another version is refused."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from zusage.adapters.store.database import SQL, migrations
from zusage.adapters.store.state import OpenedState, open_state
from zusage.model.errors import IntegrityError

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
Open = Callable[[str], OpenedState]
SCHEMA = (
    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'migration' ORDER BY type, name"
)
COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable, collation_name FROM information_schema.columns"
    " WHERE table_schema = %s AND table_name <> 'migration' ORDER BY table_name, ordinal_position"
)
INDEXES = "SELECT replace(indexdef, %s, '') FROM pg_indexes WHERE schemaname = %s AND tablename <> 'migration' ORDER BY 1"
TRIGGERS = (
    "SELECT tgname, replace(pg_get_triggerdef(t.oid), %s, '') FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid"
    " JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s AND NOT tgisinternal ORDER BY 1"
)


@pytest.mark.parametrize("folder, file", [("sqlite", "state.db"), ("vault", "vault.db")])
def test_a_sqlite_schema_is_the_sum_of_its_migrations(tmp_path: Path, opened: Open, folder: str, file: str) -> None:
    opened(str(tmp_path / "own"))
    fresh = sqlite3.connect(":memory:")
    for _, _, text in migrations(folder):
        fresh.executescript(text)
    connection = sqlite3.connect(tmp_path / "own" / file)
    assert connection.execute(SCHEMA).fetchall() == fresh.execute(SCHEMA).fetchall()
    applied = connection.execute("SELECT number, digest FROM migration ORDER BY number").fetchall()
    assert applied == [(number, digest) for number, digest, _ in migrations(folder)]
    connection.close()
    fresh.close()


def test_the_postgresql_schema_is_the_sum_of_its_migrations(postgres_server, database, opened: Open) -> None:
    url = postgres_server.url(database())
    opened(url)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA fresh")
        connection.execute("SET search_path TO fresh")
        for _, _, text in migrations("postgresql"):
            connection.execute(text.encode())
        for sql, marks in ((COLUMNS, 1), (INDEXES, 2), (TRIGGERS, 2)):
            answers = []
            for schema in ("zusage", "fresh"):
                values = (schema,) if marks == 1 else (f"{schema}.", schema)
                answers.append(connection.execute(sql.encode(), values).fetchall())
            assert answers[0] == answers[1]
            assert answers[0]


def test_both_products_have_the_same_tables_and_columns(tmp_path: Path, postgres_server, database, opened: Open) -> None:
    url = postgres_server.url(database())
    opened(url)
    opened(str(tmp_path / "own"))
    connection = sqlite3.connect(tmp_path / "own" / "state.db")
    sqlite = (
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, c.cid"
    )
    mine = connection.execute(sqlite).fetchall()
    connection.close()
    with psycopg.connect(url) as other:
        theirs = other.execute(COLUMNS.replace(" AND table_name <> 'migration'", "").encode(), ("zusage",)).fetchall()
    assert mine == [(table, column) for table, column, *_ in theirs]


@pytest.mark.parametrize("change", ["INSERT INTO migration VALUES (9999, 'x')", "UPDATE migration SET digest = 'x'"])
def test_a_newer_or_altered_state_is_refused(tmp_path: Path, opened: Open, change: str) -> None:
    opened(str(tmp_path / "own")).close()
    connection = sqlite3.connect(tmp_path / "own" / "state.db")
    connection.execute(change)
    connection.commit()
    connection.close()
    with pytest.raises(IntegrityError, match="ZE701"):
        open_state(str(tmp_path / "own"), lambda: NOW)


def test_migrations_are_numbered_without_gaps() -> None:
    for folder in SQL.iterdir():
        numbers = [number for number, _, _ in migrations(folder.name)]
        assert numbers == list(range(1, len(numbers) + 1)), folder.name


def test_several_may_create_the_same_state_at_once(place: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        states = list(pool.map(lambda _: open_state(place, lambda: NOW, tmp_path / "private"), range(6)))
    assert len({state.verifier() for state in states}) == 1
    for state in states:
        state.close()


def test_the_file_is_durable(tmp_path: Path, opened: Open) -> None:
    state = opened(str(tmp_path / "own"))
    assert state._database.query("PRAGMA journal_mode") == [("wal",)]
    assert state._database.query("PRAGMA synchronous") == [(2,)]
    assert state.vault._database.query("PRAGMA secure_delete") == [(1,)]
