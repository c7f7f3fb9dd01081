"""The tables of our own in a target: control, journal, holds, locks and (PostgreSQL) writers.

Law: `docs/spec/journal.md` describes them. They lie in schema `zusage` (PostgreSQL) or carry the prefix `zusage_` (SQLite),
are created by `set_up` only, and hold no person but the row keys of holds, which never leave the target. Every batch
begins by locking the one row of `control`; so batches of one target never overlap, and who changes holds or the stop flag
knows that every batch from then on has read them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from zusage.plan.connector import Gate, HeldScope
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId


def _table(schema: str | None, name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns), schema=schema)


class Books:
    """Our tables in one target, as SQL expressions; no connection of their own."""

    def __init__(self, schema: str | None, prefix: str) -> None:
        self.schema, self.prefix = schema, prefix
        self.control = _table(schema, f"{prefix}control", "id", "marker", "stopped", "epoch", "passing")
        self.journal = _table(
            schema, f"{prefix}journal", "position", "target", "run", "act", "promise", "number", "counts", "at", "epoch"
        )
        self.holds = _table(schema, f"{prefix}holds", "hold", "table_name", "key")
        self.gates = _table(schema, f"{prefix}gate", "ledger", "target", "closed", "pulse")
        self.locks = _table(schema, f"{prefix}locks", "table_name", "promise")
        self.restricted = _table(schema, f"{prefix}restricted", "table_name", "key", "promise")

    def write(self, connection: sa.Connection, batch: Batch, epoch: int) -> None:
        """Journal a batch in the transaction of its deed."""
        values = {
            "target": str(batch.target),
            "run": batch.run,
            "act": batch.act,
            "promise": batch.promise,
            "number": batch.number,
            "counts": json.dumps(dict(batch.counts), sort_keys=True),
            "at": batch.at.isoformat(),
            "epoch": epoch,
        }
        connection.execute(sa.insert(self.journal).values(values))

    def read(self, connection: sa.Connection, target: TargetId, after: int) -> Iterator[tuple[int, Batch]]:
        """Batches after a position, streamed in order."""
        columns = self.journal.c
        query = (
            sa.select(columns.position, *self._columns())
            .where(columns.target == str(target), columns.position > after)
            .order_by(columns.position)
        )
        for position, *values in connection.execution_options(yield_per=500).execute(query):
            yield position, _batch(target, tuple(values))

    def of_run(self, connection: sa.Connection, target: TargetId, run: str, act: str, number: int = 0) -> list[Batch]:
        """The batches that this run has committed for this act, in order; with `number` only that one."""
        columns = self.journal.c
        query = (
            sa.select(*self._columns())
            .where(columns.target == str(target), columns.run == run, columns.act == act)
            .where(sa.true() if not number else columns.number == number)
            .order_by(columns.number)
        )
        return [_batch(target, tuple(values)) for values in connection.execute(query)]

    def has_gate(self, connection: sa.Connection) -> bool:
        """Whether setup has made our table of gates (an older version did not)."""
        return sa.inspect(connection).has_table(self.gates.name, schema=self.schema)

    def read_gate(self, connection: sa.Connection, ledger: str, target: TargetId) -> Gate:
        """The gate of a ledger; an open one without pulse when it was never written."""
        gates = self.gates
        query = sa.select(gates.c.closed, gates.c.pulse).where(gates.c.ledger == ledger, gates.c.target == str(target))
        row = connection.execute(query).first()
        return Gate() if row is None else Gate(bool(row.closed), str(row.pulse))

    def write_gate(self, connection: sa.Connection, ledger: str, target: TargetId, gate: Gate) -> None:
        """Write it. Waits for the open batch, because it changes the control row first."""
        control, gates = self.control, self.gates
        connection.execute(sa.update(control).where(control.c.id == 1).values(epoch=control.c.epoch))
        mine = sa.and_(gates.c.ledger == ledger, gates.c.target == str(target))
        values = {"closed": int(gate.closed), "pulse": gate.pulse}
        known = connection.execute(sa.select(gates.c.pulse).where(mine)).first()
        if known is None:
            connection.execute(sa.insert(gates).values(ledger=ledger, target=str(target), **values))
        else:
            connection.execute(sa.update(gates).where(mine).values(values))

    def _columns(self) -> list[sa.ColumnClause[Any]]:
        columns = self.journal.c
        return [columns.run, columns.act, columns.promise, columns.number, columns.counts, columns.at]

    def replace_holds(self, connection: sa.Connection, holds: tuple[HeldScope, ...]) -> None:
        """Exactly these holds from now on. Waits for the open batch, because it changes the control row first."""
        control = self.control
        connection.execute(sa.update(control).where(control.c.id == 1).values(epoch=control.c.epoch + 1))
        connection.execute(sa.delete(self.holds))
        rows = [{"hold": hold.hold, "table_name": hold.table, "key": hold.key} for hold in holds]
        if rows:
            connection.execute(sa.insert(self.holds), rows)


def _batch(target: TargetId, values: tuple[Any, ...]) -> Batch:
    run, act, promise, number, counts, at = values
    return Batch(
        target, str(run), str(act), str(promise), int(str(number)), json.loads(str(counts)), datetime.fromisoformat(str(at))
    )
