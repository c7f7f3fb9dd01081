"""DuckDB as a store: one file that one process opens, and nobody else while it is open.

Law: a command that only looks opens the file read-only; one that acts holds it alone, so nothing can change between judging
and deleting, and no row is ever locked. A transaction that looks is begun READ ONLY. Foreign keys are checked by DuckDB
against rows deleted in the same transaction, too; so children are deleted, journaled and committed first, their parents in
the next batch. A deletion is logical: the blocks keep the bytes until reclaiming writes the file anew (`reclaim_duckdb`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.books import Books
from zusage.adapters.connectors.sql.duckdb_catalogue import fingerprint, reflect
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError, TransientConnectorError, UsageError
from zusage.plan.connector import Brakes, Limits, Opening
from zusage.plan.structure import Structure
from zusage.plan.target import Identity

_SET_UP = """
    SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'main'
    AND table_name IN ('zusage_control', 'zusage_journal', 'zusage_holds')"""
_VERSION = """
    SELECT coalesce(max(table_oid), 0), count(*), sum(column_count) FROM duckdb_tables()
    WHERE database_name = current_database()"""


LOG = ".wal"
"""What the log of changes beside the file is called."""


class Duckdb(Store):
    """A file of DuckDB."""

    product = "duckdb"

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.books = Books(None, "zusage_")
        self._file: Any = None

    def path(self) -> Path:
        """The file. Raises ConnectorError when none is named."""
        address = self.opening.options.get("url")
        named = sa.make_url(address).database if isinstance(address, str) else None
        if not named or named == ":memory:":
            raise ConnectorError("ZE32", system=self.system, what="no database file", reason="no database file")
        return Path(named)

    def url(self, role: str) -> str | None:
        """The file for every role; there is no role of an application."""
        return None if role == "app" else str(self.path())

    def engine(self, role: str) -> sa.Engine:
        """One engine whatever the role: the file can be opened in one way only."""
        return super().engine("url" if role in ("apply", "setup") else role)

    def create_engine(self, role: str, url: str) -> sa.Engine:
        from zusage.adapters.connectors.sql.duckdb_dialect import NAME, Connection

        engine = sa.create_engine(
            f"{NAME}://",
            creator=lambda: Connection(self._opened()),
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=4,
            hide_parameters=True,
        )
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN TRANSACTION"))
        return engine

    def limit(
        self, connection: sa.Connection, limits: Limits, name: str = "", write: bool = False, /, *, strict: bool = False
    ) -> None:
        """DuckDB waits for nobody; who only looks says so."""
        del limits, name, strict
        if not write:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("BEGIN TRANSACTION READ ONLY")

    def pressure(self, _: sa.Connection, brakes: Brakes, /) -> str:
        free = os.statvfs(self.path().parent)
        left = free.f_bavail * free.f_frsize >> 20
        wanted = brakes.min_free_mb
        return f"{left} MB free, {wanted} wanted" if wanted is not None and left < wanted else ""

    def identity(self, connection: sa.Connection) -> Identity:
        marker = ""
        if self.is_set_up(connection):
            marker = str(connection.execute(sa.select(self.books.control.c.marker)).scalar() or "")
        return Identity("duckdb", "", "main", "", marker, os.access(self.path(), os.W_OK))

    def reflect(self, connection: sa.Connection) -> Structure:
        return reflect(connection)

    def fingerprint(self, connection: sa.Connection) -> str:
        return fingerprint(connection)

    def version(self, connection: sa.Connection, _: Sequence[str], /) -> str:
        return str(tuple(connection.exec_driver_sql(_VERSION).one()))

    def is_set_up(self, connection: sa.Connection) -> bool:
        return bool(connection.exec_driver_sql(_SET_UP).scalar_one() == 3)

    def pass_guard(self, connection: sa.Connection, *, passing: bool) -> None:
        """There are no triggers, so no guards to pass."""

    def finish(self) -> str:
        """Bring the log of changes into the file, so that it does not grow; the bytes stay where they are."""
        connection = self._opened().cursor()
        try:
            connection.execute("CHECKPOINT")
        finally:
            connection.close()
        return "logical"

    def close(self) -> None:
        super().close()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> Any:
        if self._file is None:
            self._file = open_file(self.path(), self.system, write=self.opening.write)
        return self._file


def open_file(path: Path, system: str, *, write: bool) -> Any:
    """The opened file. Raises ConnectorError (transient while another process has it) and UsageError ZE78."""
    try:
        import duckdb

        from zusage.adapters.connectors.sql.duckdb_dialect import SETTINGS
    except ImportError as error:
        raise UsageError("ZE78", what="duckdb") from error
    if not path.is_file():
        raise ConnectorError("ZE32", system=system, what="missing database", reason="missing database")
    try:
        return duckdb.connect(str(path), read_only=not write, config=SETTINGS)
    except duckdb.IOException as error:
        busy = "lock" in str(error).lower()
        what = "another process has the file open" if busy else "not a database"
        raise (TransientConnectorError if busy else ConnectorError)("ZE32", system=system, what=what, reason=what) from None
    except duckdb.ConnectionException:
        what = "this process has the file open in another way"
        raise TransientConnectorError("ZE32", system=system, what=what, reason=what) from None
