"""Restoring: rows that were set aside are put back, the last batch first, parents before what hangs on them.

Law: one transaction for each batch that was set aside, like every batch: our control row first, then that it was not put
back before, that store and shape are those of the order, the rows, the journal. A row whose key is there again is left
alone, and so is everything that hung on the old row: it must not be given to somebody else. Generated columns are left out,
identity columns are forced. What the database refuses (a missing parent, a new column) refuses the batch whole.
"""

from __future__ import annotations

import time
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.aside import PRODUCTS, columns_of, spell
from zusage.adapters.connectors.sql.batch import key_of
from zusage.adapters.connectors.sql.errors import Refused, is_transient, translate, word
from zusage.adapters.connectors.sql.gate import control
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Child, Restore
from zusage.plan.connector import Columns, Order, Quarantine
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.structure import Structure, Table

ATTEMPTS = 8
Row = Sequence[Any]
Link = tuple[str, tuple[tuple[str, str], ...]]
"""A table that rows hang on, and pairs of its columns and theirs."""


def apply_restore(store: Store, act: Restore, order: Order) -> Receipt:
    """Put everything back; raises ConnectorError."""
    done: list[Batch] = []
    refusal: Refusal | None = None
    try:
        restoring = _Restoring(store, act, order)
        for place, number in enumerate(sorted(act.numbers, reverse=True), 1):
            if order.stopped():
                raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
            if reason := order.ended():
                raise Refused(Refusal(RefusalKind.WINDOW, reason))
            done.append(restoring.put_back(place, number))
            order.progress(done[-1])
    except Refused as refused:
        refusal = refused.refusal
    counts: dict[str, int] = {}
    for batch in done:
        for table, count in batch.counts.items():
            counts[table] = counts.get(table, 0) + count
    return Receipt(store.target, order.run, act.id, act.promise, counts, len(done), order.now, refusal)


class _Restoring:
    def __init__(self, store: Store, act: Restore, order: Order) -> None:
        if order.quarantine is None or store.product not in PRODUCTS:
            raise Refused(Refusal(RefusalKind.UNABLE, "nothing is set aside here"))
        self.store, self.act, self.order = store, act, order
        self.quarantine: Quarantine = order.quarantine
        with store.reading("apply") as connection:
            if not store.is_set_up(connection):
                raise Refused(Refusal(RefusalKind.NOT_SETUP, "no journal in the store"))
            self.structure = store.structure(connection)
        self.links = links_of(self.structure, act)

    def put_back(self, place: int, number: int) -> Batch:
        """One batch, tried again where the database was busy."""
        reason = ""
        for attempt in range(ATTEMPTS):
            try:
                return self._transaction(place, number)
            except LookupError as error:
                raise Refused(Refusal(RefusalKind.UNREADABLE, f"set aside, but {error.args[0]}")) from None
            except exc.IntegrityError as error:
                raise Refused(Refusal(RefusalKind.CONSTRAINT, word(error))) from None
            except exc.DBAPIError as error:
                if word(error) == "permission denied":
                    raise Refused(Refusal(RefusalKind.UNABLE, "permission denied")) from None
                if not is_transient(error):
                    raise translate(error, self.store.system) from None
                reason = word(error)
            time.sleep(0.05 * 2**attempt)
        raise Refused(Refusal(RefusalKind.TIMEOUT, reason))

    def _transaction(self, place: int, number: int) -> Batch:
        store, order, act = self.store, self.order, self.act
        with store.engine("apply").connect() as connection, connection.begin():
            store.limit(connection, order.limits, f"{order.run}:{act.promise}", True)
            epoch = control(store, connection, order)
            if known := store.books.of_run(connection, store.target, order.run, act.id, place):
                self._remember(known[0], number)
                return known[0]
            if order.identity is not None and store.identity(connection) != order.identity:
                raise Refused(Refusal(RefusalKind.CHANGED, "another store than planned for"))
            if order.structure and store.fingerprint(connection) != order.structure:
                raise Refused(Refusal(RefusalKind.CHANGED, "structure"))
            store.pass_guard(connection, passing=True)
            counts = self._rows(connection, number)
            store.pass_guard(connection, passing=False)
            batch = Batch(store.target, order.run, act.id, act.promise, place, counts, order.now)
            store.books.write(connection, batch, epoch)
            return batch

    def _remember(self, batch: Batch, number: int) -> None:
        """Put back before a crash: where some rows stayed away, nobody knows any more which."""
        if dict(batch.counts) != dict(self.quarantine.counts(self.act.undoes, number) or {}):
            raise Refused(Refusal(RefusalKind.CONSTRAINT, "keys were given again; the rest cannot be told apart"))

    def _rows(self, connection: sa.Connection, number: int) -> dict[str, int]:
        renderer = Renderer(self.store.product, self.structure, self.store.zones, self.store.books, self.order.feeds)
        counts: dict[str, int] = {}
        if self.store.product == "postgresql":
            spell(connection)
        for name, columns, rows in self.quarantine.read(self.act.undoes, number):
            table = self.structure.tables.get(name)
            if table is None:
                raise Refused(Refusal(RefusalKind.CHANGED, f"missing table {name}"))
            scope = renderer.scope(name)
            if missing := {name for name, _ in columns} - {name for name, _ in columns_of(connection, scope)}:
                raise Refused(Refusal(RefusalKind.CHANGED, f"missing column {name}.{min(missing)}"))
            done = self._piece(connection, scope, table, columns, rows)
            if done:
                counts[name] = counts.get(name, 0) + done
        return counts

    def _piece(self, connection: sa.Connection, scope: Scope, table: Table, columns: Columns, rows: Sequence[Row]) -> int:
        names = [name for name, _ in columns]
        statement, key = _insert(connection, scope, names, table), key_of(table)
        done = 0
        for row in rows:
            values = dict(zip(names, row, strict=True))
            if self._hangs_on_taken(table.name, values):
                self._take(table.name, values)
                continue
            if connection.exec_driver_sql(statement, tuple(self._bound(row))).rowcount:
                done += 1
            elif key:
                self._take(table.name, values)
        return done

    def _bound(self, row: Row) -> Iterator[Any]:
        if self.store.product == "postgresql":
            yield from row
            return
        for value in row:
            yield from _value(value)

    def _hangs_on_taken(self, table: str, values: dict[str, Any]) -> bool:
        taken = self.quarantine.taken
        for parent, pairs in self.links.get(table, ()):
            for other in taken.get(parent, ()):
                if all(values.get(mine) is not None and values.get(mine) == other.get(theirs) for theirs, mine in pairs):
                    return True
        return False

    def _take(self, table: str, values: dict[str, Any]) -> None:
        self.quarantine.taken.setdefault(table, []).append(values)


def links_of(structure: Structure, act: Restore) -> dict[str, list[Link]]:
    """On which rows those of a table hang: by foreign keys, and by the edges of the act."""
    found: dict[str, list[Link]] = {}
    for table in structure.tables.values():
        for key in table.foreign_keys:
            link = (key.target, tuple(zip(key.target_columns, key.columns, strict=True)))
            found.setdefault(table.name, []).append(link)
    _add_edges(found, act.table, act.children)
    return found


def _add_edges(found: dict[str, list[Link]], parent: str, children: tuple[Child, ...]) -> None:
    for child in children:
        found.setdefault(child.table, []).append((parent, child.edge.on))
        _add_edges(found, child.table, child.children)


def _insert(connection: sa.Connection, scope: Scope, names: Sequence[str], table: Table) -> str:
    prepare = connection.dialect.identifier_preparer
    columns = ", ".join(prepare.quote_identifier(name) for name in names)
    key = ", ".join(prepare.quote_identifier(name) for name in key_of(table))
    into = f"INSERT INTO {prepare.format_table(scope.source)} ({columns})"
    if connection.dialect.name == "sqlite":
        slots = ", ".join("CASE WHEN ? THEN CAST(? AS TEXT) ELSE ? END" for _ in names)
        return f"{into} VALUES ({slots}) ON CONFLICT ({key}) DO NOTHING"
    slots = ", ".join("%s" for _ in names)
    return f"{into} OVERRIDING SYSTEM VALUE VALUES ({slots}) ON CONFLICT ({key}) DO NOTHING"


def _value(value: Any) -> tuple[bool, Any, Any]:
    if not isinstance(value, dict):
        return False, None, value
    ((kind, spelt),) = value.items()
    match kind:
        case "r":
            return False, None, float.fromhex(spelt)
        case "t":
            return True, b64decode(spelt), None
        case _:
            return False, None, b64decode(spelt)
