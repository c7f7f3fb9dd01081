"""Records: the ledger as it is stored — appended in one durable transaction, streamed, sealed, proved, verified.

Law: an append is all or nothing; an idempotency key is written once, later ones are left out; a batch that comes again and
says something else is an IntegrityError, never left out in silence. The chain has one end, also with several writers.
`checkpoint` seals exactly the entries before it. Proofs read a few kept nodes, never all entries.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from zusage.adapters.store.database import Database, Writing
from zusage.ledger.check import Head, VerifyReport, verify_records
from zusage.ledger.checkpoint import Checkpoint, Signer, checkpoint_text
from zusage.ledger.entry import GENESIS, Entry, New, Row, open_row, seal
from zusage.ledger.kinds import checkpoint_entry
from zusage.ledger.tree import BAND, Frontier, consistency_proof, fold, inclusion_proof, tree_root, unpack_frontier
from zusage.model.canonical import encode
from zusage.model.errors import ConnectorError, IntegrityError

_KNOWN = ("SQLITE_CONSTRAINT_UNIQUE", "23505")
"""How a store says that a key was written before: many entries are tried as new first, which they nearly always are."""

_COLUMNS = ("position", "at", "kind", "key", "body", "hash")
_ROWS = "SELECT position, at, kind, key, body, hash FROM entry WHERE position > ?"
_READ = (
    "SELECT e.position, e.at, e.kind, e.key, e.body, e.hash, p.hash FROM entry e"
    " LEFT JOIN entry p ON p.position = e.position - 1 WHERE e.position > ?"
)
_HEAD = (
    "SELECT h.size, h.last, h.frontier, i.origin, (SELECT coalesce(max(position), -1) + 1 FROM entry)"
    " FROM head h, identity i"
)


class LedgerRecords:
    """The ledger of one state. `signer` is called only when something is signed or the public key is needed."""

    def __init__(self, database: Database, signer: Callable[[], Signer], sealed: Callable[[str], None]) -> None:
        self._database, self._signer, self._sealed = database, signer, sealed

    def append(self, entries: list[New]) -> int:
        """Append durably in one transaction; known keys are left out; returns how many were new."""
        if not entries:
            return 0
        if len(entries) > 1:
            try:
                with self._database.write() as writing:
                    _add(writing, self._head(writing.query(_HEAD)), entries)
                return len(entries)
            except ConnectorError as error:
                if error.arguments.get("reason") not in _KNOWN:
                    raise
        with self._database.write() as writing:
            fresh = _unknown(writing, entries)
            _add(writing, self._head(writing.query(_HEAD)), fresh)
        return len(fresh)

    def read(self, kind: str | None = None, after: int = -1) -> Iterator[Entry]:
        """Entries in order, streamed from one consistent picture."""
        sql, values = (f"{_READ} AND e.kind = ?", (after, kind)) if kind else (_READ, (after,))
        for row in self._database.stream(f"{sql} ORDER BY e.position", values):
            yield open_row(cast(Row, row[:6]), bytes(row[6] or GENESIS))

    def entry(self, index: int) -> Entry | None:
        """The entry at `index`, or None."""
        return next((entry for entry in self.read(after=index - 1) if entry.index == index), None)

    def checkpoint(self, at: datetime) -> Mapping[str, Any] | None:
        """Seal all entries so far under a signed tree head; None when there is nothing new."""
        signer = self._signer()
        with self._database.write() as writing:
            head = self._head(writing.query(_HEAD))
            last = writing.query("SELECT kind FROM entry WHERE position = ?", (head.size - 1,))
            if not last or last[0][0] == "checkpoint":
                return None
            root = unpack_frontier(head.size, head.frontier).root()
            note = signer.sign(checkpoint_text(Checkpoint(head.origin, head.size, root, at)))
            new = checkpoint_entry(note, signer.verifier(), head.size, root, at)
            _add(writing, head, [new])
        self._sealed(note)
        return new[2]

    def verify(self, witnesses: Iterable[str] = ()) -> VerifyReport:
        """Verify everything against our own key and against notes that were kept elsewhere."""
        return verify_records(self, self._signer().verifier(), witnesses)

    def head(self) -> Head:
        """Where the ledger ends now."""
        return self._head(self._database.query(_HEAD))

    def rows(self, after: int = -1, end: int | None = None) -> Iterator[Row]:
        """Stored rows in order, as they are, up to (not including) index `end`."""
        sql, values = (f"{_ROWS} AND position < ?", (after, end)) if end is not None else (_ROWS, (after,))
        yield from cast(Iterator[Row], self._database.stream(f"{sql} ORDER BY position", values))

    def nodes(self, level: int, first: int, end: int) -> list[bytes]:
        """Kept hashes of the complete subtrees `first` up to `end` of a level that is kept (0 are the entries)."""
        table, where = ("entry", "") if level == 0 else ("node", f"level = {level:d} AND ")
        sql = f"SELECT hash FROM {table} WHERE {where}position >= ? AND position < ? ORDER BY position"
        return [bytes(row[0]) for row in self._database.query(sql, (first, end))]

    def root(self, size: int) -> bytes:
        """The root of the tree of the first `size` entries."""
        return tree_root(self._node, size)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The audit path of entry `index` in the tree of the first `size` entries."""
        return inclusion_proof(self._node, index, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Evidence that the ledger of `new` entries begins with the ledger of `old` entries."""
        return consistency_proof(self._node, old, new)

    def _node(self, level: int, index: int) -> bytes:
        base = level - level % BAND
        width = 1 << level - base
        kept = self.nodes(base, index * width, (index + 1) * width)
        if len(kept) != width:
            raise IntegrityError("ZE45", what="node", entry=index << level)
        return fold(kept)

    @staticmethod
    def _head(rows: list[tuple[Any, ...]]) -> Head:
        if not rows:
            raise IntegrityError("ZE45", what="head")
        size, last, frontier, origin, stored = rows[0]
        return Head(size, bytes(last), bytes(frontier), origin, stored)


def _unknown(writing: Writing, entries: list[New]) -> list[New]:
    """The entries whose key was not yet written, the first of each key."""
    keys = list({key for *_, key in entries if key is not None})
    known: dict[str, Mapping[str, Any] | str] = {}
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        marks = ", ".join("?" * len(part))
        known.update(writing.query(f"SELECT key, body FROM entry WHERE key IN ({marks})", part))
    fresh = []
    for new in entries:
        kind, _, body, key = new
        if key is not None and key in known:
            _compare(kind, body, known[key])
            continue
        if key is not None:
            known[key] = body
        fresh.append(new)
    return fresh


def _compare(kind: str, body: Mapping[str, Any], stored: Mapping[str, Any] | str) -> None:
    """A batch is told as it was told before; only the digest of its promise may have changed with the declaration."""
    if kind != "batch":
        return
    before = json.loads(stored) if isinstance(stored, str) else dict(stored)
    if {**before, "digest": ""} != {**json.loads(encode(body)), "digest": ""}:
        raise IntegrityError("ZE45", what="batch")


def _add(writing: Writing, head: Head, entries: list[New]) -> None:
    """Chain the entries to the head and move it."""
    if not entries:
        return
    rows: list[Row] = []
    previous = head.last
    for index, new in enumerate(entries, head.size):
        rows.append(seal(new, index, previous))
        previous = rows[-1][5]
    frontier: Frontier = unpack_frontier(head.size, head.frontier)
    completed = frontier.extend([row[5] for row in rows])
    writing.insert("entry", _COLUMNS, rows)
    nodes = [(level, first + n, hash) for level, first, hashes in completed for n, hash in enumerate(hashes)]
    if nodes:
        writing.insert("node", ("level", "position", "hash"), nodes)
    values = (frontier.size, previous, frontier.pack(), head.size)
    if writing.execute("UPDATE head SET size = ?, last = ?, frontier = ? WHERE one = 1 AND size = ?", values) != 1:
        raise IntegrityError("ZE45", what="head")
