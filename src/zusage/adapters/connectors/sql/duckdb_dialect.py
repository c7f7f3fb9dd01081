"""How SQLAlchemy speaks DuckDB: the words of PostgreSQL without its server, over the driver of DuckDB.

Law: a connection opens the file with extensions, network and Python variables out of reach, so a statement can name nothing
but the tables of the file. Transactions are begun by us; a deletion returns no rows, only its count. Reflection is not
offered: the catalogue is read in `duckdb_catalogue`.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import duckdb
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDialect, PGIdentifierPreparer

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "python_enable_replacements": False,
}
NAME = "zusageduckdb"
RESERVED = {"at", "lambda", "pivot", "qualify", "summarize", "unpivot"}
_COUNTED = ("DELETE", "UPDATE", "INSERT")


class Cursor:
    """A cursor of a connection of its own to the one opened file."""

    arraysize = 1

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.description: Any = None
        self.rowcount = -1

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement."""
        self._connection.execute(statement, list(parameters) or None)
        counted = statement.lstrip().upper().startswith(_COUNTED) and "RETURNING" not in statement
        first = self._connection.fetchone() if counted else None
        self.rowcount = int(first[0]) if first else -1
        self.description = None if counted else self._connection.description

    def executemany(self, statement: str, many: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each set of parameters."""
        total = 0
        for parameters in many:
            self.execute(statement, parameters)
            total += max(self.rowcount, 0)
        self.rowcount = total

    def fetchone(self) -> Any:
        """The next row, or None."""
        return self._connection.fetchone()

    def fetchmany(self, size: int = 1) -> list[Any]:
        """Some rows."""
        return self._connection.fetchmany(size)

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return self._connection.fetchall()

    def setinputsizes(self, *_: Any) -> None:
        """Nothing to prepare."""

    def close(self) -> None:
        """Forget the rows; the connection stays."""
        self.description = None


class Connection:
    """A connection with a transaction of its own. All connections of a process share the one opened file."""

    def __init__(self, opened: duckdb.DuckDBPyConnection) -> None:
        self.connection = opened.cursor()
        self.connection.execute("SET TimeZone = 'UTC'")

    def cursor(self) -> Cursor:
        """A cursor."""
        return Cursor(self.connection)

    def commit(self) -> None:
        """Commit, if anything was begun."""
        self._end("COMMIT")

    def rollback(self) -> None:
        """Roll back, if anything was begun."""
        self._end("ROLLBACK")

    def close(self) -> None:
        """Close this connection only."""
        self.connection.close()

    def _end(self, word: str) -> None:
        try:
            self.connection.execute(word)
        except duckdb.TransactionException as error:
            if "no transaction" not in str(error).lower():
                raise


class Preparer(PGIdentifierPreparer):
    """Names that DuckDB keeps for itself are quoted."""

    reserved_words = PGIdentifierPreparer.reserved_words | RESERVED


class DuckDialect(PGDialect):
    """The dialect of DuckDB as far as this connector needs it."""

    name = "duckdb"
    driver = "duckdb"
    default_paramstyle = "qmark"
    supports_statement_cache = True
    supports_server_side_cursors = False
    preparer = Preparer

    @classmethod
    def import_dbapi(cls) -> Any:
        """The driver as a module of the Python database interface."""
        errors = {name: getattr(duckdb, name) for name in dir(duckdb) if name.endswith("Error")}
        return SimpleNamespace(paramstyle="qmark", threadsafety=1, apilevel="2.0", connect=duckdb.connect, **errors)

    def initialize(self, connection: Any) -> None:
        """Nothing is asked of a server, for there is none."""

    def has_table(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> bool:
        """Whether the file has a table of that name."""
        found = "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND table_name = ?"
        return bool(connection.exec_driver_sql(found, (table_name,)).scalar_one())

    def on_connect(self) -> None:
        """Nothing is set on a server."""
        return


registry.register(NAME, __name__, "DuckDialect")
