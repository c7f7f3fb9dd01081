"""The twin: a store in memory that does what a real one must do, in plain Python.

Law: it passes the same conformance suite as every connector. Rows are dictionaries; conditions are interpreted by
`zusage.plan.interpret`, never as SQL. A batch happens wholly or not at all. It knows one order of its own: what refers to a
row goes first, and what the act does not name is never touched.

Example: `Twin(TargetId("shop"), structure, {"orders": [{"id": 1, "placed": moment}]})`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import datetime

from zusage.model.canonical import digest
from zusage.model.errors import ConnectorError
from zusage.operators.catalogue import reach
from zusage.operators.normalise import normalise
from zusage.operators.shapes import recognise
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
    Undo,
    Unlock,
)
from zusage.plan.condition import Condition, Edge
from zusage.plan.connector import Feeds, Gate, HeldScope, Order
from zusage.plan.interpret import fulfils, is_sentinel, readable
from zusage.plan.look import Count, Keys, Level, Linkable, Look, Moment, Moments, Profile, Trial
from zusage.plan.receipt import Batch, Observation, Receipt, Refusal, RefusalKind
from zusage.plan.structure import Structure
from zusage.plan.target import Identity, TargetId
from zusage.testing.twin_replacing import open_changes, see_linkable
from zusage.testing.twin_restricting import is_marked, restrict
from zusage.testing.twin_rows import Row, Tables, TwinBatch, TwinRefused, in_order


class Twin:
    """A connector over dictionaries; `tables` may be looked at and changed by a test at any time."""

    def __init__(self, target: TargetId, structure: Structure, tables: Mapping[str, Iterable[Row]]) -> None:
        self.target, self._structure = target, structure
        self.tables: Tables = {name: [dict(row) for row in tables.get(name, ())] for name in structure.tables}
        self.locked: dict[str, set[str]] = {}
        self.restricted: set[tuple[str, str, str]] = set()
        self._journal: list[Batch] = []
        self._gates: dict[str, Gate] = {}
        self._holds: tuple[HeldScope, ...] = ()
        self._stopped = self._ready = self._dropped = False

    def identity(self) -> Identity:
        """A name that stays."""
        return Identity("twin", "memory", str(self.target), "", "twin" if self._ready else "")

    def structure(self) -> Structure:
        """The structure it was made with."""
        return self._structure

    def fingerprint(self) -> str:
        """Digest of the structure."""
        return digest(self._structure)

    def look(self, look: Look, feeds: Feeds, now: datetime) -> Observation:
        """Answer one look; what the twin has no notion of is not visible."""
        match look:
            case Count():
                return self._count(look, feeds, now)
            case Profile():
                return self._profile(look, feeds, now)
            case Keys():
                return Observation(look.id, self.target, now, numbers={"count": len(list(self.keys(look, feeds)))})
            case Moments():
                return self._moments(look, now)
            case Trial(_, table, promise):
                stopped = int(promise in self.locked.get(table, ()))
                numbers = {"tried": 3, "stopped": 3 * stopped, "named": 3 * stopped, "bypass": 0}
                return Observation(look.id, self.target, now, numbers=numbers)
            case Linkable():
                return see_linkable(self, look, self._rows(look.table, look.condition, feeds), now)
            case Level():
                return Observation(look.id, self.target, now, facts={"level": "rewritten", "copies": ""})
            case _:
                return Observation(look.id, self.target, now, visible=False, reason="the twin has no roles")

    def keys(self, look: Look, feeds: Feeds) -> Iterable[str]:
        """The values of a column as text."""
        if not isinstance(look, Keys):
            raise TypeError("keys needs a Keys look")
        rows = self._rows(look.table, look.condition, feeds)
        return (normalise(look.normalise, str(row[look.column])) for row in rows if row.get(look.column) is not None)

    def rows(
        self, table: str, columns: tuple[str, ...], condition: Condition | None, feeds: Feeds
    ) -> Iterable[tuple[object, ...]]:
        """Some columns of the rows that fulfil the condition."""
        return [tuple(row.get(column) for column in columns) for row in self._rows(table, condition, feeds)]

    def mark(self, table: str, key: tuple[str, str], values: Mapping[str, str]) -> int:
        """Write constants into the rows with that key."""
        found = [row for row in self._table(table) if str(row.get(key[0])) == key[1]]
        for row in found:
            row.update(values)
        return len(found)

    def apply(self, act: Act, order: Order) -> Receipt:
        """Carry out one act."""
        refusal: Refusal | None = None
        try:
            self._may(order)
            match act:
                case Delete(undo=Undo()):
                    raise TwinRefused(RefusalKind.UNABLE, "nothing is set aside here")
                case Delete() | Clear() | Replace():
                    self._batches(act, order)
                case Restrict() | Release():
                    restrict(self, act, order)
                case Lock() | Unlock():
                    self._lock(act, order)
                case Drop():
                    self._drop(act, order)
                case Rectify():
                    self._rectify(act, order)
                case Shorten() | Reclaim() | Restore():
                    raise TwinRefused(RefusalKind.UNABLE, "not done to rows here")
        except TwinRefused as refused:
            refusal = refused.refusal
        done = self._of(act, order)
        counts: dict[str, int] = {}
        for batch in done:
            for table, count in batch.counts.items():
                counts[table] = counts.get(table, 0) + count
        return Receipt(
            self.target,
            order.run,
            act.id,
            act.promise,
            counts,
            len(done),
            order.now,
            refusal,
            "rewritten" if done else "",
            _reached(act) if done else "",
        )

    def journal(self, after: int = 0) -> Iterator[tuple[int, Batch]]:
        """Batches with their position from 1."""
        yield from list(enumerate(self._journal, 1))[after:]

    def set_holds(self, holds: tuple[HeldScope, ...]) -> None:
        """Exactly these holds."""
        self._holds = holds

    def set_stop(self, stopped: bool) -> None:
        """The stop flag."""
        self._stopped = stopped

    def set_up(self) -> None:
        """From now on acts are carried out."""
        self._ready = True

    def close(self) -> None:
        """Nothing to give back."""

    def is_held(self, table: str, key: object) -> bool:
        """Whether a hold covers a row of `table` with this key; where a row has no key, a hold on any row covers it."""
        return any(hold.table in ("", table) and (key is None or hold.key in (None, str(key))) for hold in self._holds)

    def related(self, edge: Edge, row: Mapping[str, object]) -> Iterable[Row]:
        """The rows over an edge."""
        wanted = [(there, row.get(here)) for here, there in edge.on]
        return [other for other in self._table(edge.table) if all(_same(other.get(name), value) for name, value in wanted)]

    def _may(self, order: Order) -> None:
        if not self._ready:
            raise TwinRefused(RefusalKind.NOT_SETUP, "not set up")
        if self._stopped or order.stopped():
            raise TwinRefused(RefusalKind.STOPPED, "stop flag")
        if {hold.hold for hold in order.holds} - {hold.hold for hold in self._holds}:
            raise TwinRefused(RefusalKind.HOLD, "a hold is not in the store yet")
        if order.identity not in (None, self.identity()) or order.structure not in ("", self.fingerprint()):
            raise TwinRefused(RefusalKind.CHANGED, "another store than planned for")

    def _batches(self, act: Delete | Clear | Replace, order: Order) -> None:
        while True:
            self._may(order)
            before = deepcopy(self.tables)
            batch = TwinBatch(self, act, order, self._so_far(act, order))
            try:
                counts = batch.carry_out()
            except TwinRefused:
                self.tables = before
                raise
            if counts is None:
                return
            self.write(act, order, counts)

    def _rectify(self, act: Rectify, order: Order) -> None:
        changed = 0
        for key, values in order.values.get(act.feed, ()):
            named = [row for row in self._table(act.table) if tuple(str(row.get(name)) for name in act.key) == key]
            new = dict(zip(act.columns, values, strict=True))
            for row in named:
                allowed = act.condition is None or fulfils(act.condition, row, order.feeds, self.is_held, self.related)
                if allowed and any(row.get(name) != value for name, value in new.items()):
                    row.update(new)
                    changed += 1
            if not named and act.puts_in:
                self._table(act.table).append({**dict(zip(act.key, key, strict=True)), **new})
                changed += 1
        if changed:
            self.write(act, order, {act.table: changed})

    def gate(self, ledger: str) -> Gate | None:
        """The gate of a ledger."""
        return self._gates.get(ledger, Gate()) if self._ready else None

    def set_gate(self, ledger: str, gate: Gate) -> bool:
        """Keep it."""
        self._gates[ledger] = gate
        return self._ready

    def _lock(self, act: Lock | Unlock, order: Order) -> None:
        changed = [t for t in act.tables if (act.promise in self.locked.get(t, set())) is isinstance(act, Unlock)]
        for table in changed:
            promises = self.locked.setdefault(table, set())
            promises.symmetric_difference_update({act.promise})
        if changed:
            self.write(act, order, dict.fromkeys(changed, 1))

    def _drop(self, act: Drop, order: Order) -> None:
        if self._holds:
            raise TwinRefused(RefusalKind.HOLD, "a hold lies in the store")
        if not self._dropped:
            self._dropped = True
            self.tables = {name: [] for name in self.tables}
            self.write(act, order, {"database": 1})

    def write(self, act: Act, order: Order, counts: Mapping[str, int]) -> None:
        """Journal a batch."""
        number = len(self._of(act, order)) + 1
        batch = Batch(self.target, order.run, act.id, act.promise, number, counts, order.now)
        self._journal.append(batch)
        order.progress(batch)

    def _of(self, act: Act, order: Order) -> list[Batch]:
        return [batch for batch in self._journal if (batch.run, batch.act) == (order.run, act.id)]

    def _so_far(self, act: Act, order: Order) -> dict[str, int]:
        counts: dict[str, int] = {}
        for batch in self._of(act, order):
            for table, count in batch.counts.items():
                counts[table] = counts.get(table, 0) + count
        return counts

    def _table(self, name: str) -> list[Row]:
        if name not in self.tables:
            raise ConnectorError("ZE44", system=str(self.target), what=f"missing table {name}")
        return self.tables[name]

    def _rows(self, table: str, condition: Condition | None, feeds: Feeds) -> list[Row]:
        rows = self._table(table)
        if condition is None:
            return list(rows)
        return [row for row in rows if fulfils(condition, row, feeds, self.is_held, self.related)]

    def _count(self, look: Count, feeds: Feeds, now: datetime) -> Observation:
        rows = self._rows(look.table, look.condition, feeds)
        if look.marks is not None:
            promise, carried = look.marks
            rows = [row for row in rows if is_marked(self, look.table, row, promise) is carried]
        rows = [row for row in rows if not look.changes or open_changes(self, look.table, look.changes, row)]
        numbers = {"count": len(rows), **({"total": len(self._table(look.table))} if look.total else {})}
        moments: dict[str, datetime] = {}
        found = [moment for row in rows for moment in self._starts(row, look.moment)] if look.moment else []
        if found:
            moments = {"oldest": min(found), "newest": max(found)}
        return Observation(look.id, self.target, now, numbers=numbers, moments=moments)

    def _starts(self, row: Row, moment: Moment) -> Iterator[datetime]:
        rows = [row]
        for edge in moment.over:
            rows = [other for here in rows for other in self.related(edge, here)]
        for other in rows:
            start = readable(other.get(moment.column))
            if start is not None and not is_sentinel(start):
                yield in_order(start)

    def _profile(self, look: Profile, feeds: Feeds, now: datetime) -> Observation:
        values = [row.get(look.column) for row in self._rows(look.table, look.condition, feeds)][: look.sample]
        texts = [str(value) for value in values if value not in (None, "")]
        shapes = {shape: sum(recognise(shape, text) for text in texts) for shape in look.shapes}
        numbers = {"examined": len(values), "empty": len(values) - len(texts), **shapes}
        return Observation(look.id, self.target, now, numbers=numbers)

    def _moments(self, look: Moments, now: datetime) -> Observation:
        values = [row.get(look.column) for row in self._table(look.table)]
        read = [readable(value) for value in values]
        real = [in_order(moment) for moment in read if moment is not None and not is_sentinel(moment)]
        numbers = {
            "examined": len(values),
            "null": sum(value is None for value in values),
            "sentinel": sum(moment is not None and is_sentinel(moment) for moment in read),
            "future": sum(moment > now for moment in real),
            "zoneless": 0,
        }
        moments = {"oldest": min(real), "newest": max(real)} if real else {}
        return Observation(look.id, self.target, now, numbers=numbers, moments=moments)


def _same(one: object, other: object) -> bool:
    return one is not None and one == other


def _reached(act: Act) -> str:
    match act:
        case Replace():
            return reach([change.operator for change in act.changes])
        case Restrict():
            return "marked"
        case _:
            return ""
