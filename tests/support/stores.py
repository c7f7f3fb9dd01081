"""Opens a sketch of the conformance suite as a real store: the twin, a SQLite file, a PostgreSQL or MariaDB database."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pymysql
import sqlalchemy as sa
from psycopg import sql

from zusage.adapters.connectors import open_connector
from zusage.plan.connector import Connector, Opening
from zusage.plan.receipt import Batch
from zusage.plan.structure import Table
from zusage.plan.target import TargetId
from zusage.testing.sketches import Sketch
from zusage.testing.twin import Twin

SQLITE = {"instant": "DATETIME", "local_instant": "DATETIME", "day": "DATE", "uuid": "UUID", "boolean": "BOOLEAN"}
MARIADB = {
    "instant": "datetime(6)",
    "local_instant": "datetime(6)",
    "day": "date",
    "integer": "bigint",
    "text": "longtext",
    "uuid": "binary(16)",
}
KEY_TEXT = "varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
DUCKDB = {"instant": "TIMESTAMPTZ", "local_instant": "TIMESTAMP", "day": "DATE", "integer": "BIGINT", "bytes": "BLOB"}
POSTGRESQL = {"instant": "timestamptz", "local_instant": "timestamp", "day": "date", "integer": "bigint"}


class Memory:
    """A notebook in memory."""

    def __init__(self) -> None:
        self.open: dict[int, tuple[Batch, str]] = {}
        self.finished: list[Batch] = []
        self.numbers = 0

    def intend(self, batch: Batch, detail: str) -> int:
        self.numbers += 1
        self.open[self.numbers] = (batch, detail)
        return self.numbers

    def done(self, intention: int, counts: Mapping[str, int]) -> None:
        self.finished.append(self.open.pop(intention)[0])

    def withdraw(self, intention: int) -> None:
        del self.open[intention]

    def open_intentions(self, target: TargetId) -> tuple[tuple[int, Batch, str], ...]:
        return tuple((number, batch, detail) for number, (batch, detail) in self.open.items() if batch.target == target)

    def entries(self, target: TargetId, after: int = 0) -> Iterator[tuple[int, Batch]]:
        mine = [batch for batch in self.finished if batch.target == target]
        return iter(list(enumerate(mine, 1))[after:])


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def ddl(table: Table, types: Mapping[str, str]) -> str:
    """CREATE TABLE for a shape."""
    wide = {c.name: f"varchar({c.length})" if c.length else types.get(c.kind, c.kind) for c in table.columns}
    lines = [f"{quoted(c.name)} {wide[c.name]}{'' if c.nullable else ' NOT NULL'}" for c in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    lines += [f"UNIQUE ({', '.join(map(quoted, columns))})" for columns in table.unique]
    for key in table.foreign_keys:
        here, there = ", ".join(map(quoted, key.columns)), ", ".join(map(quoted, key.target_columns))
        lines.append(f"FOREIGN KEY ({here}) REFERENCES {quoted(key.target)} ({there}) ON DELETE {key.on_delete}")
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(lines)})"


def twin(sketch: Sketch) -> Connector:
    store = Twin(TargetId("shop"), sketch.structure, sketch.rows)
    store.set_up()
    return store


def sqlite(sketch: Sketch, path: Path, **more: Any) -> Connector:
    """A file; moments as text in UTC, as Django and SQLAlchemy write them."""
    connection = sqlite3.connect(path)
    for table in sketch.tables:
        connection.execute(ddl(table, SQLITE))
        fill = f"INSERT INTO {quoted(table.name)} VALUES ({', '.join('?' * len(table.columns))})"
        rows = sketch.rows.get(table.name, ())
        connection.executemany(fill, ([as_text(row.get(c.name)) for c in table.columns] for row in rows))
    connection.commit()
    connection.close()
    return opened(f"sqlite:///{path}", sketch, **more)


def postgresql(sketch: Sketch, url: str, **more: Any) -> Connector:
    """A database."""
    with psycopg.connect(url) as connection:
        for table in sketch.tables:
            connection.execute(ddl(table, POSTGRESQL))
            names = sql.SQL(", ").join(sql.Identifier(c.name) for c in table.columns)
            copy = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
            with connection.cursor().copy(copy) as rows:
                for row in sketch.rows.get(table.name, ()):
                    rows.write_row([row.get(c.name) for c in table.columns])
    return opened(url, sketch, **more)


def mariadb_ddl(table: Table) -> str:
    """CREATE TABLE for MariaDB: texts forget case and accents there, unless they are part of a key."""
    plain = ddl(table, MARIADB)
    keyed = {*table.key, *(name for columns in table.unique for name in columns)}
    for column in table.columns:
        if column.kind == "text" and column.name in keyed:
            plain = plain.replace(f"{quoted(column.name)} longtext", f"{quoted(column.name)} {KEY_TEXT}", 1)
    return plain


def mariadb(sketch: Sketch, url: str, **more: Any) -> Connector:
    """A database; moments without zone, in UTC."""
    address = sa.make_url(url)
    connection = pymysql.connect(
        host=address.host, port=address.port or 3306, user=address.username, database=address.database, charset="utf8mb4"
    )
    with connection, connection.cursor() as cursor:
        cursor.execute("SET SESSION sql_mode = 'ANSI_QUOTES'")
        for table in sketch.tables:
            cursor.execute(mariadb_ddl(table))
            fill = f"INSERT INTO {quoted(table.name).replace('%', '%%')} VALUES ({', '.join(['%s'] * len(table.columns))})"
            rows = [[plainly(row.get(c.name)) for c in table.columns] for row in sketch.rows.get(table.name, ())]
            if rows:
                cursor.executemany(fill, rows)
        connection.commit()
    return opened(url, sketch, **more)


def plainly(value: Any) -> Any:
    """A moment in UTC without zone, a UUID as its bytes."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return value.bytes if isinstance(value, UUID) else value


def duckdb_file(sketch: Sketch, path: Path, **more: Any) -> Connector:
    """A file of DuckDB, which knows no ON DELETE but the default."""
    import duckdb

    with duckdb.connect(str(path)) as connection:
        for table in sketch.tables:
            connection.execute(
                re.sub(r" ON DELETE (CASCADE|SET NULL|SET DEFAULT|NO ACTION|RESTRICT)", "", ddl(table, DUCKDB))
            )
            fill = f"INSERT INTO {quoted(table.name)} VALUES ({', '.join('?' * len(table.columns))})"
            for row in sketch.rows.get(table.name, ()):
                connection.execute(fill, [row.get(c.name) for c in table.columns])
    return opened(f"duckdb:///{path}", sketch, **{"write": True, **more})


def opened(url: str, sketch: Sketch, **more: Any) -> Connector:
    """A connector for an address, set up."""
    tables = tuple(table.name for table in sketch.tables)
    options = {"url": url, **more.pop("options", {})}
    store = open_connector("sql", Opening(TargetId("shop"), options, tables, Memory(), **{"zone": "UTC", **more}))
    store.set_up()
    return store


def as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        local = value.astimezone(UTC).replace(tzinfo=None)
        return local.isoformat(" ") if local.microsecond else local.isoformat(" ", "seconds")
    return str(value) if isinstance(value, date | UUID) else value
