"""Restrict and Release: rows are marked as stored but not used; a mark is one row in our table `restricted`.

Law: nothing of the application's rows changes. Marks are set and taken back in batches, each journaled in its
transaction, under the same control row, stop flag and ceilings as a deletion; the second time nothing happens.
Whether a mark keeps anybody from reading is a question to the store: `enforced` only where setup made a row policy
for the table (PostgreSQL), otherwise `marked`. A key is kept as text and never leaves the store. Marks of rows that
are gone are taken back with the rest.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.batch import key_of
from zusage.adapters.connectors.sql.ceiling import Ceiling, Uncounted
from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.gate import enter
from zusage.adapters.connectors.sql.moments import Expression, Truth, bind
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.restriction import enforced_tables, has_marks
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Release, Restrict
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.structure import Structure

SEPARATOR = "\x1f"
KINDS = frozenset({"integer", "text", "uuid"})


def apply_restricting(store: Store, act: Restrict | Release, order: Order) -> Receipt:
    """Mark the rows, or take marks back; raises ConnectorError."""
    run = _Marks(store, act, order)
    refusal, reached = None, ""
    try:
        reached = run.prepare()
        while run.batch():
            pass
    except Refused as refused:
        refusal = refused.refusal
    counts = {act.table: total} if (total := sum(b.counts.get(act.table, 0) for b in run.batches)) else {}
    reached = reached if run.batches and isinstance(act, Restrict) else ""
    return Receipt(
        store.target, order.run, act.id, act.promise, counts, len(run.batches), order.now, refusal, reached=reached
    )


def key_text(scope: Scope, key: tuple[str, ...]) -> Expression:
    """The key of a row as it stands in a mark."""
    text: Expression = sa.cast(scope.column(key[0]), sa.Text())
    for name in key[1:]:
        text = text + sa.bindparam(None, SEPARATOR, type_=sa.Text()) + sa.cast(scope.column(name), sa.Text())
    return text


def marked(renderer: Renderer, scope: Scope, promise: str) -> Truth:
    """The row carries the mark of a promise."""
    assert renderer.books is not None
    marks = renderer.books.restricted
    same = sa.and_(marks.c.table_name == bind(scope.shape.name), marks.c.promise == bind(promise))
    mine = marks.c.key == key_text(scope, key_of(scope.shape))
    return sa.exists(sa.select(sa.literal_column("1")).select_from(marks).where(same, mine).correlate_except(marks))


def is_marked(connection: sa.Connection, renderer: Renderer, scope: Scope) -> bool:
    """Whether any row of the table carries a mark."""
    books = renderer.books
    if books is None or not sa.inspect(connection).has_table(books.restricted.name, schema=books.schema):
        return False
    mine = books.restricted.c.table_name == bind(scope.shape.name)
    query: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(books.restricted).where(mine).limit(1)
    return connection.execute(query).first() is not None


def unmark(connection: sa.Connection, renderer: Renderer, scope: Scope, rows: Truth) -> None:
    """Take back the marks of rows that are about to go."""
    assert renderer.books is not None
    marks = renderer.books.restricted
    going: Any = sa.select(key_text(scope, key_of(scope.shape))).select_from(scope.source).where(rows)
    connection.execute(sa.delete(marks).where(marks.c.table_name == bind(scope.shape.name), marks.c.key.in_(going)))


class _Marks:
    def __init__(self, store: Store, act: Restrict | Release, order: Order) -> None:
        self.store, self.act, self.order = store, act, order
        self.batches: list[Batch] = []
        self.structure = Structure({})

    def prepare(self) -> str:
        """See whether the store can mark; how marks hold there. Raises Refused."""
        with self.store.reading("apply") as connection:
            if not self.store.is_set_up(connection) or not has_marks(self.store, connection):
                raise Refused(Refusal(RefusalKind.NOT_SETUP, "no table for marks in the store"))
            self.structure = self.store.structure(connection)
            known = self.store.books.of_run(connection, self.store.target, self.order.run, self.act.id)
            enforced = enforced_tables(self.store, connection)
        self.batches = known
        table = self.structure.tables.get(self.act.table)
        if table is None:
            raise Refused(Refusal(RefusalKind.UNABLE, f"missing table {self.act.table}"))
        if any(column is None or column.kind not in KINDS for column in map(table.column, key_of(table))):
            raise Refused(Refusal(RefusalKind.UNABLE, f"the key of {table.name} cannot be marked"))
        self.ceiling = Ceiling(self.store, self.structure, self.order.limits)
        return "enforced" if self.act.table in enforced else "marked"

    def batch(self) -> bool:
        """One transaction; whether anything was marked or taken back. Raises Refused."""
        if self.order.stopped():
            raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
        if reason := self.order.ended():
            raise Refused(Refusal(RefusalKind.WINDOW, reason))
        try:
            with self.store.changing(f"{self.order.run}:{self.act.promise}", limits=self.order.limits) as connection:
                batch = self._change(connection)
        except Uncounted as uncounted:
            self.ceiling.count(uncounted.table, self.batches)
            return True
        if batch is not None:
            self.batches.append(batch)
            self.order.progress(batch)
        return batch is not None

    def _change(self, connection: sa.Connection) -> Batch | None:
        store, order, act = self.store, self.order, self.act
        epoch = enter(store, connection, order).epoch
        if order.identity is not None and store.identity(connection) != order.identity:
            raise Refused(Refusal(RefusalKind.CHANGED, "another store than planned for"))
        renderer = Renderer(store.product, store.structure(connection), store.zones, store.books, order.feeds)
        count = self._mark(connection, renderer) if isinstance(act, Restrict) else self._release(connection, renderer)
        if not count:
            return None
        if isinstance(act, Restrict):
            self.ceiling.check(self.batches, {act.table: count})
        number = self.batches[-1].number + 1 if self.batches else 1
        batch = Batch(store.target, order.run, act.id, act.promise, number, {act.table: count}, order.now)
        store.books.write(connection, batch, epoch)
        return batch

    def _mark(self, connection: sa.Connection, renderer: Renderer) -> int:
        scope = renderer.scope(self.act.table)
        due = sa.and_(renderer.condition(self.act.condition, scope), sa.not_(marked(renderer, scope, self.act.promise)))
        text = key_text(scope, key_of(scope.shape))
        query = sa.select(text).select_from(scope.source).where(due).order_by(text).limit(max(1, self.order.limits.batch))
        rows = [
            {"table_name": self.act.table, "key": str(key), "promise": self.act.promise}
            for (key,) in connection.execute(query)
        ]
        if rows:
            connection.execute(sa.insert(self.store.books.restricted), rows)
        return len(rows)

    def _release(self, connection: sa.Connection, renderer: Renderer) -> int:
        marks = self.store.books.restricted
        here = renderer.fresh(self.act.table)
        same = key_text(here, key_of(here.shape)) == marks.c.key
        still = renderer.some(here, same, renderer.condition(self.act.condition, here))
        mine = sa.and_(marks.c.table_name == bind(self.act.table), marks.c.promise == bind(self.act.promise))
        return int(connection.execute(sa.delete(marks).where(mine, sa.not_(still))).rowcount)
