"""Trial on MariaDB: the ways of writing that a guard can stop, and the ways around it that no trigger sees.

Law: INSERT, UPDATE and DELETE are tried on one row; on an empty table only INSERT is, because triggers fire per row.
TRUNCATE and DROP commit at once, so they are never tried: the rights of the account tell. `bypass` is 1 when the account may
drop, alter or set triggers, counts as ours, or when a foreign key deletes or changes rows of the table along with a parent
that the account may delete; then a lock is marked, not enforced.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.errors import word
from zusage.adapters.connectors.sql.mariadb_rights import EVERYTHING, own_grants, rights
from zusage.adapters.connectors.sql.mariadb_setup import quoted
from zusage.plan.structure import Structure, Table

_AROUND = {EVERYTHING, "DROP", "ALTER", "TRIGGER", "SUPER"}
_TAKES_ALONG = {"CASCADE", "SET NULL", "SET DEFAULT"}
_STOPS = ("permission denied", "SQLSTATE 45000", "error 1644")
_OURS = "SELECT 1 FROM zusage_writers WHERE role = left(user(), char_length(user()) - locate('@', reverse(user())))"


def ways(connection: sa.Connection, structure: Structure, table: str) -> dict[str, Callable[[], object]]:
    """What to try, each in a savepoint of its own."""
    name = _name(table)
    column = next((c.name for c in structure.tables[table].columns if not c.generated), "")
    tried: dict[str, Callable[[], object]] = {
        "insert": lambda: connection.exec_driver_sql(f"INSERT INTO {name} () VALUES ()"),
        "update": lambda: connection.exec_driver_sql(f"UPDATE {name} SET {_name(column)} = {_name(column)} LIMIT 1"),
        "delete": lambda: connection.exec_driver_sql(f"DELETE FROM {name} LIMIT 1"),
    }
    return tried if _has_rows(connection, name) else {"insert": tried["insert"]}


def goes_around(connection: sa.Connection, structure: Structure, table: str) -> bool:
    """Whether the account has a way around the guard."""
    grants = own_grants(connection)
    database = str(connection.exec_driver_sql("SELECT DATABASE()").scalar_one())
    held = [rights(grants, database, name) for name in (table, "zusage_locks", "zusage_writers")]
    return any(some & _AROUND for some in held) or _is_ours(connection) or _cascades(connection, structure, table)


def _is_ours(connection: sa.Connection) -> bool:
    try:
        with connection.begin_nested():
            return connection.exec_driver_sql(_OURS).first() is not None
    except exc.DBAPIError as error:
        return word(error) not in {"permission denied", "missing table"}


def _cascades(connection: sa.Connection, structure: Structure, table: str) -> bool:
    """A parent can be deleted although its children are locked; without a parent row nobody can tell, so it counts."""
    shape = structure.tables[table]
    keys = [key for key in shape.foreign_keys if key.on_delete in _TAKES_ALONG and key.target != table]
    return any(_parent_goes(connection, shape, key.target, key.columns, key.target_columns) for key in keys)


def _parent_goes(
    connection: sa.Connection, child: Table, parent: str, here: tuple[str, ...], there: tuple[str, ...]
) -> bool:
    on = " AND ".join(f"c.{_name(a)} = {_name(parent)}.{_name(b)}" for a, b in zip(here, there, strict=True))
    some = f"EXISTS (SELECT 1 FROM {_name(child.name)} c WHERE {on})"
    savepoint = connection.begin_nested()
    try:
        connection.exec_driver_sql(f"DELETE FROM {_name(parent)} WHERE {some} LIMIT 1")
        return True
    except exc.DBAPIError as error:
        return word(error) not in _STOPS
    finally:
        savepoint.rollback()


def _has_rows(connection: sa.Connection, name: str) -> bool:
    try:
        with connection.begin_nested():
            return connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first() is not None
    except exc.DBAPIError:
        return True


def _name(name: str) -> str:
    return quoted(name).replace("%", "%%")
