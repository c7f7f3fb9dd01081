"""Partitions: where every row of a partition is due, the partition goes as a whole (PostgreSQL, declarative partitions).

Law: a partition is dropped only in the transaction that holds it in ACCESS EXCLUSIVE and in which one query has counted its
rows and found none that is not due, held, kept by a duty or referred to; the journal row with that count commits with the
DROP. Before, a partition is judged under a lock that keeps writers out, the intention is written into `zusage.partitions`,
and it is detached CONCURRENTLY (plainly, under the lock timeout, where a default partition forbids that). What a crash
leaves is ended by the next reclaiming: a pending detach is finalised, a detached partition judged again and dropped; if a
row came in between, it is attached as before. Left to batches: default partitions, tables whose deletions a trigger or a
publication must see, rows with files or children, deletions with an undo window,
partitions beyond the ceilings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.batch import Ties, guarded
from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.gate import control
from zusage.adapters.connectors.sql.moments import Truth
from zusage.adapters.connectors.sql.postgresql import Postgresql
from zusage.adapters.connectors.sql.reclaim_postgresql import owner
from zusage.adapters.connectors.sql.render import Renderer, Scope, place
from zusage.adapters.connectors.sql.setup import full_name
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Child, Delete, Reclaim
from zusage.plan.condition import Condition, Edge, IsNull, both
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Refusal, RefusalKind
from zusage.plan.structure import Structure

Patiently = Callable[[Store, Order, Callable[[], None]], None]
_CHILDREN = """
    SELECT c.oid::bigint AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS full_name,
           CASE WHEN n.nspname = current_schema() THEN c.relname ELSE n.nspname || '.' || c.relname END AS name,
           pg_get_expr(c.relpartbound, c.oid) AS bounds, c.relkind = 'p' AS parted, i.inhdetachpending AS pending,
           pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' AS is_default, pg_has_role(c.relowner, 'USAGE') AS mine
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.inhparent = to_regclass(%(parent)s) ORDER BY 3"""
_RANGE = "SELECT partstrat = 'r' FROM pg_partitioned_table WHERE partrelid = to_regclass(%(parent)s)"
_SEEN_BY = """
    SELECT 'trigger ' || g.tgname FROM pg_trigger g WHERE NOT g.tgisinternal AND g.tgname !~ '^zusage_' AND g.tgtype & 8 <> 0
      AND g.tgrelid::regclass IN (SELECT relid FROM pg_partition_tree(to_regclass(%(name)s)))
    UNION ALL SELECT 'publication ' || t.pubname FROM pg_publication_tables t
      JOIN pg_partition_tree(to_regclass(%(name)s)) p
        ON p.relid = to_regclass(quote_ident(t.schemaname) || '.' || quote_ident(t.tablename))
    LIMIT 1"""
_STATE = """
    SELECT p.*, c.oid IS NOT NULL AS there, i.inhparent IS NOT NULL AS attached,
           coalesce(i.inhdetachpending, false) AS pending
    FROM zusage.partitions p LEFT JOIN pg_class c ON c.oid = p.relation::oid LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
    WHERE p.table_name = %(table)s ORDER BY p.relation"""
_INTEND = """
    INSERT INTO zusage.partitions (relation, table_name, parent, name, bounds, run, act, promise, number, at)
    VALUES (%(oid)s, %(table)s, %(parent)s, %(name)s, %(bounds)s, %(run)s, %(act)s, %(promise)s, %(number)s, %(at)s)"""
_FORGET = "DELETE FROM zusage.partitions WHERE relation = %(oid)s"


@dataclass(frozen=True)
class Part:
    """A partition of `parent` (both quoted) that may go as a whole; `oid` names it whatever it is renamed to."""

    oid: int
    name: str
    full_name: str
    parent: str
    bounds: str
    has_default: bool
    rows: int = 0


def whole_partitions(store: Store, deletion: Delete, feeds: Any = None) -> tuple[int, int]:
    """How many partitions of the table are due as a whole, and how many rows that spares; (0, 0) where there are none."""
    if not isinstance(store, Postgresql):
        return 0, 0
    with store.reading() as connection:
        structure = store.structure(connection)
        if why_not(connection, structure, deletion):
            return 0, 0
        found = [part for part in _due(store, connection, structure, deletion, feeds or {}) if part.rows]
    return len(found), sum(part.rows for part in found)


def drop_partitions(
    store: Store, act: Reclaim, deletion: Delete, order: Order, patiently: Patiently, batches: list[Batch]
) -> None:
    """Drop what is due as a whole; first end what a crash left. Appends to `batches`; raises Refused, ConnectorError."""
    if isinstance(store, Postgresql):
        _Dropping(store, act, deletion, order, patiently, batches).run()


def why_not(connection: sa.Connection, structure: Structure, deletion: Delete) -> str:
    """Why no partition of this table goes as a whole, or ""."""
    if deletion.undo is not None:
        return "undo window"
    table = structure.tables.get(deletion.table)
    if table is None or table.kind not in {"partitioned", "partition"}:
        return "not partitioned"
    if not connection.exec_driver_sql(_RANGE, {"parent": full_name(structure, deletion.table)}).scalar():
        return "not partitioned by range"
    return str(connection.exec_driver_sql(_SEEN_BY, {"name": full_name(structure, deletion.table)}).scalar() or "")


def _due(store: Store, connection: sa.Connection, structure: Structure, deletion: Delete, feeds: Any) -> Iterator[Part]:
    """Partitions without a row that must stay, the largest first: a partition that goes is not looked into."""
    yield from _below(store, connection, structure, deletion, feeds, full_name(structure, deletion.table))


def _below(
    store: Store, connection: sa.Connection, structure: Structure, deletion: Delete, feeds: Any, parent: str
) -> Iterator[Part]:
    children = connection.exec_driver_sql(_CHILDREN, {"parent": parent}).all()
    has_default = any(child.is_default for child in children)
    for child in children:
        if child.is_default or child.pending or child.name not in structure.tables:
            continue
        part = Part(child.oid, child.name, child.full_name, parent, child.bounds, has_default)
        if not _any_stays(store, connection, structure, deletion, part.name, feeds):
            yield replace(part, rows=_judge(store, connection, structure, deletion, part.name, feeds)[0])
        elif child.parted:
            yield from _below(store, connection, structure, deletion, feeds, child.full_name)


def _judge(
    store: Store, connection: sa.Connection, structure: Structure, deletion: Delete, name: str, feeds: Any
) -> tuple[int, int]:
    """Rows of a partition, and those that must stay: one query."""
    scope, due = _going(store, connection, structure, deletion, name, feeds)
    query = sa.select(sa.func.count(), sa.func.count().filter(sa.not_(due))).select_from(scope.source)
    rows, staying = connection.execute(query).one()
    return int(rows), int(staying)


def _any_stays(
    store: Store, connection: sa.Connection, structure: Structure, deletion: Delete, name: str, feeds: Any
) -> bool:
    """Whether one row must stay: found at once in a partition that is not due, so that looking costs little."""
    scope, due = _going(store, connection, structure, deletion, name, feeds)
    query: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(scope.source).where(sa.not_(due)).limit(1)
    return connection.execute(query).first() is not None


def _going(
    store: Store, connection: sa.Connection, structure: Structure, deletion: Delete, name: str, feeds: Any
) -> tuple[Scope, Truth]:
    renderer = Renderer(store.product, structure, store.zones, store.books_or_none(connection), feeds)
    renderer.connection = connection
    scope = renderer.scope(name)
    due = renderer.condition(bare(structure, deletion), scope)
    return scope, sa.and_(due, *unreferred(renderer, structure, deletion, scope))


def bare(structure: Structure, deletion: Delete) -> Condition:
    """The rows that the act may delete and on which nothing hangs that it would take along: neither files nor children."""
    return both(guarded(structure, deletion), *(IsNull(file.key) for file in deletion.files))


def unreferred(renderer: Renderer, structure: Structure, deletion: Delete, scope: Scope) -> Iterator[Truth]:
    """Nothing refers to the row: no child that the act names, no foreign key of any table."""
    named = (child.edge for child in deletion.children)
    keys = (
        Edge(child.name, tuple(zip(key.target_columns, key.columns, strict=True)))
        for child, key in (*structure.children(deletion.table), *structure.children(scope.shape.name))
    )
    for edge in dict.fromkeys((*named, *deletion.forbid, *keys)):
        yield sa.not_(renderer.exists(scope, edge, None))


class _Dropping:
    def __init__(
        self,
        store: Postgresql,
        act: Reclaim,
        deletion: Delete,
        order: Order,
        patiently: Patiently,
        batches: list[Batch],
    ) -> None:
        self.store, self.act, self.deletion, self.order = store, act, deletion, order
        self.patiently, self.batches = patiently, batches

    def run(self) -> None:
        """End what was begun, then everything that is due as a whole."""
        for left in self._begun():
            self._end(left)
        with self.store.reading("setup") as connection:
            structure = self.store.structure(connection)
            if why := why_not(connection, structure, self.deletion):
                raise Refused(Refusal(RefusalKind.UNABLE, f"{self.deletion.table}: {why}"))
            parts = [p for p in _due(self.store, connection, structure, self.deletion, self.order.feeds) if p.rows]
        for part in parts:
            if self._intend(part):
                for left in self._begun():
                    self._end(left)

    def _begun(self) -> list[Any]:
        with self.store.reading("setup") as connection:
            return list(connection.exec_driver_sql(_STATE, {"table": self.deletion.table}).all())

    def _state(self, connection: sa.Connection, left: Any) -> Any:
        found = connection.exec_driver_sql(_STATE, {"table": left.table_name})
        return next(state for state in found if state.relation == left.relation)

    def _intend(self, part: Part) -> bool:
        """Judge under a lock that keeps writers out; then, in the same transaction, the intention. Raises Refused."""
        wanted = False

        def judge() -> None:
            nonlocal wanted
            with self._transaction() as connection:
                control(self.store, connection, self.order)
                connection.exec_driver_sql(f"LOCK TABLE {part.full_name} IN SHARE MODE")
                structure = self._held(connection, part.name)
                rows, staying = _judge(self.store, connection, structure, self.deletion, part.name, self.order.feeds)
                wanted = not staying
                if wanted:
                    self._within(connection, structure, rows)
                    connection.exec_driver_sql(_INTEND, self._intention(connection, part))

        self._patient(judge)
        return wanted

    def _intention(self, connection: sa.Connection, part: Part) -> dict[str, Any]:
        known = self.store.books.of_run(connection, self.store.target, self.order.run, self.act.id)
        return {
            "oid": part.oid,
            "table": self.deletion.table,
            "parent": part.parent,
            "name": part.full_name,
            "bounds": part.bounds,
            "run": self.order.run,
            "act": self.act.id,
            "promise": self.deletion.promise,
            "number": (known[-1].number if known else 0) + 1,
            "at": self.order.now.isoformat(),
        }

    def _end(self, left: Any) -> None:
        """From wherever an intention stands to its end."""
        if not left.there:
            raise Refused(Refusal(RefusalKind.CHANGED, f"{left.name} was dropped by somebody else"))
        if left.attached:
            self._detach(left)
        self._drop(left)

    def _detach(self, left: Any) -> None:
        def step() -> None:
            with owner(self.store, self.order) as connection:
                state = self._state(connection, left)
                if not state.attached:
                    return
                children = connection.exec_driver_sql(_CHILDREN, {"parent": left.parent}).all()
                how = "FINALIZE" if state.pending else "" if any(c.is_default for c in children) else "CONCURRENTLY"
                connection.exec_driver_sql(f"ALTER TABLE {left.parent} DETACH PARTITION {left.name} {how}")

        try:
            self._patient(step)
        except Refused:
            self._forget_attached(left)
            raise

    def _forget_attached(self, left: Any) -> None:
        """A detach that never began leaves nothing behind; one that is pending keeps its intention."""
        with self._transaction() as connection:
            state = self._state(connection, left)
            if state.attached and not state.pending:
                connection.exec_driver_sql(_FORGET, {"oid": left.relation})

    def _drop(self, left: Any) -> None:
        """Judge what was detached once more, under a lock that lets nobody in, and drop it: one transaction."""
        done: Batch | None = None

        def judge() -> None:
            nonlocal done
            done = None
            with self._transaction() as connection:
                epoch = control(self.store, connection, self.order)
                connection.exec_driver_sql(f"LOCK TABLE {left.name} IN ACCESS EXCLUSIVE MODE")
                name = self._name(connection, left.relation)
                structure = self._held(connection, name)
                rows, staying = _judge(self.store, connection, structure, self.deletion, name, self.order.feeds)
                if staying:
                    connection.exec_driver_sql(f"ALTER TABLE {left.parent} ATTACH PARTITION {left.name} {left.bounds}")
                else:
                    connection.exec_driver_sql(f"DROP TABLE {left.name}")
                    done = self._journal(connection, left, rows, epoch)
                connection.exec_driver_sql(_FORGET, {"oid": left.relation})

        self._patient(judge)
        if done is None:
            raise Refused(Refusal(RefusalKind.CHANGED, f"{left.name} has a row that is not due: attached again"))
        if left.run == self.order.run:
            self.batches.append(done)
        self.order.progress(done)

    def _journal(self, connection: sa.Connection, left: Any, rows: int, epoch: int) -> Batch:
        """Under the run that began it: so the count is there once, whoever ends it."""
        counts = {left.table_name: rows}
        batch = Batch(self.store.target, left.run, left.act, left.promise, left.number, counts, self.order.now)
        self.store.books.write(connection, batch, epoch)
        return batch

    def _held(self, connection: sa.Connection, name: str) -> Structure:
        """The structure, after the writers of everything that the condition reads have been held back."""
        structure = self.store.structure(connection)
        renderer = Renderer(self.store.product, structure, self.store.zones, self.store.books, self.order.feeds)
        Ties(connection, renderer, replace(self.deletion, table=name)).lock_tables()
        near = {child.name for child, _ in structure.children(self.deletion.table)} | _tables(self.deletion.children)
        for table in sorted(near):
            connection.exec_driver_sql(f"LOCK TABLE {full_name(structure, table)} IN SHARE MODE")
        return structure

    def _name(self, connection: sa.Connection, oid: int) -> str:
        query = """
            SELECT CASE WHEN n.nspname = current_schema() THEN c.relname ELSE n.nspname || '.' || c.relname END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = %(oid)s::bigint::oid"""
        return str(connection.exec_driver_sql(query, {"oid": oid}).scalar_one())

    def _within(self, connection: sa.Connection, structure: Structure, rows: int) -> None:
        limits, table = self.order.limits, self.deletion.table
        after = rows + sum(batch.counts.get(table, 0) for batch in self.batches)
        if limits.max_rows is None and limits.max_share is None:
            return
        if limits.max_rows is not None and after <= limits.max_rows:
            return
        if limits.max_share is not None:
            schema, name = place(structure, table)
            source = sa.table(name, schema=schema)
            gone = after - rows
            total = int(connection.execute(sa.select(sa.func.count()).select_from(source)).scalar_one()) + gone
            if after <= limits.max_share * total:
                return
        raise Refused(Refusal(RefusalKind.CEILING, table))

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with self.store.engine("setup").connect() as connection, connection.begin():
            self.store.limit(connection, self.order.limits, f"{self.order.run}:{self.deletion.promise}", True)
            yield connection

    def _patient(self, step: Callable[[], None]) -> None:
        self.patiently(self.store, self.order, step)


def _tables(children: tuple[Child, ...]) -> set[str]:
    return {child.table for child in children}
