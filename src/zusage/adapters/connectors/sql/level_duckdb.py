"""How deep erasure has reached in a file of DuckDB.

Law: `logical` until the file was written anew by reclaiming after our last deletion from the table, because blocks keep the
bytes of deleted rows; then `horizon`: the new file and its log began with what was left, and DuckDB keeps no other log. The
new file itself holds the place in the journal up to which it is free of what was deleted, so a copy of it tells the same.
"""

from __future__ import annotations

import json

import sqlalchemy as sa

from zusage.adapters.connectors.sql.depth import Depth
from zusage.adapters.connectors.sql.duckdb import LOG, Duckdb

_NOTED = """
    SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'main'
    AND table_name = 'zusage_rewritten'"""
_LAST = """
    SELECT "position", counts FROM zusage_journal WHERE NOT starts_with(act, 'reclaim:') AND contains(counts, ?)
    ORDER BY "position" DESC"""


def measure_duckdb(store: Duckdb, connection: sa.Connection, table: str) -> Depth:
    """What the file itself notes."""
    path = store.path()
    log = path.with_name(path.name + LOG)
    numbers = {"bytes": path.stat().st_size, "log_bytes": log.stat().st_size if log.exists() else 0}
    rewritten = _rewritten(connection)
    if rewritten is None or rewritten < _last_deletion(store, connection, table):
        return Depth("logical", ("not_rewritten",), numbers)
    return Depth("horizon", (), numbers)


def _rewritten(connection: sa.Connection) -> int | None:
    if not int(connection.exec_driver_sql(_NOTED).scalar_one()):
        return None
    found = connection.exec_driver_sql('SELECT "position" FROM zusage_rewritten').scalar()
    return None if found is None else int(found)


def _last_deletion(store: Duckdb, connection: sa.Connection, table: str) -> int:
    """The place in the journal of our last deletion from the table; 0 where there was none."""
    if not store.is_set_up(connection):
        return 0
    for position, counts in connection.exec_driver_sql(_LAST, (json.dumps(table),)):
        if table in json.loads(counts):
            return int(position)
    return 0
