"""Rows: carry out one Delete, Clear or Replace, batch by batch, each in a transaction of its own.

Law: inside each transaction, in this order: our control row (stop flag, holds), that this batch was not committed before,
that the store and its shape are those of the plan, the rows and what they depend on, the ceilings, files, children, the
rows, the journal. Files go before the row that points to them, children before parents: a crash leaves too much, never
too little.
A batch is (start, key) bounds: the n-th row after the last bound, so equal starts never make a batch larger. A connection
that breaks at COMMIT is no reason to guess: the journal, read under the same lock, tells whether the batch is there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.batch import Selected, Ties, guarded, in_keys, key_of
from zusage.adapters.connectors.sql.deed import Deed, RowAct, Stage, deed_of
from zusage.adapters.connectors.sql.errors import Again, Refused, is_transient, translate, word
from zusage.adapters.connectors.sql.moments import Truth, bind
from zusage.adapters.connectors.sql.render import Renderer, Scope, reads_elsewhere
from zusage.adapters.connectors.sql.store import Store
from zusage.adapters.connectors.sql.triggers import deleted, refuse_triggers
from zusage.plan.act import Delete
from zusage.plan.condition import And, Before, Condition, CutOff, Edge, Exists, Not, Or
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.structure import Structure

ATTEMPTS = 6
PARAMETERS = 30_000
Bound = tuple[Any, ...]


@dataclass(frozen=True)
class Done:
    """A committed batch and the bound up to which it reached (None: it had been committed before)."""

    batch: Batch
    bound: Bound | None


def apply_rows(store: Store, act: RowAct, order: Order) -> Receipt:
    """Carry the act out, or as much of it as is allowed; raises ConnectorError."""
    run = _Run(store, act, order)
    refusal = None
    try:
        run.prepare()
        run.passes()
    except Refused as refused:
        refusal = refused.refusal
    level = store.finish() if run.batches else ""
    counts: dict[str, int] = {}
    for batch in run.batches:
        for table, count in batch.counts.items():
            counts[table] = counts.get(table, 0) + count
    reached = run.deed.reached() if run.batches else ""
    return Receipt(
        store.target, order.run, act.id, act.promise, counts, len(run.batches), order.now, refusal, level, reached
    )


class _Run:
    def __init__(self, store: Store, act: RowAct, order: Order) -> None:
        self.store, self.act, self.order = store, act, order
        self.deed: Deed = deed_of(act, order, store)
        self.batches: list[Batch] = []
        self.totals: dict[str, int] = {}
        self.structure: Structure = Structure({})
        self.version = self.fingerprint = ""
        self.key: tuple[str, ...] = ()
        self.bounds: tuple[str, ...] = ()

    def prepare(self) -> None:
        """See what the act works on, and what this run has done before. Raises Refused."""
        store = self.store
        if _latest(self.act.condition, self.order):
            raise Refused(Refusal(RefusalKind.CHANGED, "a cut-off lies in the future"))
        with store.reading("apply") as connection:
            if not store.is_set_up(connection):
                raise Refused(Refusal(RefusalKind.NOT_SETUP, "no journal in the store"))
            self.structure, self.fingerprint = store.structure(connection), store.fingerprint(connection)
            self.batches = store.books.of_run(connection, store.target, self.order.run, self.act.id)
        table = self.structure.tables.get(self.act.table)
        if table is None:
            raise Refused(Refusal(RefusalKind.UNABLE, f"missing table {self.act.table}"))
        self.key = key_of(table)
        self.deed.prepare(self.structure)
        self.condition = guarded(self.structure, self.act)
        moment = self.act.moment
        first = (moment.column,) if moment and not moment.over and _implies(self.act.condition, moment.column) else ()
        self.bounds = (*first, *(column for column in self.key if column not in first))
        self.own_edges = _own_edges(self.structure, self.act)

    def passes(self) -> None:
        """Go through the due rows; where rows refer to rows of their own table, again until no leaf is left."""
        while self._one_pass() and self.own_edges:
            pass
        if self.own_edges and self._any_left():
            raise Refused(Refusal(RefusalKind.FOREIGN_KEY, f"{self.act.table} refers to its own rows"))

    def _one_pass(self) -> bool:
        bound: Bound | None = None
        moved = False
        while True:
            if self.order.stopped():
                raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
            done = self._until_done(bound)
            if done is None:
                return moved
            self.batches.append(done.batch)
            self.order.progress(done.batch)
            bound, moved = done.bound or bound, True

    def _until_done(self, bound: Bound | None) -> Done | None:
        for attempt in range(ATTEMPTS):
            try:
                return self._transaction(bound)
            except Again:
                reason = "rows changed"
            except exc.IntegrityError as error:
                raise Refused(Refusal(RefusalKind.FOREIGN_KEY, word(error))) from None
            except exc.DBAPIError as error:
                if not is_transient(error):
                    raise _stopping(error, self.store.system) from None
                reason = word(error)
            time.sleep(0.05 * 2**attempt)
        raise Refused(Refusal(RefusalKind.TIMEOUT, reason))

    def _transaction(self, bound: Bound | None) -> Done | None:
        name = f"{self.order.run}:{self.act.promise}"
        with self.store.engine("apply").connect() as connection, connection.begin() as transaction:
            self.store.limit(connection, self.order.limits, name, True)
            done = self._batch(connection, bound)
            if done is None:
                transaction.rollback()
            return done

    def _batch(self, connection: sa.Connection, bound: Bound | None) -> Done | None:
        epoch = control(self.store, connection, self.order)
        number = self.batches[-1].number + 1 if self.batches else 1
        if found := self._committed(connection, number):
            return Done(found, None)
        self._compare(connection)
        renderer = Renderer(self.store.product, self.structure, self.store.zones, self.store.books, self.order.feeds)
        scope, ties = renderer.scope(self.act.table), Ties(connection, renderer, self.act)
        ties.lock_tables()
        due = self._due(Stage(connection, renderer, scope))
        end = self._end(connection, scope, due, bound)
        if end is None:
            return None
        span = _span(scope, self.bounds, bound, end)
        self.store.pass_guard(connection, passing=True)
        before = deleted(connection)
        counts = self._carry_out(connection, renderer, ties, sa.and_(span, due))
        if isinstance(self.act, Delete) and deleted(connection) - before > sum(counts.values()):
            refuse_triggers(connection, counts)
        self.store.pass_guard(connection, passing=False)
        batch = Batch(self.store.target, self.order.run, self.act.id, self.act.promise, number, counts, self.order.now)
        self.store.books.write(connection, batch, epoch)
        return Done(batch, end)

    def _carry_out(self, connection: sa.Connection, renderer: Renderer, ties: Ties, rows: Truth) -> dict[str, int]:
        scope = renderer.scope(self.act.table)
        if not self._is_tied():
            expected = _count_locked(connection, self.store.product, scope, rows)
            self._within(connection, scope, expected)
            return {self.act.table: self._exactly(connection, renderer, rows, expected)}
        keys = self._judged(connection, renderer, ties, rows)
        self._within(connection, scope, len(keys))
        selected: Selected = lambda other: in_keys(other, self.key, keys)  # noqa: E731
        counts: dict[str, int] = {}
        if isinstance(self.act, Delete):
            ties.refuse_forbidden(selected)
            self._remove_files(connection, renderer, selected)
            for table, count in ties.delete_children(self.act.children, self.act.table, selected).items():
                self._within(connection, renderer.scope(table), 0, count)
                counts[table] = counts.get(table, 0) + count
            ties.refuse_taken_along(self.act.table, selected)
        changed = self._exactly(connection, renderer, selected(scope), len(keys))
        counts[self.act.table] = counts.get(self.act.table, 0) + changed
        return counts

    def _judged(self, connection: sa.Connection, renderer: Renderer, ties: Ties, rows: Truth) -> list[Bound]:
        """The keys of the rows that are still due after everything that they depend on has been locked."""
        scope = renderer.scope(self.act.table)
        columns = [scope.column(name) for name in self.key]
        first = sa.select(*columns).where(rows)
        if self.store.product == "sqlite":
            return [tuple(row) for row in connection.execute(first)]
        keys = [tuple(row) for row in connection.execute(first.with_for_update(of=scope.source))]
        if not keys:
            raise Again
        ties.lock_rows(lambda other: in_keys(other, self.key, keys))
        again = sa.select(*columns).where(in_keys(scope, self.key, keys), self._due(Stage(connection, renderer, scope)))
        judged = [tuple(row) for row in connection.execute(again)]
        if not judged:
            raise Again
        return judged

    def _exactly(self, connection: sa.Connection, renderer: Renderer, rows: Truth, expected: int) -> int:
        done = self.deed.change(Stage(connection, renderer, renderer.scope(self.act.table)), rows)
        if done.met != expected:
            raise Again
        return done.changed

    def _remove_files(self, connection: sa.Connection, renderer: Renderer, selected: Selected) -> None:
        """Files first: the row is the only pointer to its file. A file that a row which stays names too, stays."""
        assert isinstance(self.act, Delete)
        scope = renderer.scope(self.act.table)
        for file in self.act.files:
            if self.order.remove_file is None:
                raise Refused(Refusal(RefusalKind.UNABLE, f"nobody removes files of {file.system}"))
            column = scope.column(file.key)
            going = sa.select(column).where(selected(scope), column.is_not(None))
            paths = {str(row[0]) for row in connection.execute(going)}
            named = sa.select(renderer.text(scope, file.key)).where(renderer.among(scope, file.key, paths))
            staying = {str(row[0]) for row in connection.execute(named.where(sa.not_(selected(scope))))}
            for path in sorted(paths - staying):
                if path:
                    self.order.remove_file(file.system, path)

    def _due(self, stage: Stage) -> Truth:
        due = sa.and_(stage.renderer.condition(self.condition, stage.scope), self.deed.not_yet(stage))
        return sa.and_(due, *(sa.not_(self._referred(stage.renderer, stage.scope, edge)) for edge in self.own_edges))

    def _referred(self, renderer: Renderer, scope: Scope, edge: Edge) -> Truth:
        other = renderer.fresh(edge.table)
        same = sa.and_(*(other.column(name) == scope.column(name) for name in self.key))
        return renderer.some(other, renderer.joined(scope, other, edge), sa.not_(same))

    def _end(self, connection: sa.Connection, scope: Scope, due: Truth, bound: Bound | None) -> Bound | None:
        """The bound of the batch: the n-th due row after the last bound, or the last one."""
        columns = [scope.column(name) for name in self.bounds]
        rows = sa.select(*columns).where(_span(scope, self.bounds, bound, None), due)
        size = max(1, min(self.order.limits.batch, PARAMETERS // len(self.key)))
        nth = connection.execute(rows.order_by(*columns).offset(size - 1).limit(1)).first()
        last = nth or connection.execute(rows.order_by(*(column.desc() for column in columns)).limit(1)).first()
        return tuple(last) if last is not None else None

    def _is_tied(self) -> bool:
        act = self.act
        if any(True for _ in reads_elsewhere(act.condition)) or act.locks or self.own_edges:
            return True
        return isinstance(act, Delete) and bool(
            act.children or act.forbid or act.files or self.structure.children(act.table)
        )

    def _committed(self, connection: sa.Connection, number: int) -> Batch | None:
        known = self.store.books.of_run(connection, self.store.target, self.order.run, self.act.id, number)
        return known[0] if known else None

    def _compare(self, connection: sa.Connection) -> None:
        store, order = self.store, self.order
        if order.identity is not None and store.identity(connection) != order.identity:
            raise Refused(Refusal(RefusalKind.CHANGED, "another store than planned for"))
        version = store.version(connection, sorted(self._tables()))
        if version == self.version:
            return
        fingerprint = store.fingerprint(connection)
        if fingerprint != self.fingerprint or (order.structure and fingerprint != order.structure):
            raise Refused(Refusal(RefusalKind.CHANGED, "structure"))
        self.version = version

    def _tables(self) -> set[str]:
        near = {edge.table for path in reads_elsewhere(self.act.condition) for edge in path} | {self.act.table}
        return near | {child.name for table in tuple(near) for child, _ in self.structure.children(table)}

    def _within(self, connection: sa.Connection, scope: Scope, wanted: int, gone: int = 0) -> None:
        """Raises Refused when `wanted` rows more (and `gone` just deleted ones) would pass the ceiling of the act."""
        table, limits = scope.shape.name, self.order.limits
        so_far = sum(batch.counts.get(table, 0) for batch in self.batches)
        after = so_far + wanted + gone
        if limits.max_rows is None and limits.max_share is None:
            return
        if limits.max_rows is not None and after <= limits.max_rows:
            return
        if limits.max_share is not None:
            if table not in self.totals:
                rows = connection.execute(sa.select(sa.func.count()).select_from(scope.source)).scalar_one()
                self.totals[table] = rows + so_far + gone
            if after <= limits.max_share * self.totals[table]:
                return
        raise Refused(Refusal(RefusalKind.CEILING, table))

    def _any_left(self) -> bool:
        with self.store.reading("apply") as connection:
            renderer = Renderer(self.store.product, self.structure, self.store.zones, self.store.books, self.order.feeds)
            scope = renderer.scope(self.act.table)
            due = renderer.condition(self.condition, scope)
            return connection.execute(sa.select(sa.literal_column("1")).where(due).limit(1)).first() is not None


def control(store: Store, connection: sa.Connection, order: Order) -> int:
    """Lock our control row, which no two batches can; returns the epoch of the holds. Raises Refused."""
    books = store.books
    query = sa.select(books.control.c.stopped, books.control.c.epoch).where(books.control.c.id == 1)
    row = connection.execute(query if store.product == "sqlite" else query.with_for_update()).first()
    if row is None:
        raise Refused(Refusal(RefusalKind.NOT_SETUP, "no control row in the store"))
    if row.stopped:
        raise Refused(Refusal(RefusalKind.STOPPED, "stop flag in the store"))
    known = set(connection.execute(sa.select(books.holds.c.hold)).scalars())
    if any(hold.hold not in known for hold in order.holds):
        raise Refused(Refusal(RefusalKind.HOLD, "a hold is not in the store yet"))
    return int(row.epoch)


def _span(scope: Scope, columns: tuple[str, ...], after: Bound | None, until: Bound | None) -> Truth:
    row = sa.tuple_(*(scope.column(name) for name in columns))
    parts: list[Truth] = []
    if after is not None:
        parts.append(row > sa.tuple_(*map(bind, after)))
    if until is not None:
        parts.append(row <= sa.tuple_(*map(bind, until)))
    return sa.and_(sa.true(), *parts)


def _count_locked(connection: sa.Connection, product: str, scope: Scope, rows: Truth) -> int:
    inner: sa.Select[Any] = sa.select(sa.literal_column("1").label("one")).select_from(scope.source).where(rows)
    if product != "sqlite":
        inner = inner.with_for_update(of=scope.source)
    return int(connection.execute(sa.select(sa.func.count()).select_from(inner.subquery())).scalar_one())


def _own_edges(structure: Structure, act: RowAct) -> tuple[Edge, ...]:
    """Ways from a row to rows of the same table that refer to it, unless the act takes them along as children."""
    if not isinstance(act, Delete) or any(child.table == act.table for child in act.children):
        return ()
    keys = structure.tables[act.table].foreign_keys
    own = (key for key in keys if key.target == act.table)
    return tuple(Edge(act.table, tuple(zip(key.target_columns, key.columns, strict=True))) for key in own)


def _implies(condition: Condition, column: str) -> bool:
    match condition:
        case Before(name, _):
            return name == column
        case And(parts):
            return any(_implies(part, column) for part in parts)
        case _:
            return False


def _latest(condition: Condition | None, order: Order) -> bool:
    """Whether any cut-off lies after now: such a plan is for another day."""
    match condition:
        case Before(_, CutOff(instant, _)):
            return instant > order.now
        case And(parts) | Or(parts):
            return any(_latest(part, order) for part in parts)
        case Not(part):
            return _latest(part, order)
        case Exists(_, inner):
            return _latest(inner, order)
        case _:
            return False


def _stopping(error: exc.DBAPIError, system: str) -> Exception:
    """A lasting error of the database, as a refusal where it is one."""
    what = word(error)
    if what == "permission denied":
        return Refused(Refusal(RefusalKind.UNABLE, what))
    return translate(error, system)
