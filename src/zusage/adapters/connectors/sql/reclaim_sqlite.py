"""Reclaiming a SQLite file: the log is emptied, the file written anew without a byte that belongs to no row.

Law: VACUUM with `secure_delete` on writes every page from nothing and copies only rows; the logs beside the file are emptied
after it. Writers wait while it lasts, readers may keep the log from being emptied. It needs about twice the size of the file
on its disk and in the folder for temporary files; where that is not free, nothing is begun. What the file system keeps of
freed blocks is out of reach.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable

from sqlalchemy import exc

from zusage.adapters.connectors.sql.depth import LEVELS
from zusage.adapters.connectors.sql.errors import Refused, translated
from zusage.adapters.connectors.sql.level_sqlite import depth_of
from zusage.adapters.connectors.sql.sqlite import Sqlite
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.connector import Order
from zusage.plan.receipt import Refusal, RefusalKind

Patiently = Callable[[Store, Order, Callable[[], None]], None]
SPARE = 16 << 20


def reclaim_sqlite(store: Sqlite, level: str, order: Order, patiently: Patiently) -> None:
    """Empty the logs; beyond `reclaimed` also write the file anew. Raises Refused, ConnectorError."""
    patiently(store, order, lambda: _empty_logs(store, order))
    if LEVELS.index(level) <= LEVELS.index("reclaimed") or depth_of(store.path(), settled=True).level == "horizon":
        return
    path = store.path()
    needed = 2 * path.stat().st_size + SPARE
    if (left := shutil.disk_usage(path.parent).free) < needed:
        raise Refused(Refusal(RefusalKind.PRESSURE, f"needs {needed >> 20} MB on the disk, {left >> 20} MB are free"))
    patiently(store, order, lambda: _write_anew(store, order))
    patiently(store, order, lambda: _empty_logs(store, order, fresh=True))


def _write_anew(store: Sqlite, order: Order) -> None:
    _run(store, order, "PRAGMA secure_delete = ON", "VACUUM")


def _empty_logs(store: Sqlite, order: Order, *, fresh: bool = False) -> None:
    """A rollback journal that another program keeps (journal_mode PERSIST) is emptied by a transaction of ours."""
    left = store.path().with_name(store.path().name + "-journal")
    if left.exists() and left.stat().st_size:
        version = "PRAGMA user_version"
        _run(store, order, "PRAGMA journal_mode = TRUNCATE", "BEGIN IMMEDIATE", f"{version} = {_number(store)}", "COMMIT")
    if store.empty_logs(fresh=fresh) == "logical":
        raise exc.OperationalError("", None, sqlite3.OperationalError("database is busy"))


def _number(store: Sqlite) -> int:
    with store.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _run(store: Sqlite, order: Order, *statements: str) -> None:
    """Outside any transaction of SQLAlchemy, with errors as it raises them, so that a lock can be waited for."""
    with translated(store.system):
        engine = store.engine("setup")
    connection = engine.connect()
    try:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA busy_timeout = {int(order.limits.lock_timeout_ms)}")
        for statement in statements:
            raw.execute(statement).fetchall()
    except sqlite3.Error as error:
        raise exc.OperationalError("", None, error) from None
    finally:
        connection.close()
