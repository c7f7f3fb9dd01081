"""Lock and Unlock: one row in our table `locks` per table and promise; no DDL, no lock on the table itself.

Law: a table without guard triggers cannot be locked (refused as not set up), because a row in `locks` alone stops nobody.
Both are journaled in the same transaction and do nothing the second time.
"""

from __future__ import annotations

import sqlalchemy as sa

from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.rows import control
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Lock, Unlock
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind

_GUARDS = {
    "sqlite": "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'zusage_*' "
    "GROUP BY tbl_name HAVING count(*) = 3",
    "postgresql": """
        SELECT CASE WHEN n.nspname = current_schema() THEN c.relname ELSE n.nspname || '.' || c.relname END
        FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE g.tgname = 'zusage_guard' AND g.tgenabled IN ('O', 'A')""",
    "mariadb": """
        SELECT j.t
        FROM JSON_TABLE(zusage_triggers(), '$[*]' COLUMNS (t varchar(64) PATH '$[0]', n varchar(64) PATH '$[1]')) j
        WHERE left(j.n, 7) = 'zusage_' GROUP BY j.t HAVING count(*) = 3""",
}


def apply_lock(store: Store, act: Lock | Unlock, order: Order) -> Receipt:
    """Lock or unlock the tables of the act; raises ConnectorError."""
    batch: Batch | None = None
    refusal: Refusal | None = None
    try:
        if order.stopped():
            raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
        with store.reading("apply") as connection:
            if not store.is_set_up(connection):
                raise Refused(Refusal(RefusalKind.NOT_SETUP, "no journal in the store"))
        with store.changing(f"{order.run}:{act.promise}", limits=order.limits) as connection:
            batch = _change(store, connection, act, order)
    except Refused as refused:
        refusal = refused.refusal
    if batch is not None:
        order.progress(batch)
    counts = batch.counts if batch is not None else {}
    return Receipt(store.target, order.run, act.id, act.promise, counts, int(batch is not None), order.now, refusal)


def _change(store: Store, connection: sa.Connection, act: Lock | Unlock, order: Order) -> Batch | None:
    epoch = control(store, connection, order)
    if known := store.books.of_run(connection, store.target, order.run, act.id, 1):
        return known[0]
    locks = store.books.locks
    mine = locks.c.promise == act.promise
    locked = set(connection.execute(sa.select(locks.c.table_name).where(mine)).scalars())
    if isinstance(act, Lock):
        changed = [table for table in act.tables if table not in locked]
        guarded = set(connection.exec_driver_sql(_GUARDS[store.product]).scalars())
        if bare := sorted(set(act.tables) - guarded):
            raise Refused(Refusal(RefusalKind.NOT_SETUP, f"no guard on {', '.join(bare)}"))
        for table in changed:
            connection.execute(sa.insert(locks).values(table_name=table, promise=act.promise))
    else:
        changed = [table for table in act.tables if table in locked]
        connection.execute(sa.delete(locks).where(mine, locks.c.table_name.in_(changed)))
    if not changed:
        return None
    batch = Batch(store.target, order.run, act.id, act.promise, 1, dict.fromkeys(changed, 1), order.now)
    store.books.write(connection, batch, epoch)
    return batch
