"""Opens a sketch of the conformance suite as a real store: the twin, a SQLite file, a PostgreSQL database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from zusage.adapters.connectors import open_connector
from zusage.plan.connector import Connector, Opening
from zusage.plan.receipt import Batch
from zusage.plan.structure import Table
from zusage.plan.target import TargetId
from zusage.testing.sketches import Sketch
from zusage.testing.twin import Twin

SQLITE = {"instant": "DATETIME", "local_instant": "DATETIME", "day": "DATE", "uuid": "UUID", "boolean": "BOOLEAN"}
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
