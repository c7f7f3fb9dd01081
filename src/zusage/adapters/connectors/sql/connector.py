"""The `sql` connector: SQLite, PostgreSQL and MariaDB behind the neck.

Law: this module only hands on; what is done stands in `looks`, `rows`, `locks`, `drop` and `setup`. Example:

    open_sql(Opening(TargetId("control"), {"url": "sqlite:///control.db"}, ("customers",), notebook))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import assert_never

import sqlalchemy as sa

from zusage.adapters.connectors.sql.descriptor import LACKS
from zusage.adapters.connectors.sql.drop import apply_drop, is_absent, settle
from zusage.adapters.connectors.sql.duckdb import Duckdb
from zusage.adapters.connectors.sql.locks import apply_lock
from zusage.adapters.connectors.sql.looks import keys_of, look_at, stream
from zusage.adapters.connectors.sql.mariadb import SCHEMES, Mariadb
from zusage.adapters.connectors.sql.moments import bind
from zusage.adapters.connectors.sql.partitions import whole_partitions
from zusage.adapters.connectors.sql.partitions_mariadb import whole_in_mariadb
from zusage.adapters.connectors.sql.postgresql import Postgresql
from zusage.adapters.connectors.sql.reclaim import apply_reclaim
from zusage.adapters.connectors.sql.rectify import apply_rectify
from zusage.adapters.connectors.sql.render import Renderer
from zusage.adapters.connectors.sql.restoring import apply_restore
from zusage.adapters.connectors.sql.restricting import apply_restricting
from zusage.adapters.connectors.sql.rows import apply_rows
from zusage.adapters.connectors.sql.setup import set_up
from zusage.adapters.connectors.sql.sqlite import Sqlite
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError
from zusage.plan.act import (
    Act,
    Clear,
    Delete,
    Drop,
    Lock,
    Reclaim,
    Rectify,
    Release,
    Replace,
    Restore,
    Restrict,
    Shorten,
    Unlock,
)
from zusage.plan.condition import Condition
from zusage.plan.connector import Feeds, Gate, HeldScope, Limits, Opening, Order
from zusage.plan.look import Keys, Look
from zusage.plan.receipt import Batch, Observation, Receipt, Refusal, RefusalKind
from zusage.plan.structure import Structure
from zusage.plan.target import Identity

_WAITING = Limits(lock_timeout_ms=60_000)


def open_sql(opening: Opening) -> SqlConnector:
    """Open a database; nothing is connected until it is asked something. Raises ConnectorError for an unknown address."""
    url = opening.options.get("url")
    address = url if isinstance(url, str) else ""
    if address.startswith("postgres"):
        return SqlConnector(Postgresql(opening))
    if address.startswith("sqlite") or (address and "://" not in address):
        return SqlConnector(Sqlite(opening))
    if address.startswith(SCHEMES):
        return SqlConnector(Mariadb(opening))
    if address.startswith("duckdb:"):
        return SqlConnector(Duckdb(opening))
    what = "only sqlite, postgresql, mariadb and duckdb"
    raise ConnectorError("ZE44", system=str(opening.target), what=what, reason="address")


class SqlConnector:
    """One database; fulfils `zusage.plan.connector.Connector`."""

    def __init__(self, store: Store) -> None:
        self._store, self.target = store, store.target

    def identity(self) -> Identity:
        """Which database this is."""
        with self._store.reading() as connection:
            return self._store.identity(connection)

    def structure(self) -> Structure:
        """Its shape, without anything of ours."""
        with self._store.reading() as connection:
            return self._store.structure(connection)

    def fingerprint(self) -> str:
        """A digest of its shape, in one query."""
        with self._store.reading() as connection:
            return self._store.fingerprint(connection)

    def look(self, look: Look, feeds: Feeds, now: datetime) -> Observation:
        """Answer one look."""
        return look_at(self._store, look, feeds, now)

    def keys(self, look: Look, feeds: Feeds) -> Iterable[str]:
        """Stream the values of a `Keys` look."""
        if not isinstance(look, Keys):
            raise TypeError("keys needs a Keys look")
        return keys_of(self._store, look, feeds)

    def rows(
        self, table: str, columns: tuple[str, ...], condition: Condition | None, feeds: Feeds
    ) -> Iterable[tuple[object, ...]]:
        """Stream some columns of a registry table."""
        return stream(self._store, table, columns, condition, feeds)

    def mark(self, table: str, key: tuple[str, str], values: Mapping[str, str]) -> int:
        """Write constants into the one row with that key."""
        with self._store.changing("mark") as connection:
            renderer = Renderer(self._store.product, self._store.structure(connection), self._store.zones, None, {})
            scope = renderer.scope(table)
            wanted = key[1].replace("-", "").lower() if scope.kind(key[0]).kind == "uuid" else key[1]
            row = renderer.text(scope, key[0]) == bind(wanted)
            changed = {scope.source.c[name]: bind(value) for name, value in values.items()}
            return int(connection.execute(sa.update(scope.source).where(row).values(changed)).rowcount)

    def apply(self, act: Act, order: Order) -> Receipt:
        """Carry out one act in batches."""
        if type(act).__name__ in LACKS.get(self._store.product, ()):
            unable = Refusal(RefusalKind.UNABLE, f"{self._store.product} does not {type(act).__name__.lower()}")
            return Receipt(self.target, order.run, act.id, act.promise, {}, 0, order.now, unable)
        match act:
            case Delete() | Clear() | Replace():
                return apply_rows(self._store, act, order)
            case Lock() | Unlock():
                return apply_lock(self._store, act, order)
            case Drop():
                return apply_drop(self._store, act, order)
            case Rectify():
                return apply_rectify(self._store, act, order)
            case Restore():
                return apply_restore(self._store, act, order)
            case Reclaim():
                return apply_reclaim(self._store, act, order)
            case Restrict() | Release():
                return apply_restricting(self._store, act, order)
            case Shorten():
                unable = Refusal(RefusalKind.UNABLE, f"a database does not {type(act).__name__.lower()}")
                return Receipt(self.target, order.run, act.id, act.promise, {}, 0, order.now, unable)
        assert_never(act)

    def journal(self, after: int = 0) -> Iterator[tuple[int, Batch]]:
        """Committed batches; of a store that was dropped, what the notebook knows."""
        store = self._store
        try:
            with store.reading() as connection:
                if store.is_set_up(connection):
                    yield from store.books.read(connection, self.target, after)
        except ConnectorError as error:
            if error.arguments.get("what") != "missing database" or not is_absent(store):
                raise
            settle(store)
            yield from store.opening.notebook.entries(self.target)

    def set_holds(self, holds: tuple[HeldScope, ...]) -> None:
        """Materialise exactly these holds; waits for the open batch."""
        with self._set_up_only("holds") as connection:
            self._store.books.replace_holds(connection, holds)

    def whole_partitions(self, act: Delete, feeds: Feeds) -> tuple[int, int]:
        """How many partitions of the act's table are due as a whole, and the rows in them."""
        if isinstance(self._store, Mariadb):
            return whole_in_mariadb(self._store, act, feeds)
        return whole_partitions(self._store, act, feeds)

    def set_stop(self, stopped: bool) -> None:
        """Raise or lower the stop flag."""
        control = self._store.books.control
        with self._set_up_only("stop") as connection:
            value = stopped if self._store.product != "sqlite" else int(stopped)
            connection.execute(sa.update(control).where(control.c.id == 1).values(stopped=value))

    def gate(self, ledger: str) -> Gate | None:
        """The gate that this store keeps for a ledger."""
        with self._store.reading() as connection:
            if not self._store.is_set_up(connection) or not self._store.books.has_gate(connection):
                return None
            return self._store.books.read_gate(connection, ledger, self.target)

    def set_gate(self, ledger: str, gate: Gate) -> bool:
        """Write the gate; waits for the open batch."""
        with self._set_up_only("gate") as connection:
            if not self._store.books.has_gate(connection):
                return False
            self._store.books.write_gate(connection, ledger, self.target, gate)
        return True

    def set_up(self) -> None:
        """Create our tables, marker and guards."""
        set_up(self._store)

    def close(self) -> None:
        """Close all connections."""
        self._store.close()

    def _set_up_only(self, name: str) -> AbstractContextManager[sa.Connection]:
        with self._store.reading("apply") as connection:
            if not self._store.is_set_up(connection):
                raise ConnectorError("ZE40", system=self._store.system, what="schema zusage", reason="not set up")
        return self._store.changing(name, limits=_WAITING)
