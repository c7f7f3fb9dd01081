"""Gate: what every batch asks before it touches a row, inside its own transaction.

Law: the row of `control` is locked first, so no two batches of a store overlap and whoever changes holds or the stop flag
waits for the open one. Then: nobody stopped, every hold of the order is in the store, this batch is not there yet, no other
run has worked here since this act began, and the store and its shape are those of the plan. The tables of the batch are held
in the weakest lock that keeps their shape until the commit (the one that every DELETE takes); readers never notice it.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.products import ALONE
from zusage.adapters.connectors.sql.render import place
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Refusal, RefusalKind
from zusage.plan.structure import Structure

EVERY = 1.0
"""Seconds between two looks at the identity of the store on a connection that never broke."""


@dataclass(frozen=True, slots=True)
class Control:
    """What the store says at the gate: the epoch of its holds, and the tables they name ("" = every table)."""

    epoch: int
    held: frozenset[str]


def control(store: Store, connection: sa.Connection, order: Order) -> int:
    """Lock our control row, which no two batches can; returns the epoch of the holds. Raises Refused."""
    return enter(store, connection, order).epoch


def enter(store: Store, connection: sa.Connection, order: Order) -> Control:
    """Lock our control row and read the holds that are in force until the commit. Raises Refused."""
    books = store.books
    query = sa.select(books.control.c.stopped, books.control.c.epoch).where(books.control.c.id == 1)
    row = connection.execute(query if store.product in ALONE else query.with_for_update()).first()
    if row is None:
        raise Refused(Refusal(RefusalKind.NOT_SETUP, "no control row in the store"))
    if row.stopped:
        raise Refused(Refusal(RefusalKind.STOPPED, "stop flag in the store"))
    holds = connection.execute(sa.select(books.holds.c.hold, books.holds.c.table_name).distinct()).all()
    known = {hold for hold, _ in holds}
    if any(hold.hold not in known for hold in order.holds):
        raise Refused(Refusal(RefusalKind.HOLD, "a hold is not in the store yet"))
    return Control(int(row.epoch), frozenset(table for _, table in holds))


class Watch:
    """Sees, batch by batch, that the store is still the one the act began on."""

    def __init__(self, store: Store, order: Order, act: str, structure: Structure, fingerprint: str) -> None:
        self._store, self._order, self._act = store, order, act
        self._structure, self._fingerprint, self._version = structure, fingerprint, ""
        self._since, self._unsure, self._identified = 0, False, float("-inf")

    def begin(self, connection: sa.Connection) -> None:
        """Note where the journal stands."""
        journal = self._store.books.journal.c
        self._since = int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(journal.position), 0))).scalar_one())

    def lost(self) -> None:
        """A connection broke: what it did, and where the next one leads, is asked anew."""
        self._unsure = True

    def sure(self) -> None:
        """A batch came to its end and its answer arrived."""
        self._unsure = False

    def committed(self, connection: sa.Connection, number: int) -> Batch | None:
        """The batch of that number, if an earlier COMMIT went through although its answer was lost. Raises Refused."""
        store, order, journal = self._store, self._order, self._store.books.journal.c
        newer = sa.select(journal.position, journal.run).where(journal.position > self._since)
        for position, run in connection.execute(newer.where(journal.target == str(store.target))):
            if run != order.run:
                raise Refused(Refusal(RefusalKind.CHANGED, "another run works on this store"))
            self._since = max(self._since, int(position))
        if not self._unsure:
            return None
        known = store.books.of_run(connection, store.target, order.run, self._act, number)
        return known[0] if known else None

    def compare(self, connection: sa.Connection, tables: Collection[str], written: Collection[str]) -> None:
        """Hold the shape of the tables and compare it, and the store, with the plan. Raises Refused."""
        store, order = self._store, self._order
        self._keep_shape(connection, tables, written)
        if time.monotonic() - self._identified >= EVERY or self._unsure:
            found = store.identity(connection)
            if order.identity is not None and found != order.identity:
                raise Refused(Refusal(RefusalKind.CHANGED, "another store than planned for"))
            if not found.writable:  # a replica of MariaDB can be written all the same
                raise Refused(Refusal(RefusalKind.UNABLE, "the store is read-only or in recovery"))
            self._identified = time.monotonic()
        version = store.version(connection, sorted(tables))
        if version == self._version:
            return
        fingerprint = store.fingerprint(connection)
        if fingerprint != self._fingerprint or (order.structure and fingerprint != order.structure):
            raise Refused(Refusal(RefusalKind.CHANGED, "structure"))
        self._version = version

    def _keep_shape(self, connection: sa.Connection, tables: Collection[str], written: Collection[str]) -> None:
        if self._store.product == "mariadb":
            quote = connection.dialect.identifier_preparer.quote_identifier
            for name in sorted(name for name in tables if name in self._structure.tables):
                connection.exec_driver_sql(f"SELECT 1 FROM {quote(name).replace('%', '%%')} LIMIT 0")
        if self._store.product != "postgresql":
            return
        for names, mode in ((written, "ROW EXCLUSIVE"), (set(tables) - set(written), "ACCESS SHARE")):
            held = [_name(connection, self._structure, name) for name in sorted(names) if name in self._structure.tables]
            if held:
                connection.exec_driver_sql(f"LOCK TABLE {', '.join(held)} IN {mode} MODE")


def _name(connection: sa.Connection, structure: Structure, table: str) -> str:
    schema, name = place(structure, table)
    quote = connection.dialect.identifier_preparer.quote_identifier
    return f"{quote(schema)}.{quote(name)}" if schema else quote(name)
