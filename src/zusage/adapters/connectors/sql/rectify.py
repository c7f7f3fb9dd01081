"""Rectify: write the values that people are owed into the rows that the order names.

Law: one transaction each, like every batch: our control row first, then that this batch was not committed before, that store
and shape are those of the order, the rows, the journal. The key must name one row at most; a row that is already as it has
to be is not counted, so doing it twice changes nothing. Keys and values are bound as parameters and appear nowhere else.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.errors import Refused, is_transient, translate, word
from zusage.adapters.connectors.sql.gate import control
from zusage.adapters.connectors.sql.moments import Truth, bind
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.rows import ATTEMPTS
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Rectify
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind

Owed = tuple[tuple[str, ...], tuple[str | None, ...]]


def apply_rectify(store: Store, act: Rectify, order: Order) -> Receipt:
    """Write everything that the order brings for this act; raises ConnectorError."""
    refusal: Refusal | None = None
    done: list[Batch] = []
    try:
        done = _so_far(store, act, order)
        owed = sorted(order.values.get(act.feed, ()), key=repr)
        size = max(1, order.limits.batch)
        for start in range(0, len(owed), size):
            if order.stopped():
                raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
            batch = _until_done(store, act, order, owed[start : start + size], len(done) + 1)
            if batch is not None:
                done.append(batch)
                order.progress(batch)
    except Refused as refused:
        refusal = refused.refusal
    count = sum(batch.counts.get(act.table, 0) for batch in done)
    counts = {act.table: count} if count else {}
    level = store.finish() if done else ""
    return Receipt(store.target, order.run, act.id, act.promise, counts, len(done), order.now, refusal, level)


def _so_far(store: Store, act: Rectify, order: Order) -> list[Batch]:
    with store.reading("apply") as connection:
        if not store.is_set_up(connection):
            raise Refused(Refusal(RefusalKind.NOT_SETUP, "no journal in the store"))
        table = store.structure(connection).tables.get(act.table)
        if table is None:
            raise Refused(Refusal(RefusalKind.UNABLE, f"missing table {act.table}"))
        missing = {*act.key, *act.columns} - {column.name for column in table.columns}
        if missing:
            raise Refused(Refusal(RefusalKind.UNABLE, f"missing column {act.table}.{min(missing)}"))
        if not any(unique and set(unique) <= set(act.key) for unique in (table.key, *table.unique)):
            raise Refused(Refusal(RefusalKind.UNABLE, f"the key of {act.table} may name several rows"))
        return store.books.of_run(connection, store.target, order.run, act.id)


def _until_done(store: Store, act: Rectify, order: Order, owed: Sequence[Owed], number: int) -> Batch | None:
    reason = ""
    for attempt in range(ATTEMPTS):
        try:
            return _transaction(store, act, order, owed, number)
        except exc.IntegrityError as error:
            raise Refused(Refusal(RefusalKind.CONSTRAINT, word(error))) from None
        except exc.DBAPIError as error:
            if not is_transient(error):
                raise translate(error, store.system) from None
            reason = word(error)
        time.sleep(0.05 * 2**attempt)
    raise Refused(Refusal(RefusalKind.TIMEOUT, reason))


def _transaction(store: Store, act: Rectify, order: Order, owed: Sequence[Owed], number: int) -> Batch | None:
    with store.engine("apply").connect() as connection, connection.begin() as transaction:
        store.limit(connection, order.limits, f"{order.run}:{act.promise}", True)
        epoch = control(store, connection, order)
        if known := store.books.of_run(connection, store.target, order.run, act.id, number):
            return known[0]
        _compare(store, connection, order)
        renderer = Renderer(store.product, store.structure(connection), store.zones, store.books, order.feeds)
        store.pass_guard(connection, passing=True)
        changed = sum(_one(connection, renderer, act, key, values) for key, values in owed)
        store.pass_guard(connection, passing=False)
        if not changed:
            transaction.rollback()
            return None
        batch = Batch(store.target, order.run, act.id, act.promise, number, {act.table: changed}, order.now)
        store.books.write(connection, batch, epoch)
        return batch


def _compare(store: Store, connection: sa.Connection, order: Order) -> None:
    if order.identity is not None and store.identity(connection) != order.identity:
        raise Refused(Refusal(RefusalKind.CHANGED, "another store than planned for"))
    if order.structure and store.fingerprint(connection) != order.structure:
        raise Refused(Refusal(RefusalKind.CHANGED, "structure"))


def _one(
    connection: sa.Connection, renderer: Renderer, act: Rectify, key: tuple[str, ...], values: tuple[str | None, ...]
) -> int:
    scope = renderer.scope(act.table)
    named = sa.and_(*(renderer.among(scope, name, {text}) for name, text in zip(act.key, key, strict=True)))
    pairs = list(zip(act.columns, values, strict=True))
    may = sa.and_(named, renderer.condition(act.condition, scope))
    rows = sa.and_(may, sa.or_(sa.false(), *(_differs(scope, name, value) for name, value in pairs)))
    if pairs:
        new = {scope.source.c[name]: bind(value) for name, value in pairs}
        if done := connection.execute(sa.update(scope.source).where(rows).values(new)).rowcount:
            return int(done)
    if (
        act.puts_in
        and connection.execute(sa.select(sa.literal_column("1")).select_from(scope.source).where(named)).first() is None
    ):
        whole = {scope.source.c[name]: bind(value) for name, value in (*zip(act.key, key, strict=True), *pairs)}
        connection.execute(sa.insert(scope.source).values(whole))
        return 1
    return 0


def _differs(scope: Scope, name: str, value: str | None) -> Truth:
    column = scope.column(name)
    return column.is_not(None) if value is None else column.is_distinct_from(bind(value))
