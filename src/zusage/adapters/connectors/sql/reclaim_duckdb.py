"""Reclaiming a file of DuckDB: what is in it is copied into a new file, which takes the place of the old one.

Law: nobody else may have the file open, and nobody can write to it from the copying to the swap. The new file replaces the
old one only after tables, constraints, indexes, views, sequences with their values, macros, types and comments were found
alike in both, and of each table the number of rows and a digest over all of them; it is written to the disk first. Before
the swap a crash leaves the old file as it was, and a second one beside it (`.NAME.zusage-new`), which the next reclaiming
removes. The new file notes up to which place of the journal it holds nothing that was deleted. A file with a second name
(hard link) is left alone: the other name would keep the bytes. The version of the format stays as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zusage.adapters.connectors.sql.duckdb import LOG, Duckdb
from zusage.adapters.connectors.sql.errors import Refused
from zusage.model.errors import ConnectorError, TransientConnectorError
from zusage.plan.connector import Order
from zusage.plan.receipt import Refusal, RefusalKind

SPARE = 16 << 20
_NOTE = 'CREATE TABLE IF NOT EXISTS {0} (id INTEGER PRIMARY KEY CHECK (id = 1), "position" BIGINT NOT NULL)'
_SHAPES = (
    "SELECT schema_name, comment FROM duckdb_schemas() WHERE database_name = ? ORDER BY ALL",
    "SELECT schema_name, table_name, sql, comment FROM duckdb_tables() WHERE database_name = ? ORDER BY ALL",
    "SELECT schema_name, table_name, column_name, data_type, column_default, is_nullable, comment FROM duckdb_columns() "
    "WHERE database_name = ? AND NOT internal ORDER BY ALL",
    "SELECT schema_name, table_name, constraint_type, constraint_text FROM duckdb_constraints() WHERE database_name = ? "
    "ORDER BY ALL",
    "SELECT schema_name, index_name, sql, comment FROM duckdb_indexes() WHERE database_name = ? ORDER BY ALL",
    "SELECT schema_name, view_name, sql, comment FROM duckdb_views() WHERE database_name = ? AND NOT internal ORDER BY ALL",
    "SELECT schema_name, sequence_name, start_value, min_value, max_value, increment_by, cycle, last_value, sql, comment "
    "FROM duckdb_sequences() WHERE database_name = ? ORDER BY ALL",
    "SELECT schema_name, function_name, parameters, macro_definition, comment FROM duckdb_functions() "
    "WHERE database_name = ? AND NOT internal ORDER BY ALL",
    "SELECT schema_name, type_name, logical_type, labels, comment FROM duckdb_types() "
    "WHERE database_name = ? AND NOT internal ORDER BY ALL",
)
_TABLES = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'old' AND NOT temporary ORDER BY ALL"
_VERSION = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'old'"


def reclaim_duckdb(store: Duckdb, order: Order) -> None:
    """Write the file anew. Raises Refused, ConnectorError (transient while another process has the file open)."""
    path = store.path().resolve()
    fresh = path.with_name(f".{path.name}.zusage-new")
    _refuse(store, path)
    store.finish()
    store.close()
    _remove(fresh)
    if _log(path).exists():
        raise TransientConnectorError("ZE32", system=store.system, what="log not empty", reason="log not empty")
    try:
        with _attached(store, path, fresh) as connection:
            connection.execute("COPY FROM DATABASE old TO fresh")
            _compare(connection)
            connection.execute(_NOTE.format("fresh.main.zusage_rewritten"))
            note = 'SELECT 1, coalesce(max("position"), 0) FROM old.main.zusage_journal'
            connection.execute(f"INSERT OR REPLACE INTO fresh.main.zusage_rewritten {note}")
            connection.execute("CHECKPOINT fresh")
            connection.execute("DETACH fresh")
            if why := ("stop flag" if order.stopped() else order.ended()):
                raise Refused(Refusal(RefusalKind.STOPPED if order.stopped() else RefusalKind.WINDOW, why))
            _swap(path, fresh)
    finally:
        _remove(fresh)


def _refuse(store: Duckdb, path: Path) -> None:
    if not store.opening.write:
        raise Refused(Refusal(RefusalKind.UNABLE, "the file is open for reading only"))
    about = path.stat()
    if about.st_nlink > 1:
        raise Refused(Refusal(RefusalKind.UNABLE, "the file has a second name (hard link), which would keep the bytes"))
    needed = int(about.st_size * 1.2) + SPARE
    if (left := shutil.disk_usage(path.parent).free) < needed:
        raise Refused(Refusal(RefusalKind.PRESSURE, f"needs {needed >> 20} MB on the disk, {left >> 20} MB are free"))


@contextmanager
def _attached(store: Duckdb, path: Path, fresh: Path) -> Iterator[Any]:
    """Both files; the old one for reading only, so that nobody else can open it for writing."""
    import duckdb

    from zusage.adapters.connectors.sql.duckdb_dialect import SETTINGS

    connection = duckdb.connect(config={**SETTINGS, "enable_external_access": True})
    try:
        connection.execute(f"ATTACH {_literal(path)} AS old (READ_ONLY)")
        version = str(connection.execute(_VERSION).fetchall()[0][0] or "").removesuffix("+")
        connection.execute(f"ATTACH {_literal(fresh)} AS fresh (STORAGE_VERSION {_literal(version)})")
        connection.execute("SET enable_external_access = false")
        yield connection
    except duckdb.IOException:
        what = "another process has the file open"
        raise TransientConnectorError("ZE32", system=store.system, what=what, reason=what) from None
    except duckdb.Error as error:
        what = type(error).__name__
        raise ConnectorError("ZE44", system=store.system, what=what, reason=what) from None
    finally:
        connection.close()


def _compare(connection: Any) -> None:
    """Raises Refused when anything differs; names nothing but structure."""
    for query in _SHAPES:
        if connection.execute(query, ["old"]).fetchall() != connection.execute(query, ["fresh"]).fetchall():
            what = query.partition("duckdb_")[2].partition("(")[0]
            raise Refused(Refusal(RefusalKind.UNABLE, f"the copy has other {what} than the file; nothing was replaced"))
    for schema, table in connection.execute(_TABLES).fetchall():
        name = f"{_quoted(schema)}.{_quoted(table)}"
        query = "SELECT count(*), bit_xor(hash(copied)), sum(hash(copied) % 1000003) FROM {0}.{1} AS copied"
        old, fresh = (connection.execute(query.format(side, name)).fetchall() for side in ("old", "fresh"))
        if old != fresh:
            raise Refused(Refusal(RefusalKind.UNABLE, f"the copy of {table} has other rows; nothing was replaced"))


def _swap(path: Path, fresh: Path) -> None:
    """The new file is on the disk, with the owner and the rights of the old one, before it takes its name."""
    about = path.stat()
    with fresh.open("rb+") as file:
        os.fchmod(file.fileno(), about.st_mode & 0o7777)
        if (about.st_uid, about.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(file.fileno(), about.st_uid, about.st_gid)
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(fresh: Path) -> None:
    fresh.unlink(missing_ok=True)
    _log(fresh).unlink(missing_ok=True)


def _log(path: Path) -> Path:
    return path.with_name(path.name + LOG)


def _literal(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + str(name).replace('"', '""') + '"'
