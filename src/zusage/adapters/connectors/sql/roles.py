"""Who may read a database, whether its credentials open another one, and how far erasure has gone.

Law: SQLite has no roles and no credentials, so both questions are answered "not visible" there. The level of erasure is what
the catalogue shows now; a mechanism that keeps a queryable copy of deleted rows leaves no level at all.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.errors import word
from zusage.adapters.connectors.sql.setup import full_name
from zusage.adapters.connectors.sql.sqlite import Sqlite
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.look import Level, Reach, Roles
from zusage.plan.receipt import Observation

_ROLES = """
    SELECT r.rolname, r.rolsuper FROM pg_roles r
    WHERE r.rolcanlogin AND has_database_privilege(r.oid, current_database(), 'CONNECT')
      AND (r.rolsuper OR EXISTS (
        SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'zusage')
          AND n.nspname !~ '^pg_' AND has_schema_privilege(r.oid, n.oid, 'USAGE')
          AND has_any_column_privilege(r.oid, c.oid, 'SELECT')))
    ORDER BY r.rolname COLLATE "C" """
_DEAD = """
    SELECT coalesce(s.n_dead_tup, 0), coalesce(s.n_tup_del, 0), s.vacuum_count + s.autovacuum_count
    FROM pg_stat_user_tables s WHERE s.relid = to_regclass(%(name)s)"""


def see_roles(store: Store, look: Roles, now: datetime) -> Observation:
    """The roles that may log in and read anything."""
    if store.product == "sqlite":
        return Observation(look.id, store.target, now, visible=False, reason="no roles in SQLite")
    with store.reading() as connection:
        rows = connection.exec_driver_sql(_ROLES).all()
    numbers = {"count": len(rows), "superusers": sum(1 for row in rows if row[1])}
    return Observation(look.id, store.target, now, numbers=numbers, facts={"roles": ",".join(row[0] for row in rows)})


def see_reach(store: Store, look: Reach, now: datetime) -> Observation:
    """Whether the application's credentials of this instance open the other one."""
    own, other = store.url("app") or store.url("url"), store.opening.sibling(look.other)
    if store.product == "sqlite" or not own:
        return Observation(look.id, store.target, now, visible=False, reason="no credentials in SQLite")
    address = other.get("url") if other else None
    if not isinstance(address, str):
        return Observation(look.id, store.target, now, visible=False, reason="no address of the other instance")
    theirs, mine = sa.make_url(address), sa.make_url(own)
    crossed = mine.set(host=theirs.host, port=theirs.port, database=theirs.database)
    opened = _opens(store, crossed.render_as_string(hide_password=False))
    return Observation(look.id, store.target, now, numbers={"tried": 1, "opened": int(opened)})


def see_level(store: Store, look: Level, now: datetime) -> Observation:
    """The level of erasure that a table has reached, and the mechanisms that keep copies of its rows."""
    with store.reading() as connection:
        structure = store.structure(connection)
        copies = [copy for copy in structure.copies if copy.endswith((f" of {look.table}", " of *"))]
        if look.table not in structure.tables:
            return Observation(look.id, store.target, now, visible=False, reason=f"missing table {look.table}")
        level = "" if copies else _level(store, connection, look.table)
    return Observation(look.id, store.target, now, facts={"level": level, "copies": ", ".join(copies)})


def _level(store: Store, connection: sa.Connection, table: str) -> str:
    if isinstance(store, Sqlite):
        log = store.path().with_name(store.path().name + "-wal")
        return "logical" if log.exists() and log.stat().st_size else "rewritten"
    row: Any = connection.exec_driver_sql(_DEAD, {"name": full_name(store.structure(connection), table)}).first()
    reclaimed = row is not None and not row[0] and row[2] and row[1] >= _deleted_by_us(store, connection, table)
    return "reclaimed" if reclaimed else "logical"


def _deleted_by_us(store: Store, connection: sa.Connection, table: str) -> int:
    """Rows that our journal counts: statistics that lag behind it know nothing about dead rows either."""
    if not store.is_set_up(connection):
        return 0
    return sum(batch.counts.get(table, 0) for _, batch in store.books.read(connection, store.target, 0))


def _opens(store: Store, url: str) -> bool:
    engine = store.create_engine("reach", url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        return True
    except exc.DBAPIError as error:
        if word(error) in {"login refused", "permission denied", "missing database"}:
            return False
        raise
    finally:
        engine.dispose()
