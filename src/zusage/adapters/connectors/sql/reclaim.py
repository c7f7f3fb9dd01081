"""Reclaim: make what was deleted unreadable on disk, as deep as was asked for, and say how deep it came.

Law: no plan of `apply` holds such an act. First whole partitions that are due go (`partitions`, `partitions_mariadb`), then
table by table what the product has is done (`reclaim_postgresql`, `reclaim_mariadb`; `reclaim_sqlite` and `reclaim_duckdb`
for the whole file). Each table is journaled when it is done, with no rows counted, because none were deleted; the level in
the receipt is measured afterwards by the probe: the weakest of all tables. A level that was not reached is a refusal that
says what stands in the way; doing it again is harmless.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import exc

from zusage.adapters.connectors.sql.depth import LEVELS, weakest
from zusage.adapters.connectors.sql.duckdb import Duckdb
from zusage.adapters.connectors.sql.errors import Refused, is_transient, translate, word
from zusage.adapters.connectors.sql.gate import control
from zusage.adapters.connectors.sql.level import see_level
from zusage.adapters.connectors.sql.mariadb import Mariadb
from zusage.adapters.connectors.sql.partitions import drop_partitions
from zusage.adapters.connectors.sql.partitions_mariadb import drop_in_mariadb
from zusage.adapters.connectors.sql.postgresql import Postgresql
from zusage.adapters.connectors.sql.reclaim_duckdb import reclaim_duckdb
from zusage.adapters.connectors.sql.reclaim_mariadb import reclaim_mariadb
from zusage.adapters.connectors.sql.reclaim_postgresql import reclaim_postgresql
from zusage.adapters.connectors.sql.reclaim_sqlite import reclaim_sqlite
from zusage.adapters.connectors.sql.sqlite import Sqlite
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Reclaim
from zusage.plan.connector import Order
from zusage.plan.look import Level
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind

ATTEMPTS = 12
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0


def apply_reclaim(store: Store, act: Reclaim, order: Order) -> Receipt:
    """Carry the act out, or as much of it as is allowed; raises ConnectorError."""
    batches: list[Batch] = []
    refusal, level = None, ""
    begun = time.monotonic()
    try:
        _begin(store, order)
        for deletion in act.partitions:
            if isinstance(store, Mariadb):
                drop_in_mariadb(store, act, deletion, order, patiently, batches)
            else:
                drop_partitions(store, act, deletion, order, patiently, batches)
        if act.tables:
            _tables(store, act, order, batches)
    except Refused as refused:
        refusal = refused.refusal
    if act.tables:
        level, short = _reached(store, act, order)
        refusal = refusal or short
    counts: dict[str, int] = {}
    for table, count in (pair for batch in batches for pair in batch.counts.items() if pair[1]):
        counts[table] = counts.get(table, 0) + count
    took = {"took_ms": int((time.monotonic() - begun) * 1000)}
    return Receipt(
        store.target, order.run, act.id, act.promise, counts, len(batches), order.now, refusal, level, figures=took
    )


def patiently(store: Store, order: Order, step: Callable[[], None]) -> None:
    """Try a step that waits for a lock, again and again with growing pauses. Raises Refused, ConnectorError."""
    for attempt in range(ATTEMPTS):
        refuse_ended(order)
        try:
            return step()
        except exc.IntegrityError as error:
            raise Refused(Refusal(RefusalKind.FOREIGN_KEY, word(error))) from None
        except exc.DBAPIError as error:
            if word(error) == "permission denied":
                raise Refused(Refusal(RefusalKind.UNABLE, "permission denied: needs the owner of the table")) from None
            if not is_transient(error):
                raise translate(error, store.system) from None
            reason = word(error)
        time.sleep(min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE))
    raise Refused(Refusal(RefusalKind.TIMEOUT, reason))


def refuse_ended(order: Order) -> None:
    """Raises Refused when the run was stopped or its window has closed."""
    if order.stopped():
        raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
    if why := order.ended():
        raise Refused(Refusal(RefusalKind.WINDOW, why))


def _begin(store: Store, order: Order) -> None:
    refuse_ended(order)
    with store.reading("apply") as connection:
        if not store.is_set_up(connection):
            raise Refused(Refusal(RefusalKind.NOT_SETUP, "no journal in the store"))
        if order.identity is not None and store.identity(connection) != order.identity:
            raise Refused(Refusal(RefusalKind.CHANGED, "another store than planned for"))


def _tables(store: Store, act: Reclaim, order: Order, done: list[Batch]) -> None:
    """One batch for each table; SQLite and DuckDB have but one file."""
    with store.reading("apply") as connection:
        structure = store.structure(connection)
        known = {batch.number: batch for batch in store.books.of_run(connection, store.target, order.run, act.id)}
    tables = [table for table in act.tables if table in structure.tables]
    for number, table in enumerate(tables, 1):
        if number not in known:
            if isinstance(store, Sqlite) and not done:
                reclaim_sqlite(store, act.level, order, patiently)
            elif isinstance(store, Postgresql):
                reclaim_postgresql(store, structure, table, act.level, order, patiently)
            elif isinstance(store, Mariadb):
                reclaim_mariadb(store, table, act.level, order, patiently)
            elif isinstance(store, Duckdb) and not done:
                reclaim_duckdb(store, order)
            elif not isinstance(store, Sqlite | Duckdb):
                raise Refused(Refusal(RefusalKind.UNABLE, f"nothing here reclaims on {store.product}"))
            known[number] = _journal(store, act, order, number, table)
            order.progress(known[number])
        done.append(known[number])


def _journal(store: Store, act: Reclaim, order: Order, number: int, table: str) -> Batch:
    batch = Batch(store.target, order.run, act.id, act.promise, number, {table: 0}, order.now)
    with store.changing(f"{order.run}:{act.promise}", limits=order.limits) as connection:
        store.books.write(connection, batch, control(store, connection, order))
    return batch


def _reached(store: Store, act: Reclaim, order: Order) -> tuple[str, Refusal | None]:
    """The weakest level that the tables have now, and what stands in the way of the one that was asked for."""
    seen = {table: see_level(store, Level(act.id, table), order.now) for table in act.tables}
    levels = {table: observation.facts.get("level", "") for table, observation in seen.items()}
    reached = weakest(levels.values())
    if LEVELS.index(reached) >= LEVELS.index(act.level):
        return reached, None
    table = next(table for table, level in levels.items() if level == reached)
    facts = seen[table].facts
    why = f"copies: {facts['copies']}" if facts.get("copies") else facts.get("keeps", seen[table].reason)
    return reached, Refusal(RefusalKind.UNABLE, f"{table}: {why}")
