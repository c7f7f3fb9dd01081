"""Our own state in a PostgreSQL schema of its own (`zusage`), in a database that Zusage gives no evidence about.

Law: writers queue on one advisory lock, so the chain has one end; `synchronous_commit` is on whatever the server says.
Answers are streamed by server-side cursors on connections of their own. The address is never repeated in an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

from zusage.adapters.store.database import missing_migrations
from zusage.model.errors import ConnectorError, TransientConnectorError, UsageError

if TYPE_CHECKING:
    import psycopg

_LOCK = 0x7A757361
_APPLIED = "CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY, digest text NOT NULL)"


class PostgresqlDatabase:
    """One opened PostgreSQL database."""

    def __init__(self, url: str, folder: str = "postgresql", schema: str = "zusage") -> None:
        self._url, self._lock, self._schema = url, RLock(), schema
        with _translated():
            self._connection = self._connect()
            try:
                self._migrate(folder)
            except BaseException:
                self._connection.close()
                raise

    @contextmanager
    def write(self) -> Iterator[_PostgresqlWriting]:
        """One transaction that holds the advisory lock of the state."""
        with self._lock, _translated(), self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield _PostgresqlWriting(cursor)

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a small answer."""
        with self._lock, _translated(), self._connection.cursor() as cursor:
            return cursor.execute(_marks(sql), values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows in packets of a server-side cursor; the connection ends with the iterator."""
        with _translated():
            connection = self._connect()
            try:
                with connection.transaction(), connection.cursor("zusage_stream") as cursor:
                    cursor.itersize = 5_000
                    yield from cursor.execute(_marks(sql), values)
            finally:
                connection.close()

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        import psycopg

        connection = psycopg.connect(self._url, autocommit=True, connect_timeout=10, application_name="zusage-state")
        connection.execute(f"SET search_path TO {self._schema}, pg_temp".encode())
        connection.execute("SET synchronous_commit TO on")
        connection.execute("SET lock_timeout TO '20s'")
        return connection

    def _migrate(self, folder: str) -> None:
        with self.write() as writing:
            if not writing.query("SELECT 1 FROM pg_namespace WHERE nspname = ?", (self._schema,)):
                writing.execute(f"CREATE SCHEMA {self._schema}")
            here = "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'migration'"
            if not writing.query(here, (self._schema,)):
                writing.execute(_APPLIED)
            applied = dict(writing.query("SELECT number, digest FROM migration"))
            for number, digest, text in missing_migrations(folder, applied):
                self._connection.execute(text.encode())
                writing.execute("INSERT INTO migration VALUES (?, ?)", (number, digest))


class _PostgresqlWriting:
    """An open transaction on a PostgreSQL connection."""

    def __init__(self, cursor: psycopg.Cursor[tuple[Any, ...]]) -> None:
        self._cursor = cursor

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._cursor.execute(_marks(sql), values).fetchall()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._cursor.execute(_marks(sql), values).rowcount

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        with self._cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)


def _marks(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn driver errors into ours, without the words of the server (they may repeat the address)."""
    try:
        import psycopg
    except ImportError as error:
        raise UsageError("ZE704") from error
    try:
        yield
    except psycopg.Error as error:
        lost = isinstance(error, psycopg.OperationalError)
        kind = TransientConnectorError if lost else ConnectorError
        raise kind("ZE705", reason=error.sqlstate or type(error).__name__) from None
