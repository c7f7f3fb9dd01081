"""Notebook: the journal of stores that have no transactions of their own; intention first, then the deed, then its end.

Law: an intention is durable before `intend` returns; it ends once, as done or withdrawn, and never changes afterwards.
A batch (target, run, act, number) is intended once unless withdrawn. Positions of finished batches follow the order in
which they were finished, so who reads on from a position misses none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from zusage.adapters.store.database import Database, Writing
from zusage.ledger.entry import moment_text
from zusage.model.canonical import encode
from zusage.model.errors import IntegrityError
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

_BATCH = "system, instance, run, act, promise, number, counts, at"
_OPEN = f"SELECT id, {_BATCH}, detail FROM intention WHERE system = ? AND instance = ? AND state = 'open' ORDER BY id"
_DONE = (
    f"SELECT finished, {_BATCH} FROM intention"
    " WHERE system = ? AND instance = ? AND state = 'done' AND finished > ? ORDER BY finished"
)

_DETAILS = (
    f"SELECT {_BATCH}, detail FROM intention WHERE system = ? AND instance = ? AND state = 'done' ORDER BY finished DESC"
)

_FINISHED = f"SELECT finished, {_BATCH} FROM intention WHERE state = 'done' AND finished > ? ORDER BY finished"


class StoredNotebook:
    """The notebook of one state."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def intend(self, batch: Batch, detail: str) -> int:
        """Write the intention durably; IntegrityError ZE45 when this batch was already intended or done."""
        unit = (batch.target.system, batch.target.instance, batch.run, batch.act)
        with self._database.write() as writing:
            same = "system = ? AND instance = ? AND run = ? AND act = ? AND number = ? AND state <> 'withdrawn'"
            if writing.query(f"SELECT 1 FROM intention WHERE {same}", (*unit, batch.number)):
                raise IntegrityError("ZE45", what="notebook")
            id = _next(writing, "id")
            counts, at = encode(batch.counts).decode(), moment_text(batch.at)
            values = (id, *unit, batch.promise, batch.number, counts, at, detail)
            writing.execute(
                f"INSERT INTO intention (id, {_BATCH}, detail, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')", values
            )
        return id

    def done(self, intention: int, counts: Mapping[str, int]) -> None:
        """The change is durable; what was really done."""
        with self._database.write() as writing:
            values = (encode(counts).decode(), _next(writing, "finished"), intention)
            self._end(writing, "state = 'done', counts = ?, finished = ?", values)

    def withdraw(self, intention: int) -> None:
        """The intention was not carried out and nothing changed."""
        with self._database.write() as writing:
            self._end(writing, "state = 'withdrawn'", (intention,))

    def open_intentions(self, target: TargetId) -> tuple[tuple[int, Batch, str], ...]:
        """Intentions without an end, oldest first."""
        rows = self._database.query(_OPEN, (target.system, target.instance))
        return tuple((row[0], _batch(row[1:9]), row[9]) for row in rows)

    def entries(self, target: TargetId, after: int = 0) -> Iterator[tuple[int, Batch]]:
        """Finished batches of a target in order, streamed."""
        for row in self._database.stream(_DONE, (target.system, target.instance, after)):
            yield row[0], _batch(row[1:])

    def finished(self, after: int = 0) -> Iterator[tuple[int, Batch]]:
        """Finished batches of all targets in order, also of those that are gone; streamed."""
        for row in self._database.stream(_FINISHED, (after,)):
            yield row[0], _batch(row[1:])

    def details(self, target: TargetId) -> Iterator[tuple[Batch, str]]:
        """Finished batches of a target with their details, the newest first; streamed."""
        for row in self._database.stream(_DETAILS, (target.system, target.instance)):
            yield _batch(row[:8]), str(row[8])

    def unfinished(self) -> tuple[TargetId, ...]:
        """The targets with an intention without an end."""
        rows = self._database.query("SELECT DISTINCT system, instance FROM intention WHERE state = 'open' ORDER BY 1, 2")
        return tuple(TargetId(str(system), str(instance)) for system, instance in rows)

    @staticmethod
    def _end(writing: Writing, change: str, values: tuple[object, ...]) -> None:
        if writing.execute(f"UPDATE intention SET {change} WHERE id = ? AND state = 'open'", values) != 1:
            raise IntegrityError("ZE45", what="notebook")


def _next(writing: Writing, column: str) -> int:
    return int(writing.query(f"SELECT coalesce(max({column}), 0) + 1 FROM intention")[0][0])


def _batch(row: tuple[str | int, ...]) -> Batch:
    system, instance, run, act, promise, number, counts, at = row
    target = TargetId(str(system), str(instance))
    moment = datetime.fromisoformat(str(at))
    return Batch(target, str(run), str(act), str(promise), int(number), json.loads(str(counts)), moment)
