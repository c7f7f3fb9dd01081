"""Whether a ledger still is what was written: chain, tree, head, checkpoints and witnesses, in one streaming pass.

Law: every entry is hashed again from its stored columns and must be the one its successor, the tree and the checkpoints
mean; the report names the first entry that does not fit. Memory stays flat. A ledger that was cut *after* its last
checkpoint by somebody who also rewrote the head can only be found by a witness: a checkpoint note kept elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from zusage.ledger.checkpoint import read_checkpoint, signed_by
from zusage.ledger.entry import GENESIS, KEY, KEYS, Row, is_kind, line_hash, line_text
from zusage.ledger.tree import Frontier
from zusage.model.errors import IntegrityError

CHUNK = 4096


@dataclass(frozen=True, slots=True)
class Head:
    """Where the ledger believes it ends: number of entries, hash of the last, packed frontier, and its origin.

    `stored` is the number of entries that are really there, seen in the same moment.
    """

    size: int
    last: bytes
    frontier: bytes
    origin: str
    stored: int


class Rows(Protocol):
    """What can be verified: rows, the head, and the kept nodes of the tree. `rows` raises IntegrityError when unreadable."""

    def head(self) -> Head: ...
    def rows(self, after: int = -1, end: int | None = None) -> Iterator[Row]: ...
    def nodes(self, level: int, first: int, end: int) -> list[bytes]: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not fit and at which entry.

    Codes: hash, gap, form, unreadable, node, head_size, head_last, head_tree, checkpoint_form, checkpoint_size,
    checkpoint_root, checkpoint_key, checkpoint_signature, witness_form, witness_size, witness_root, witness_signature.
    """

    code: str
    index: int


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many entries were read, under which root, how many checkpoints were checked, and what does not fit.

    `unsealed` counts the entries after the last checkpoint.
    """

    entries: int
    root: str
    checkpoints: int
    unsealed: int
    witnesses: int
    problems: tuple[Problem, ...]
    last_checkpoint: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether everything fits."""
        return not self.problems

    @property
    def first_bad(self) -> int | None:
        """The index of the first entry that does not fit, or None."""
        return min((problem.index for problem in self.problems), default=None)


def verify_records(records: Rows, trusted: str = "", witnesses: Iterable[str] = ()) -> VerifyReport:
    """Verify a ledger against itself, the public key `trusted`, and notes (`witnesses`) that were kept elsewhere.

    Stops at the first entry whose hash does not fit, because nothing after it can be judged.
    """
    return _Pass(records, trusted, tuple(witnesses)).run()


class _Pass:
    """One verification under way."""

    def __init__(self, records: Rows, trusted: str, witnesses: tuple[str, ...]) -> None:
        self.records, self.trusted, self.head = records, trusted, records.head()
        self.problems: list[Problem] = []
        self.frontier, self.previous = Frontier(), GENESIS
        self.checkpoints, self.sealed = 0, 0
        self.last: datetime | None = None
        self.witnesses = [found for note in witnesses if (found := self._witness(note))]

    def run(self) -> VerifyReport:
        try:
            self._read()
        except IntegrityError:
            self.problems.append(Problem("unreadable", self.frontier.size))
        size, root = self.frontier.size, self.frontier.root().hex()
        unsealed, witnesses = size - self.sealed, len(self.witnesses)
        return VerifyReport(size, root, self.checkpoints, unsealed, witnesses, tuple(self.problems), self.last)

    def _read(self) -> None:
        rows, broken = self.records.rows(-1, self.head.size), False
        while not broken and (chunk := list(islice(rows, CHUNK))):
            broken = self._chunk(chunk)
        if not broken:
            self._end()

    def _chunk(self, chunk: list[Row]) -> bool:
        """Hash a chunk of rows again; True when the first bad one was met."""
        leaves: list[bytes] = []
        previous, expected = self.previous, self.frontier.size
        told, fine = {size for size, _ in self.witnesses}, _all_well_formed(chunk)
        for index, at, kind, key, body, hash in chunk:
            computed = line_hash(line_text(index, at, kind, key, body, previous))
            if computed != hash or index != expected or not (fine or (len(at) == 27 and _well_formed(kind, key))):
                code = "gap" if index != expected else "hash" if computed != hash else "form"
                self.problems.append(Problem(code, expected))
                self._extend(leaves)
                return True
            if kind == "checkpoint" or index in told:
                self._extend(leaves)
                leaves = []
                self._sealed(index, kind, body)
            leaves.append(computed)
            previous, expected = computed, expected + 1
        self._extend(leaves)
        self.previous = previous
        return False

    def _extend(self, leaves: list[bytes]) -> None:
        """Grow the tree and compare the nodes that are kept for proofs."""
        for level, first, nodes in self.frontier.extend(leaves):
            kept = self.records.nodes(level, first, first + len(nodes))
            if kept != nodes:
                good = next(
                    (n for n, (left, right) in enumerate(zip(kept, nodes, strict=False)) if left != right), len(kept)
                )
                self.problems.append(Problem("node", (first + good) << level))

    def _sealed(self, index: int, kind: str, body: str) -> None:
        root = self.frontier.root()
        self.problems += [Problem("witness_root", index) for size, told in self.witnesses if size == index and told != root]
        if kind != "checkpoint":
            return
        if code := self._checkpoint(index, body, root):
            self.problems.append(Problem(code, index))
        self.checkpoints, self.sealed = self.checkpoints + 1, index + 1

    def _checkpoint(self, index: int, body: str, root: bytes) -> str:
        """The code of what is wrong with the checkpoint at `index`, or ""."""
        try:
            fields = json.loads(body)
            note, key = fields["note"], fields["key"]
            stated = read_checkpoint(note)
        except (ValueError, KeyError, TypeError):
            return "checkpoint_form"
        self.last = stated.at
        if stated.size != index or stated.origin != self.head.origin:
            return "checkpoint_size"
        if stated.root != root:
            return "checkpoint_root"
        if self.trusted and key != self.trusted:
            return "checkpoint_key"
        return "" if _signed(note, key) else "checkpoint_signature"

    def _end(self) -> None:
        size, root = self.frontier.size, self.frontier.root()
        if self.head.size != size or self.head.stored != size:
            self.problems.append(Problem("head_size", min(self.head.size, size)))
        elif self.head.last != self.previous:
            self.problems.append(Problem("head_last", size))
        elif self.head.frontier != self.frontier.pack():
            self.problems.append(Problem("head_tree", size))
        for told, stated in self.witnesses:
            if told > size:
                self.problems.append(Problem("witness_size", size))
            elif told == size and stated != root:
                self.problems.append(Problem("witness_root", size))

    def _witness(self, note: str) -> tuple[int, bytes] | None:
        try:
            stated = read_checkpoint(note)
        except ValueError:
            self.problems.append(Problem("witness_form", 0))
            return None
        if stated.origin != self.head.origin or (self.trusted and not _signed(note, self.trusted)):
            self.problems.append(Problem("witness_signature", stated.size))
        return stated.size, stated.root


def _all_well_formed(chunk: list[Row]) -> bool:
    """Whether all rows of a chunk have a good form, asked at once; False means: ask row by row."""
    keys = [row[3] for row in chunk if row[3] is not None]
    if any(len(row[1]) != 27 for row in chunk) or not all(map(is_kind, {row[2] for row in chunk})):
        return False
    return bool(KEYS.fullmatch("\n".join((*keys, ""))))


def _well_formed(kind: str, key: str | None) -> bool:
    return is_kind(kind) and (key is None or bool(KEY.fullmatch(key)))


def _signed(note: str, key: str) -> bool:
    try:
        return signed_by(note, key)
    except ValueError:
        return False
