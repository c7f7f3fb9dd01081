"""Our own state in one SQLite file: WAL, synchronous FULL, one writer at a time, readers with a picture of their own.

Law: a committed append survives a kill and a power cut (as far as the disk keeps its word); a waiting writer gives up after
`BUSY` seconds with a transient ZE705. Threads may share one object.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import RLock
from time import sleep
from typing import Any

from zusage.adapters.store.database import missing_migrations
from zusage.model.errors import ConnectorError, IntegrityError, TransientConnectorError

BUSY = 20.0
_PAUSE = 0.02
_PACKET = 500
_APPLIED = "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, digest TEXT NOT NULL) STRICT"


class SqliteDatabase:
    """One opened SQLite file; `folder` names its migrations under `sql/`."""

    def __init__(self, file: Path, folder: str = "sqlite", journal: str = "wal") -> None:
        self.file, self._lock = file, RLock()
        with _translated():
            self._connection = _connect(file)
            try:
                self._configure(journal)
                self._migrate(folder)
            except BaseException:
                self._connection.close()
                raise

    @contextmanager
    def write(self) -> Iterator[_SqliteWriting]:
        """One transaction with BEGIN IMMEDIATE."""
        with self._lock, _translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield _SqliteWriting(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a small answer."""
        with self._lock, _translated():
            return self._connection.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows one by one on a read-only connection, closed when the iterator ends or is given up."""
        with _translated():
            connection = _connect(self.file, read_only=True)
            try:
                yield from _tolerant(connection, sql, values)
            finally:
                connection.close()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _configure(self, journal: str) -> None:
        for _ in range(int(BUSY / _PAUSE)):
            if self._journal(journal):
                break
            sleep(_PAUSE)
        for pragma in ("synchronous=FULL", "secure_delete=ON", "recursive_triggers=ON"):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()

    def _journal(self, journal: str) -> bool:
        """Set the journal mode; SQLite does not wait for others here, so False means: try again."""
        if self._connection.execute("PRAGMA journal_mode").fetchone() == (journal,):
            return True
        try:
            return bool(self._connection.execute(f"PRAGMA journal_mode={journal}").fetchone() == (journal,))
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise
            return False

    def _migrate(self, folder: str) -> None:
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchall():
            self._connection.execute(_APPLIED)
        if not missing_migrations(folder, self._applied()):
            return
        with self.write():
            for number, digest, text in missing_migrations(folder, self._applied()):
                for statement in _statements(text):
                    self._connection.execute(statement)
                self._connection.execute("INSERT INTO migration VALUES (?, ?)", (number, digest))

    def _applied(self) -> dict[int, str]:
        return dict(self._connection.execute("SELECT number, digest FROM migration").fetchall())


class _SqliteWriting:
    """An open transaction on a SQLite connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _connect(file: Path, read_only: bool = False) -> sqlite3.Connection:
    uri = f"{file.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _tolerant(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows; where damaged text is met, the rest with its bytes surrogate-escaped, so that damage can be placed."""
    count = 0
    try:
        cursor = connection.execute(sql, values)
        while rows := cursor.fetchmany(_PACKET):
            yield from rows
            count += len(rows)
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):
            raise
        connection.text_factory = lambda blob: blob.decode(errors="surrogateescape")
        yield from islice(connection.execute(sql, values), count, None)


def _statements(text: str) -> Iterator[str]:
    """The statements of a script, one by one, so that they run inside our transaction."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _translated() -> Iterator[None]:
    """Turn driver errors into ours; IntegrityError for a damaged file."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or type(error).__name__
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "decode" in str(error):
            raise IntegrityError("ZE45", what=name) from error
        kind = TransientConnectorError if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) else ConnectorError
        raise kind("ZE705", reason=name) from error
