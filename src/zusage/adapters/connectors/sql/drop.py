"""Drop: the end of a whole instance — the file of SQLite with its side files, or the database of PostgreSQL.

Law: nothing is dropped while a hold lies in the store or came with the order, while the store is stopped, or when it is not
the store that was planned for. The journal is the notebook in our state, intention first: after a crash an intention whose
store is still there is withdrawn and made anew; one whose store is gone is completed. Absence is the evidence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql import mariadb_drop
from zusage.adapters.connectors.sql.duckdb import LOG, Duckdb
from zusage.adapters.connectors.sql.errors import Refused, translated
from zusage.adapters.connectors.sql.mariadb import Mariadb
from zusage.adapters.connectors.sql.postgresql import Postgresql
from zusage.adapters.connectors.sql.products import ALONE
from zusage.adapters.connectors.sql.render import Renderer
from zusage.adapters.connectors.sql.rows import control
from zusage.adapters.connectors.sql.sqlite import SIDE_FILES, Sqlite
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError
from zusage.plan.act import Drop
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind

DETAIL = "database"


def apply_drop(store: Store, act: Drop, order: Order) -> Receipt:
    """End the instance; raises ConnectorError."""
    batch = Batch(store.target, order.run, act.id, act.promise, 1, {DETAIL: 1}, order.now)
    notebook = store.opening.notebook
    try:
        settle(store)
        if is_absent(store):
            done = any(entry.run == order.run and entry.act == act.id for _, entry in notebook.entries(store.target))
            return _receipt(store, act, order, int(done))
        _refuse(store, act, order)
        intention = notebook.intend(batch, DETAIL)
        _remove(store)
        notebook.done(intention, batch.counts)
    except Refused as refused:
        return _receipt(store, act, order, 0, refused.refusal)
    order.progress(batch)
    return _receipt(store, act, order, 1)


def settle(store: Store) -> None:
    """Complete or withdraw intentions that a crash left open."""
    notebook = store.opening.notebook
    for intention, batch, detail in notebook.open_intentions(store.target):
        if detail != DETAIL:
            continue
        if is_absent(store):
            if isinstance(store, Sqlite | Duckdb):
                _unlink(store.path())
            notebook.done(intention, batch.counts)
        else:
            notebook.withdraw(intention)


def is_absent(store: Store) -> bool:
    """Whether the store is really gone, not merely unreachable."""
    if isinstance(store, Sqlite | Duckdb):
        return not store.path().exists()
    if isinstance(store, Mariadb):
        return not mariadb_drop.exists(store)
    return isinstance(store, Postgresql) and not _exists(store)


def _refuse(store: Store, act: Drop, order: Order) -> None:
    if order.stopped():
        raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
    if order.holds:
        raise Refused(Refusal(RefusalKind.HOLD, "a hold covers the instance"))
    with store.changing(f"{order.run}:drop", limits=order.limits) as connection:
        if not store.is_set_up(connection):
            raise Refused(Refusal(RefusalKind.NOT_SETUP, "no control row in the store"))
        control(store, connection, order)
        if connection.execute(sa.select(store.books.holds.c.hold).limit(1)).first() is not None:
            raise Refused(Refusal(RefusalKind.HOLD, "a hold lies in the store"))
        if order.identity is not None and store.identity(connection) != order.identity:
            raise Refused(Refusal(RefusalKind.CHANGED, "another store than planned for"))
        _refuse_spared(store, act, order, connection)


def _refuse_spared(store: Store, act: Drop, order: Order, connection: sa.Connection) -> None:
    renderer = Renderer(store.product, store.structure(connection), store.zones, store.books, order.feeds)
    for table, condition in act.spares or ():
        scope = renderer.scope(table)
        kept: sa.Select[Any] = (
            sa.select(sa.literal_column("1")).select_from(scope.source).where(renderer.condition(condition, scope))
        )
        if connection.execute(kept.limit(1)).first() is not None:
            raise Refused(Refusal(RefusalKind.DUTY, table))


def _remove(store: Store) -> None:
    store.close()
    if isinstance(store, Sqlite | Duckdb):
        _unlink(store.path())
        return
    if isinstance(store, Mariadb):
        mariadb_drop.remove(store)
        return
    name = sa.make_url(str(store.url("setup"))).database or ""
    with translated(store.system):
        engine = _maintenance(store)
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                quoted = connection.dialect.identifier_preparer.quote_identifier(name)
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        finally:
            engine.dispose()


def _exists(store: Store) -> bool:
    name = sa.make_url(str(store.url("setup"))).database or ""
    with translated(store.system):
        engine = _maintenance(store)
        try:
            with engine.connect() as connection:
                query = "SELECT count(*) FROM pg_database WHERE datname = %(name)s"
                return bool(connection.exec_driver_sql(query, {"name": name}).scalar_one())
        finally:
            engine.dispose()


def _maintenance(store: Store) -> sa.Engine:
    """An engine for the server's maintenance database, as the setup role."""
    url = store.url("setup")
    if url is None:
        raise ConnectorError("ZE32", system=store.system, what="no setup connection", reason="no setup connection")
    address = sa.make_url(url).set(database="postgres").render_as_string(hide_password=False)
    return store.create_engine("setup", address)


def _unlink(path: Path) -> None:
    """The main file first: without it the rest means nothing, and absence of it is what is checked after a crash."""
    for name in (path, *(path.with_name(path.name + end) for end in (*SIDE_FILES, LOG))):
        name.unlink(missing_ok=True)


def _receipt(store: Store, act: Drop, order: Order, batches: int, refusal: Refusal | None = None) -> Receipt:
    counts = {DETAIL: 1} if batches else {}
    level = "rewritten" if batches and store.product in ALONE else "reclaimed" if batches else ""
    return Receipt(store.target, order.run, act.id, act.promise, counts, batches, order.now, refusal, level)
