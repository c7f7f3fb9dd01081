"""StreamStore: what log files, files, mails and registers have in common as stores without transactions.

Law: structure is the descriptor's collections and never changes; holds and the stop flag live in this object and are joined
with those of the order, so that each unit reads the newest of both. The journal is the notebook's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from zusage.adapters.connectors import tally
from zusage.model.canonical import digest
from zusage.model.errors import ConnectorError
from zusage.plan.act import Act
from zusage.plan.condition import Condition
from zusage.plan.connector import Descriptor, Feeds, HeldScope, Opening, Order
from zusage.plan.interpret import IsHeld, Row
from zusage.plan.look import Count, Keys, Look, Moments, Profile
from zusage.plan.receipt import Batch, Observation, Receipt, Refusal
from zusage.plan.structure import Column, Structure, Table
from zusage.plan.target import Identity, TargetId


@runtime_checkable
class Remembers(Protocol):
    """A notebook that can tell the details of what was done, the newest first."""

    def details(self, target: TargetId) -> Iterator[tuple[Batch, str]]:
        """Finished batches with their details."""
        ...


class StreamStore:
    """A store whose collections are read as streams of rows."""

    moment: Mapping[str, str] = MappingProxyType({})

    def __init__(self, opening: Opening, descriptor: Descriptor) -> None:
        self.target, self.notebook, self.opening = opening.target, opening.notebook, opening
        self.descriptor = descriptor
        self.holds: tuple[HeldScope, ...] = ()
        self._stopped = False

    def stream(self, table: str) -> Iterable[Row]:
        """All rows of a collection."""
        raise NotImplementedError(table)

    def identity(self) -> Identity:
        """Which store this is."""
        raise NotImplementedError

    def recover(self) -> None:
        """End what a crash left open; nothing for stores that are only read."""

    def structure(self) -> Structure:
        """The fixed collections."""
        return Structure(
            {
                name: Table(name, tuple(Column(column, kind) for column, kind in columns.items()), kind="collection")
                for name, columns in self.descriptor.collections.items()
            }
        )

    def fingerprint(self) -> str:
        """A digest of the structure."""
        return digest(self.structure())

    def keys(self, look: Look, feeds: Feeds) -> Iterable[str]:
        """Stream the values of a `Keys` look."""
        if not isinstance(look, Keys):
            raise ConnectorError("ZE614", look=type(look).__name__)
        tally.known(self.descriptor.collections, look.table, look.column)
        return tally.keys(look, self.stream(look.table), feeds, self.is_held(look.table))

    def rows(
        self, table: str, columns: tuple[str, ...], condition: Condition | None, feeds: Feeds
    ) -> Iterable[tuple[object, ...]]:
        """Stream some columns of a collection."""
        for column in columns:
            tally.known(self.descriptor.collections, table, column)
        chosen = tally.chosen(condition, self.stream(table), feeds, self.is_held(table))
        return (tuple(row.get(column) for column in columns) for row in chosen)

    def mark(self, table: str, key: tuple[str, str], values: Mapping[str, str]) -> int:
        """Collections are no registry that could be written."""
        raise ConnectorError("ZE614", look="mark", name=f"{table}.{key[0]}", count=len(values))

    def journal(self, after: int = 0) -> Iterator[tuple[int, Batch]]:
        """Finished batches; what a crash left open is ended first."""
        if self.opening.write:
            self.recover()
        return self.notebook.entries(self.target, after)

    def set_holds(self, holds: tuple[HeldScope, ...]) -> None:
        """Keep exactly these holds."""
        self.holds = holds

    def set_stop(self, stopped: bool) -> None:
        """Raise or lower the stop flag."""
        self._stopped = stopped

    def set_up(self) -> None:
        """Nothing has to be created in the store."""

    def close(self) -> None:
        """Nothing stays open."""

    def scopes(self, order: Order) -> tuple[HeldScope, ...]:
        """All holds that count for an order."""
        return tuple(dict.fromkeys((*self.holds, *order.holds)))

    def stoppable(self, order: Order) -> Order:
        """The order, stopped also by our own flag."""
        return replace(order, stopped=lambda: self._stopped or order.stopped())

    def is_held(self, table: str) -> tally.Held:
        """Answers `Held` for rows of a collection with the holds of this object."""

        def held(row: Row) -> IsHeld:
            at = tally.instant(row.get(self.moment.get(table, "time")))
            since = getattr(row, "earliest", at)
            return lambda named, value: any(tally.covers(scope, named, value, since, at) for scope in self.holds)

        return held

    def tallied(
        self, look: Count | Profile | Keys | Moments, rows: Iterable[Row], feeds: Feeds, now: datetime
    ) -> tally.Answer:
        """Answer a Look from rows."""
        column = look.column if not isinstance(look, Count) else look.moment.column if look.moment is not None else ""
        tally.known(self.descriptor.collections, look.table, column)
        held = self.is_held(look.table)
        match look:
            case Count():
                return tally.count(look, rows, feeds, held)
            case Profile():
                return tally.profile(look, rows, feeds, held)
            case Moments():
                return tally.moments(look, rows, now)
            case Keys():
                return tally.Answer({"count": sum(1 for _ in tally.keys(look, rows, feeds, held))})

    def observed(
        self, look: Look, now: datetime, answer: tally.Answer, *, reason: str = "", facts: Mapping[str, str] | None = None
    ) -> Observation:
        """The observation; with a reason it is not fully visible."""
        return Observation(
            look.id, self.target, now, not reason, reason, dict(answer.numbers), dict(answer.moments), dict(facts or {})
        )

    def unable(self, look: Look, now: datetime) -> Observation:
        """This kind of store cannot answer this kind of Look."""
        return Observation(look.id, self.target, now, False, f"{self.descriptor.name} cannot answer {type(look).__name__}")

    def receipt(
        self,
        act: Act,
        order: Order,
        counts: Mapping[str, int],
        batches: int,
        refusal: Refusal | None = None,
        level: str = "",
    ) -> Receipt:
        """The end of an act."""
        return Receipt(self.target, order.run, act.id, act.promise, dict(counts), batches, order.now, refusal, level)

    def differs(self, order: Order) -> bool:
        """Whether this is not the store, or not the structure, that the order was planned for."""
        other = order.identity is not None and order.identity != self.identity()
        return other or order.structure not in ("", self.fingerprint())

    def place(self, folders: Iterable[Path], *, writable: bool) -> Identity:
        """An identity made of device and inode of folders."""
        parts = [f"{folder.resolve()}:{folder.stat().st_dev}:{folder.stat().st_ino}" for folder in folders]
        server = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
        return Identity(self.descriptor.name, server, self.target.system, writable=writable)
