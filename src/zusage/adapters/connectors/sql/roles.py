"""Who may read a database, and whether its credentials open another one.

Law: SQLite has no roles and no credentials, so both questions are answered "not visible" there.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.errors import word
from zusage.adapters.connectors.sql.mariadb_rights import readers
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.look import Reach, Roles
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


def see_roles(store: Store, look: Roles, now: datetime) -> Observation:
    """The roles that may log in and read anything."""
    if store.product == "sqlite":
        return Observation(look.id, store.target, now, visible=False, reason="no roles in SQLite")
    with store.reading() as connection:
        rows = list(readers(connection).items()) if store.product == "mariadb" else connection.exec_driver_sql(_ROLES).all()
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
