"""Trial: try to write as the application's own role, in a transaction that is always rolled back.

Law: every way that the store has is tried in a savepoint of its own; a way that could not be tried (no parent row for the
cascade, a lock that somebody else holds) is not counted. `bypass` is 1 when the role could lift the lock itself: as owner or
superuser, by replacing the session's replication role, or by writing our tables; on SQLite whoever writes the file can.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql import mariadb_trial
from zusage.adapters.connectors.sql.errors import is_transient
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.setup import full_name
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.condition import Edge
from zusage.plan.connector import Limits
from zusage.plan.look import Trial
from zusage.plan.receipt import Observation
from zusage.plan.structure import Structure

TRIED = {"table", "partitioned", "partition", "foreign"}
LIMITS = Limits(statement_timeout_ms=5_000, lock_timeout_ms=200)
_BYPASS = """
    SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(session_user, c.relowner, 'MEMBER')
        OR coalesce((SELECT pg_has_role(session_user, n.nspowner, 'MEMBER')
                     FROM pg_namespace n WHERE n.nspname = 'zusage'), true)
        OR coalesce((SELECT has_table_privilege(session_user, l.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') FROM pg_class l
                     JOIN pg_namespace n ON n.oid = l.relnamespace WHERE n.nspname = 'zusage' AND l.relname = 'locks'), true)
        OR (current_setting('server_version_num')::int >= 150000
            AND has_parameter_privilege(session_user, 'session_replication_role', 'SET'))
    FROM pg_class c, pg_roles r WHERE c.oid = to_regclass(%(name)s) AND r.rolname = session_user"""

Way = Callable[[], object]


def try_writing(store: Store, look: Trial, now: datetime) -> Observation:
    """Try to write one table as the application; raises ConnectorError when the store cannot be reached."""
    if look.reads:
        from zusage.adapters.connectors.sql.trial_reading import try_reading

        return try_reading(store, look, now)
    role = "app" if store.url("app") else "apply" if store.product == "sqlite" else ""
    if not role:
        return Observation(look.id, store.target, now, visible=False, reason="no app connection")
    with store.reading() as connection:
        structure = store.structure(connection)
    if look.table not in structure.tables:
        return Observation(look.id, store.target, now, visible=False, reason=f"missing table {look.table}")
    if (kind := structure.tables[look.table].kind) not in TRIED:
        return Observation(look.id, store.target, now, visible=False, reason=f"no trial on a {kind}")
    with store.engine(role).connect() as connection, connection.begin() as transaction:
        store.limit(connection, LIMITS, f"trial:{look.promise}", True)
        bypass, ways = 1, None
        if store.product == "mariadb":
            connection.exec_driver_sql("SET SESSION sql_mode = ''")  # a value that is missing is none of our business here
            ways = mariadb_trial.ways(connection, structure, look.table)
            bypass = int(mariadb_trial.goes_around(connection, structure, look.table))
        elif store.product != "sqlite":
            connection.exec_driver_sql("SELECT set_config('row_security', 'on', true)")
            bypass = int(
                connection.exec_driver_sql(_BYPASS, {"name": full_name(structure, look.table)}).scalar() is not False
            )
        numbers = _tries(connection, ways or _ways(store, connection, structure, look.table), look.promise)
        transaction.rollback()
    return Observation(look.id, store.target, now, numbers={**numbers, "bypass": bypass})


def _tries(connection: sa.Connection, ways: dict[str, Way], promise: str) -> dict[str, int]:
    numbers = {"tried": 0, "stopped": 0, "named": 0}
    for way in ways.values():
        savepoint = connection.begin_nested()
        try:
            way()
        except exc.DBAPIError as error:
            if is_transient(error):
                continue
            numbers["tried"] += 1
            if _is_constraint(error):
                continue
            numbers["stopped"] += 1
            numbers["named"] += promise in str(error.orig)
        else:
            numbers["tried"] += 1
        finally:
            savepoint.rollback()
    return numbers


def _is_constraint(error: exc.DBAPIError) -> bool:
    """The row itself was wrong (a column without value, say), which is judged only after every guard let it pass."""
    return str(getattr(error.orig, "sqlstate", "")).startswith("23") or "constraint failed" in str(error.orig)


def _ways(store: Store, connection: sa.Connection, structure: Structure, table: str) -> dict[str, Way]:
    renderer = Renderer(store.product, structure, store.zones, None, {})
    scope, name = renderer.scope(table), full_name(structure, table)
    first = scope.shape.columns[0].name
    target = {scope.source.c[first]: scope.source.c[first]}
    ways: dict[str, Way] = {
        "insert": lambda: connection.exec_driver_sql(f"INSERT INTO {name} DEFAULT VALUES"),
        "update": lambda: connection.execute(sa.update(scope.source).where(_one(connection, scope)).values(target)),
        "delete": lambda: connection.execute(sa.delete(scope.source).where(_one(connection, scope))),
    }
    if store.product == "sqlite" and not _has_rows(connection, scope):
        # SQLite fires triggers per row only, so nothing can be tried on rows that are not there.
        ways = {"insert": ways["insert"]}
    if store.product != "sqlite":
        ways["truncate"] = lambda: connection.exec_driver_sql(f"TRUNCATE {name} CASCADE")
        ways["copy"] = lambda: _copy(connection, name)
    if (parent := _parent(connection, renderer, scope)) is not None:
        ways["cascade"] = lambda: connection.execute(parent)
    return ways


def _one(connection: sa.Connection, scope: Scope) -> Any:
    """One row, whichever the store finds first."""
    row: sa.ColumnClause[Any] = sa.literal_column("rowid" if connection.dialect.name == "sqlite" else "ctid")
    return row == sa.select(row).select_from(scope.source).limit(1).correlate(None).scalar_subquery()


def _has_rows(connection: sa.Connection, scope: Scope) -> bool:
    return connection.execute(sa.select(sa.literal_column("1")).select_from(scope.source).limit(1)).first() is not None


def _parent(connection: sa.Connection, renderer: Renderer, scope: Scope) -> Any:
    """A statement that deletes one parent whose deletion would reach rows of the table, or None."""
    for key in scope.shape.foreign_keys:
        if key.on_delete not in {"CASCADE", "SET NULL", "SET DEFAULT"} or key.target == scope.shape.name:
            continue
        if key.target not in renderer.structure.tables:
            continue
        parent = renderer.scope(key.target)
        edge = Edge(scope.shape.name, tuple(zip(key.target_columns, key.columns, strict=True)))
        has_child = renderer.exists(parent, edge, None)
        columns = [parent.column(name) for name in key.target_columns]
        try:
            with connection.begin_nested():
                query: sa.Select[Any] = sa.select(*columns).where(has_child).limit(1)
                row = connection.execute(query).first()
        except exc.DBAPIError:
            continue
        if row is not None:
            return sa.delete(parent.source).where(*(column == value for column, value in zip(columns, row, strict=True)))
    return None


def _copy(connection: sa.Connection, name: str) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN"):
            pass
    except Exception as error:
        if not hasattr(error, "sqlstate"):
            raise
        raise exc.DBAPIError(None, None, error) from None
