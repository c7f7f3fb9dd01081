"""Trial by reading: does the application see rows that are marked as restricted?

Law: up to a few marked keys are taken from our table; then the application's own role looks for exactly these rows in every
way the store has, each in a savepoint of its own, and everything is rolled back. A way that shows none of them is stopped.
Without a mark nothing is tried, and the observation says so by its zero. `bypass` is 1 where the role could see them if it
wanted to: as superuser or past row security, or as owner or writer of our marks; on a store without roles whoever opens it.
`unable` is 1 where nothing could hide them: a store without row security, a superuser, a role with BYPASSRLS.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.batch import key_of
from zusage.adapters.connectors.sql.errors import is_transient
from zusage.adapters.connectors.sql.moments import bind
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.restricting import key_text
from zusage.adapters.connectors.sql.restriction import has_marks
from zusage.adapters.connectors.sql.setup import full_name
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.connector import Limits
from zusage.plan.look import Trial
from zusage.plan.receipt import Observation
from zusage.plan.structure import Structure

LIMITS = Limits(statement_timeout_ms=5_000, lock_timeout_ms=200)
MARKS = 20
_BYPASS = """
    SELECT r.rolsuper OR r.rolbypassrls AS unable, r.rolsuper OR r.rolbypassrls
        OR coalesce((SELECT pg_has_role(session_user, n.nspowner, 'MEMBER')
                     FROM pg_namespace n WHERE n.nspname = 'zusage'), true)
        OR coalesce((SELECT has_table_privilege(session_user, m.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') FROM pg_class m
                     JOIN pg_namespace n ON n.oid = m.relnamespace
                     WHERE n.nspname = 'zusage' AND m.relname = 'restricted'), true)
        OR pg_has_role(session_user, c.relowner, 'MEMBER') AS bypass
    FROM pg_class c, pg_roles r WHERE c.oid = to_regclass(%(name)s) AND r.rolname = session_user"""


def try_reading(store: Store, look: Trial, now: datetime) -> Observation:
    """Try to read marked rows of one table as the application; raises ConnectorError when the store is not reached."""
    role = "app" if store.url("app") else "apply" if store.product in ("sqlite", "duckdb") else ""
    if not role:
        return Observation(look.id, store.target, now, visible=False, reason="no app connection")
    with store.reading("apply") as connection:
        structure = store.structure(connection)
        if look.table not in structure.tables:
            return Observation(look.id, store.target, now, visible=False, reason=f"missing table {look.table}")
        keys = _marked_keys(store, connection, look) if has_marks(store, connection) else []
    with store.engine(role).connect() as connection, connection.begin() as transaction:
        store.limit(connection, LIMITS, f"trial:{look.promise}", True)
        unable = bypass = 1
        if store.product == "postgresql":
            connection.exec_driver_sql("SELECT set_config('row_security', 'on', true)")
            asked = connection.exec_driver_sql(_BYPASS, {"name": full_name(structure, look.table)}).one_or_none()
            unable, bypass = int(asked is not None and asked.unable), int(asked is None or asked.bypass is not False)
        numbers = _tries(connection, _ways(store, connection, structure, look.table, keys)) if keys else (0, 0)
        transaction.rollback()
    tried, stopped = numbers
    told = {"tried": tried, "stopped": stopped, "named": 0, "bypass": bypass, "unable": unable}
    return Observation(look.id, store.target, now, numbers=told)


def _marked_keys(store: Store, connection: sa.Connection, look: Trial) -> list[str]:
    marks = store.books.restricted
    mine = sa.and_(marks.c.table_name == bind(look.table), marks.c.promise == bind(look.promise))
    return [str(key) for key in connection.execute(sa.select(marks.c.key).where(mine).limit(MARKS)).scalars()]


def _tries(connection: sa.Connection, ways: list[Callable[[], int]]) -> tuple[int, int]:
    tried = stopped = 0
    for way in ways:
        savepoint = connection.begin_nested()
        try:
            shown = way()
        except exc.DBAPIError as error:
            if is_transient(error):
                continue
            tried, stopped = tried + 1, stopped + 1
        else:
            tried, stopped = tried + 1, stopped + (shown == 0)
        finally:
            savepoint.rollback()
    return tried, stopped


def _ways(
    store: Store, connection: sa.Connection, structure: Structure, table: str, keys: list[str]
) -> list[Callable[[], int]]:
    """Reading, locking for a change, changing, deleting: each says how many marked rows it met."""
    scope = Renderer(store.product, structure, store.zones, None, {}).scope(table)
    chosen = key_text(scope, key_of(scope.shape)).in_([bind(key) for key in keys])
    first = scope.source.c[scope.shape.columns[-1].name]
    counting: Any = sa.select(sa.func.count()).select_from(scope.source).where(chosen)
    ways: list[Callable[[], int]] = [
        lambda: int(connection.execute(counting).scalar_one()),
        lambda: int(connection.execute(sa.update(scope.source).where(chosen).values({first: first})).rowcount),
        lambda: int(connection.execute(sa.delete(scope.source).where(chosen)).rowcount),
    ]
    if store.product == "postgresql":
        ways.append(lambda: _whole(connection, scope, keys))
    return ways


def _whole(connection: sa.Connection, scope: Scope, keys: list[str]) -> int:
    """Everything the role sees, searched here: no condition that a planner could treat in its own way."""
    query = sa.select(key_text(scope, key_of(scope.shape))).select_from(scope.source)
    rows = connection.execute(query.execution_options(yield_per=2_000))
    return sum(str(key) in keys for (key,) in rows)
