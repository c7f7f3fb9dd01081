"""SQLite as a store: one file, one writer at a time, moments as text.

Law: the probe opens the file read-only and never creates one. The writer begins IMMEDIATE, so nobody else writes between
judging and deleting; it checks foreign keys, overwrites what it deletes (`secure_delete`), and a commit is on disk
(`synchronous=FULL`). After an act the write-ahead log is emptied, because it still holds the pages as they were.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from zusage.adapters.connectors.sql.books import Books
from zusage.adapters.connectors.sql.errors import translated
from zusage.adapters.connectors.sql.level_sqlite import MOST, depth_of, log_size
from zusage.adapters.connectors.sql.pressure import of_sqlite
from zusage.adapters.connectors.sql.reading import Zones, as_instant, from_micros, is_before, micros
from zusage.adapters.connectors.sql.sqlite_catalogue import fingerprint, reflect
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError
from zusage.operators.normalise import normalise
from zusage.plan.connector import Brakes, Limits, Opening
from zusage.plan.structure import Structure
from zusage.plan.target import Identity

QUICK = 64 << 20
"""Bytes up to which a file is read after every act; a larger one is read when somebody asks for its level."""
_WRITER = ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL")
CACHE_KB, LOG_PAGES = 65_536, 8_000
"""Room for the pages of a batch: a spill would lock readers out before the commit; the log is emptied after the act."""
IN_LOG = 20
"""The patience in write-ahead mode, where readers wait neither for a batch nor for its commit."""
SIDE_FILES = ("-wal", "-shm", "-journal")


class Sqlite(Store):
    """A database file."""

    product = "sqlite"
    patience = 5
    """Every commit writes the touched pages of all indexes anew, and there is one writer anyway."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.books = Books(None, "zusage_")

    def path(self, url: str | None = None) -> Path:
        """The file that an address names. Raises ConnectorError when it names none."""
        address = url or self.url("url") or ""
        name = sa.make_url(address).database if "://" in address else address
        if not name or name == ":memory:":
            raise ConnectorError("ZE32", system=self.system, what="no database file", reason="no database file")
        return Path(name)

    def create_engine(self, role: str, url: str) -> sa.Engine:
        path, writes = self.path(url), role != "url"
        mode = "rw" if writes else "ro"

        def connect() -> sqlite3.Connection:
            if not writes and self.opening.write:
                _recover(path)
            address = f"file:{quote(str(path))}?mode={mode}"
            connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=1.0)
            _prepare(connection, self.zones, writes=writes)
            if writes and connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
                self.patience = IN_LOG
            return connection

        engine = sa.create_engine(
            "sqlite+pysqlite://",
            creator=connect,
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=4,
            hide_parameters=True,
        )
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    def limit(self, connection: sa.Connection, limits: Limits, *_: object, strict: bool = False) -> None:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(limits.lock_timeout_ms)}")

    def pressure(self, _: sa.Connection, brakes: Brakes, /) -> str:
        return of_sqlite(self.path(), brakes)

    def identity(self, connection: sa.Connection) -> Identity:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        marker = ""
        if self.is_set_up(connection):
            marker = str(connection.execute(sa.select(self.books.control.c.marker)).scalar() or "")
        path = self.path()
        return Identity("sqlite", str(application), "main", str(version), marker, _writable(path))

    def reflect(self, connection: sa.Connection) -> Structure:
        return reflect(connection)

    def fingerprint(self, connection: sa.Connection) -> str:
        return fingerprint(connection)

    def version(self, connection: sa.Connection, _: Sequence[str]) -> str:
        return str(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())

    def is_set_up(self, connection: sa.Connection) -> bool:
        query = "SELECT count(*) FROM sqlite_schema WHERE name IN ('zusage_control', 'zusage_holds', 'zusage_journal')"
        return bool(connection.exec_driver_sql(query).scalar_one() == 3)

    def pass_guard(self, connection: sa.Connection, *, passing: bool) -> None:
        connection.execute(sa.update(self.books.control).values(passing=int(passing)))

    def finish(self) -> str:
        return self.empty_logs(QUICK)

    def empty_logs(self, most: int = MOST, *, fresh: bool = False) -> str:
        """Empty the write-ahead log, unless a reader needs it, and note up to which batch nothing is left: the level.

        In a file that was seen clean after a deletion, later bytes can only come from rows that were still there then.
        """
        with self.reading("apply") as connection:
            position = self._position(connection)
        with translated(self.system):
            raw = self.engine("apply").raw_connection()
            try:
                busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                raw.close()
        if busy or log_size(self.path(), "-journal"):
            return "logical"
        with self.changing("level") as connection:
            level = depth_of(self.path(), most, settled=True, fresh=fresh).level
            if _has_emptied(connection):
                clean = position if level == "horizon" else -1
                keep = "INSERT INTO zusage_emptied (id, position, clean) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE "
                keep += "SET position = excluded.position, clean = max(clean, excluded.clean)"
                connection.exec_driver_sql(keep, (position, clean))
        return level

    def is_clean(self, connection: sa.Connection, table: str) -> bool:
        """Whether the file and its logs were seen clean after the last batch that touched a table."""
        return self._is_noted(connection, table, "clean")

    def is_settled(self, connection: sa.Connection, table: str) -> bool:
        """Whether the logs were emptied after the last batch that touched a table: what they hold now is younger."""
        return self._is_noted(connection, table, "position")

    def _is_noted(self, connection: sa.Connection, table: str, column: str) -> bool:
        if not self.is_set_up(connection) or not _has_emptied(connection):
            return False
        noted = connection.exec_driver_sql(f"SELECT {column} FROM zusage_emptied").scalar()
        return noted is not None and self._position(connection, table) <= noted

    def _position(self, connection: sa.Connection, table: str = "") -> int:
        journal = self.books.journal
        query = sa.select(sa.func.coalesce(sa.func.max(journal.c.position), 0))
        if table:
            counted = sa.func.json_each(journal.c.counts).table_valued("key", "value")
            touched = sa.select(counted.c.key).where(counted.c.key == table, counted.c.value > 0)
            query = query.where(touched.exists())
        return int(connection.execute(query).scalar_one())


def _prepare(connection: sqlite3.Connection, zones: Zones, *, writes: bool) -> None:
    def zusage_before(value: object, cut: int, day: str) -> int:
        return int(is_before(value, from_micros(cut), date.fromisoformat(day), zones))

    def zusage_micros(value: object) -> int | None:
        moment = as_instant(value, zones)
        return None if moment is None else micros(moment)

    functions: tuple[tuple[str, int, Callable[..., Any]], ...] = (
        ("zusage_before", 3, zusage_before),
        ("zusage_micros", 1, zusage_micros),
        ("zusage_normalise", 2, lambda name, value: None if value is None else normalise(name, str(value))),
    )
    for name, arguments, function in functions:
        connection.create_function(name, arguments, function, deterministic=True)
    if writes:
        for pragma in (*_WRITER, f"cache_size = -{CACHE_KB}", f"wal_autocheckpoint = {LOG_PAGES}"):
            connection.execute(f"PRAGMA {pragma}")
    else:
        connection.execute("PRAGMA query_only = ON")


def _recover(path: Path) -> None:
    """Roll back what a killed writer left: who may only read cannot open such a file. SQLite spares living writers."""
    log = path.with_name(path.name + "-journal")
    if not log.exists() or not log.stat().st_size:
        return
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=1.0)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        connection.close()


def _has_emptied(connection: sa.Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_schema WHERE name = 'zusage_emptied'"
    return bool(connection.exec_driver_sql(query).scalar_one())


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK)
