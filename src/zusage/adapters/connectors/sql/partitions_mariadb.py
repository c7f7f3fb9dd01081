"""Partitions of MariaDB that are due as a whole (RANGE and RANGE COLUMNS without subpartitions).

Law: a partition is judged and the intention is written (`zusage_partitions`); then it is exchanged with an empty table of
ours, which nobody else knows. What lies there is judged once more while holds and stop flag cannot change; only if no row
must stay, its count is noted, the table dropped, and the count journaled together with the end of the intention: once,
whoever ends it after a crash. If a row must stay, all rows are written back in one transaction. The emptied partition
stays, because rows may come into it at any moment; whoever looks after the table drops it. Between the exchange and its end
the rows are missing for readers. Left to batches: tables with triggers of the application or with system versioning, rows
with files or children, deletions with an undo window, partitions beyond the ceilings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.gate import control
from zusage.adapters.connectors.sql.mariadb import Mariadb
from zusage.adapters.connectors.sql.mariadb_setup import quoted
from zusage.adapters.connectors.sql.moments import Truth
from zusage.adapters.connectors.sql.partitions import bare, unreferred
from zusage.adapters.connectors.sql.reclaim_mariadb import owner
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.plan.act import Delete, Reclaim
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Refusal, RefusalKind
from zusage.plan.structure import Structure

Patiently = Callable[[Mariadb, Order, Callable[[], None]], None]
_PARTS = """
    SELECT PARTITION_NAME FROM information_schema.PARTITIONS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = %s AND PARTITION_METHOD IN ('RANGE', 'RANGE COLUMNS')
      AND SUBPARTITION_NAME IS NULL ORDER BY PARTITION_ORDINAL_POSITION"""
_IS_PARTED = """
    SELECT count(*) FROM information_schema.PARTITIONS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = %s AND PARTITION_NAME IS NOT NULL"""
_IS_THERE = "SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = %s"
_INTEND = """
    INSERT INTO zusage_partitions (aside, table_name, name, run, act, promise, number, state, counted)
    VALUES (%s, %s, %s, %s, %s, %s, %s, 'begun', 0)"""
_BEGUN = """
    SELECT aside, table_name, name, run, act, promise, number, state, counted FROM zusage_partitions
    WHERE table_name = %s ORDER BY aside"""
_JUDGED = "UPDATE zusage_partitions SET state = 'judged', counted = %s WHERE aside = %s"
_RETURNED = "UPDATE zusage_partitions SET state = 'returned' WHERE aside = %s"
_FORGET = "DELETE FROM zusage_partitions WHERE aside = %s"
_ASIDE = """
    SELECT concat('detached partition ', p.name, ' of ', p.table_name) FROM zusage_partitions p
    JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = p.aside
    WHERE p.table_name = %s ORDER BY 1"""


@dataclass(frozen=True)
class Part:
    """A partition and its rows."""

    name: str
    rows: int


def whole_in_mariadb(store: Mariadb, deletion: Delete, feeds: Any) -> tuple[int, int]:
    """How many partitions of the table are due as a whole, and how many rows that spares; (0, 0) where there are none."""
    with store.reading() as connection:
        structure = store.structure(connection)
        if why_not(structure, deletion):
            return 0, 0
        found = list(_due(store, connection, structure, deletion, feeds or {}))
    return len(found), sum(part.rows for part in found)


def drop_in_mariadb(
    store: Mariadb, act: Reclaim, deletion: Delete, order: Order, patiently: Patiently, batches: list[Batch]
) -> None:
    """Drop what is due as a whole; first end what a crash left. Appends to `batches`; raises Refused, ConnectorError."""
    _Dropping(store, act, deletion, order, patiently, batches).run()


def set_aside(connection: sa.Connection, table: str) -> list[str]:
    """Partitions whose rows lie in a table of ours, because of a crash."""
    try:
        return list(connection.exec_driver_sql(_ASIDE, (table,)).scalars())
    except exc.DBAPIError:
        return []


def why_not(structure: Structure, deletion: Delete) -> str:
    """Why no partition of this table goes as a whole, or ""."""
    table = structure.tables.get(deletion.table)
    if table is None or table.kind != "partitioned":
        return "not partitioned"
    if table.triggers:
        return f"trigger {table.triggers[0]}"
    if f"system versioning of {deletion.table}" in structure.copies:
        return "system versioning"
    return "undo window" if deletion.undo is not None else ""


def _due(store: Mariadb, connection: sa.Connection, structure: Structure, deletion: Delete, feeds: Any) -> Iterator[Part]:
    for name in connection.exec_driver_sql(_PARTS, (deletion.table,)).scalars().all():
        if not _any_stays(store, connection, structure, deletion, feeds, str(name)):
            rows, staying = _judge(store, connection, structure, deletion, deletion.table, feeds, str(name))
            if rows and not staying:
                yield Part(str(name), rows)


def _judge(
    store: Mariadb,
    connection: sa.Connection,
    structure: Structure,
    deletion: Delete,
    table: str,
    feeds: Any,
    partition: str = "",
) -> tuple[int, int]:
    """Rows of a table or of one of its partitions, and those that must stay: one query."""
    scope, going = _going(store, connection, structure, deletion, table, feeds)
    query = sa.select(sa.func.count(), sa.func.count(sa.case((going, 1)))).select_from(scope.source)
    if partition:
        query = query.with_hint(scope.source, f"PARTITION ({_name(partition)})")
    rows, gone = connection.execute(query).one()
    return int(rows), int(rows) - int(gone)


def _any_stays(
    store: Mariadb, connection: sa.Connection, structure: Structure, deletion: Delete, feeds: Any, partition: str
) -> bool:
    """Whether one row must stay: found at once in a partition that is not due, so that looking costs little."""
    scope, going = _going(store, connection, structure, deletion, deletion.table, feeds)
    stays: Truth = sa.case((going, 0), else_=1) == 1
    query: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(scope.source).where(stays).limit(1)
    return connection.execute(query.with_hint(scope.source, f"PARTITION ({_name(partition)})")).first() is not None


def _going(
    store: Mariadb, connection: sa.Connection, structure: Structure, deletion: Delete, table: str, feeds: Any
) -> tuple[Scope, Truth]:
    renderer = Renderer(store.product, structure, store.zones, store.books_or_none(connection), feeds)
    renderer.connection = connection
    scope = renderer.scope(table)
    due = renderer.condition(bare(structure, deletion), scope)
    return scope, sa.and_(due, *unreferred(renderer, structure, deletion, scope))


class _Dropping:
    def __init__(
        self, store: Mariadb, act: Reclaim, deletion: Delete, order: Order, patiently: Patiently, batches: list[Batch]
    ) -> None:
        self.store, self.act, self.deletion, self.order = store, act, deletion, order
        self.patiently, self.batches = patiently, batches

    def run(self) -> None:
        """End what was begun, then everything that is due as a whole."""
        for left in self._begun():
            self._end(left)
        with self.store.reading("setup") as connection:
            structure = self.store.structure(connection)
            if why := why_not(structure, self.deletion):
                raise Refused(Refusal(RefusalKind.UNABLE, f"{self.deletion.table}: {why}"))
            parts = list(_due(self.store, connection, structure, self.deletion, self.order.feeds))
        for part in parts:
            if self._intend(part):
                for left in self._begun():
                    self._exchange(left)
                    self._end(left)

    def _begun(self) -> list[Any]:
        with self.store.reading("setup") as connection:
            return list(connection.exec_driver_sql(_BEGUN, (self.deletion.table,)).all())

    def _intend(self, part: Part) -> bool:
        wanted = False

        def judge() -> None:
            nonlocal wanted
            with self._transaction() as connection:
                control(self.store, connection, self.order)
                structure = self.store.structure(connection)
                judged = (self.store, connection, structure, self.deletion, self.deletion.table, self.order.feeds, part.name)
                rows, staying = _judge(*judged)
                wanted = bool(rows) and not staying
                if wanted:
                    self._within(connection, rows)
                    known = self.store.books.of_run(connection, self.store.target, self.order.run, self.act.id)
                    number = (known[-1].number if known else 0) + 1
                    token = hashlib.sha256(f"{self.order.run}/{self.act.id}/{number}".encode()).hexdigest()[:16]
                    names = (f"zusage_aside_{token}", self.deletion.table, part.name, self.order.run, self.act.id)
                    connection.exec_driver_sql(_INTEND, (*names, self.deletion.promise, number))

        self.patiently(self.store, self.order, judge)
        return wanted

    def _exchange(self, left: Any) -> None:
        """The rows of the partition go into our table, if it is empty; a second exchange would give them back."""

        def step() -> None:
            with owner(self.store, self.order) as connection:
                aside = _name(left.aside)
                if not self._is_there(connection, left):
                    connection.exec_driver_sql(f"CREATE TABLE {aside} LIKE {_name(left.table_name)}")
                if int(connection.exec_driver_sql(_IS_PARTED, (left.aside,)).scalar_one()):
                    connection.exec_driver_sql(f"ALTER TABLE {aside} REMOVE PARTITIONING")
                if connection.exec_driver_sql(f"SELECT 1 FROM {aside} LIMIT 1").first() is None:
                    part = _name(left.name)
                    connection.exec_driver_sql(
                        f"ALTER TABLE {_name(left.table_name)} EXCHANGE PARTITION {part} WITH TABLE {aside}"
                    )

        try:
            self.patiently(self.store, self.order, step)
        except Refused:
            self._forget_empty(left)
            raise

    def _end(self, left: Any) -> None:
        """From wherever an intention stands to its end; one that was never carried out is forgotten."""
        if left.state == "returned" or self._forget_empty(left):
            self._clear(left)
            return
        done: Batch | None = None

        def judge() -> None:
            nonlocal done
            with self._transaction() as held:
                epoch = control(self.store, held, self.order)
                rows = self._drop(left)
                done = None
                if rows is not None:
                    counts = {left.table_name: rows}
                    named = (left.run, left.act, left.promise, left.number)
                    done = Batch(self.store.target, *named, counts, self.order.now)
                    self.store.books.write(held, done, epoch)
                    held.exec_driver_sql(_FORGET, (left.aside,))

        self.patiently(self.store, self.order, judge)
        if done is None:
            self._clear(left)
            raise Refused(Refusal(RefusalKind.CHANGED, f"{left.name} has a row that is not due: written back"))
        if left.run == self.order.run:
            self.batches.append(done)
        self.order.progress(done)

    def _drop(self, left: Any) -> int | None:
        """The rows that went with our table; None when they were written back. Holds cannot change meanwhile."""
        with owner(self.store, self.order) as connection:
            state = next(s for s in connection.exec_driver_sql(_BEGUN, (left.table_name,)) if s.aside == left.aside)
            if state.state == "returned":
                return None
            if not self._is_there(connection, left):
                if state.state != "judged":
                    raise Refused(Refusal(RefusalKind.CHANGED, f"{left.name} was dropped by somebody else"))
                return int(state.counted)
        with self._transaction(strict=True) as connection:
            structure = self.store.structure(connection)
            shape = replace(structure.tables[left.table_name], name=left.aside, kind="table")
            structure = replace(structure, tables={**structure.tables, left.aside: shape})
            rows, staying = _judge(self.store, connection, structure, self.deletion, left.aside, self.order.feeds)
        if staying:
            self._write_back(left, [_name(column.name) for column in shape.columns if not column.generated])
            return None
        with owner(self.store, self.order) as connection:
            connection.exec_driver_sql(_JUDGED, (rows, left.aside))
            connection.exec_driver_sql(f"DROP TABLE {_name(left.aside)}")
        return rows

    def _write_back(self, left: Any, columns: list[str]) -> None:
        names = ", ".join(columns)
        with self._transaction() as connection:
            connection.exec_driver_sql("SET SESSION sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')")
            self.store.pass_guard(connection, passing=True)
            into = f"INSERT INTO {_name(left.table_name)} ({names})"
            connection.exec_driver_sql(f"{into} SELECT {names} FROM {_name(left.aside)}")
            self.store.pass_guard(connection, passing=False)
            connection.exec_driver_sql(_RETURNED, (left.aside,))

    def _forget_empty(self, left: Any) -> bool:
        """Whether nothing was ever exchanged: our table is missing, though nothing was judged, or empty."""
        with owner(self.store, self.order) as connection:
            if not self._is_there(connection, left):
                empty = left.state == "begun"
            else:
                empty = connection.exec_driver_sql(f"SELECT 1 FROM {_name(left.aside)} LIMIT 1").first() is None
        if empty:
            self._clear(left)
        return bool(empty)

    def _clear(self, left: Any) -> None:
        """Our table holds nothing that is not in the table of the application, too."""

        def clear() -> None:
            with owner(self.store, self.order) as connection:
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {_name(left.aside)}")
                connection.exec_driver_sql(_FORGET, (left.aside,))

        self.patiently(self.store, self.order, clear)

    def _is_there(self, connection: sa.Connection, left: Any) -> bool:
        return bool(connection.exec_driver_sql(_IS_THERE, (left.aside,)).scalar_one())

    def _within(self, connection: sa.Connection, rows: int) -> None:
        limits, table = self.order.limits, self.deletion.table
        after = rows + sum(batch.counts.get(table, 0) for batch in self.batches)
        if (limits.max_rows is None and limits.max_share is None) or (limits.max_rows or 0) >= after:
            return
        if limits.max_share is not None:
            total = int(connection.exec_driver_sql(f"SELECT count(*) FROM {_name(table)}").scalar_one()) + after - rows
            if after <= limits.max_share * total:
                return
        raise Refused(Refusal(RefusalKind.CEILING, table))

    @contextmanager
    def _transaction(self, *, strict: bool = False) -> Iterator[sa.Connection]:
        with self.store.engine("setup").connect() as connection, connection.begin():
            name = f"{self.order.run}:{self.deletion.promise}"
            self.store.limit(connection, self.order.limits, name, True, strict=strict)
            yield connection


def _name(name: str) -> str:
    return quoted(name).replace("%", "%%")
