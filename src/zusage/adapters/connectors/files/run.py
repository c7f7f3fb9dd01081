"""Run: delete due files in batches, or a whole folder, with the intention first.

Law: an intention names its files by digests of their paths. After a crash the ones that are gone are counted, the others are
simply still there for the next run. Each file is looked at again before it is removed: another inode or another time of
change leaves it. A folder is dropped by one rename to a hidden name, then emptied: half a folder is never found under
its own name. Held units and the newest files are never touched.
"""

from __future__ import annotations

import errno
import hashlib
import heapq
import json
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from zusage.adapters.connectors import durable, tally
from zusage.adapters.connectors.files.folder import Entry, entries
from zusage.adapters.connectors.files.keys import destroy, is_encrypted
from zusage.adapters.connectors.files.manifest import same_content
from zusage.adapters.connectors.files.order import depth_of, needed
from zusage.adapters.connectors.stream import Remembers
from zusage.plan.act import Delete, Drop
from zusage.plan.connector import Order
from zusage.plan.interpret import fulfils
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.target import TargetId

if TYPE_CHECKING:
    from zusage.adapters.connectors.files.connector import Files

_AT_ONCE = 50_000
_MARKS = frozenset({".git", "etc", "proc", "PG_VERSION", "pgdata", "lost+found"})

_Due = tuple[tuple[float, int], str, Entry]


class Run:
    """One Delete on one folder."""

    def __init__(self, store: Files, act: Delete, order: Order) -> None:
        self.store, self.act, self.order = store, act, order
        self.newest = store.newest()
        self.scopes = store.scopes(order)
        self.number, self.batches, self.files = _so_far(store, act.id, order.run)
        self.ceiling = self._ceiling()
        self.skipped: set[str] = set()
        self.refusals: list[Refusal] = []
        self.needed: frozenset[str] = frozenset()
        self.depth: dict[str, tuple[float, int]] = {}
        if store.chain:
            self._link()

    def through(self) -> Receipt:
        """Delete until nothing is due, or something stops it."""
        refusal = None
        while refusal is None:
            due = heapq.nsmallest(_AT_ONCE, self._due(), key=lambda item: item[:2])
            refusal = self._batches(due)
            if len(due) < _AT_ONCE:
                break
        counts = {"objects": self.files} if self.files else {}
        refusal = refusal or next(iter(self.refusals), None)
        return self.store.receipt(self.act, self.order, counts, self.batches, refusal, self.store.level())

    def _link(self) -> None:
        """What files that stay still need, and in which order the others go: a base never before its increments."""
        by_name, members = self.store.chain != "manifest", self.store.members()
        going = {path for _, path, _ in self._due()}
        self.needed = needed(members, going.__contains__, by_name=by_name)
        self.depth = depth_of(members, by_name=by_name)

    def _batches(self, due: list[_Due]) -> Refusal | None:
        size = max(1, self.order.limits.batch)
        for start in range(0, len(due), size):
            part = [entry for _, _, entry in due[start : start + size]]
            if self.order.stopped():
                return Refusal(RefusalKind.STOPPED)
            if reason := self.order.ended():
                return Refusal(RefusalKind.WINDOW, reason)
            if self.ceiling is not None and self.files + len(part) > self.ceiling:
                return Refusal(RefusalKind.CEILING, "objects")
            self._batch(part)
        return None

    def _batch(self, part: list[Entry]) -> None:
        store, order = self.store, self.order
        counts = {"objects": len(part)}
        batch = Batch(store.target, order.run, self.act.id, self.act.promise, self.number + 1, counts, order.now)
        detail = json.dumps({"way": "files", "paths": [digest_of(entry.path) for entry in part]})
        intention = store.notebook.intend(batch, detail)
        removed = sum(self._remove(entry) for entry in part)
        for folder in {(store.folder / entry.path).parent for entry in part}:
            durable.sync_folder(folder)
        if not removed:
            store.notebook.withdraw(intention)
            return
        done = {"objects": removed}
        store.notebook.done(intention, done)
        self.number, self.batches, self.files = self.number + 1, self.batches + 1, self.files + removed
        order.progress(Batch(store.target, order.run, self.act.id, self.act.promise, self.number, done, order.now))

    def _remove(self, entry: Entry) -> bool:
        path = self.store.folder / entry.path
        try:
            now = path.lstat()
            if (now.st_ino, now.st_mtime_ns) != (entry.status.st_ino, entry.status.st_mtime_ns):
                self.skipped.add(entry.path)
                return False
            if self.store.ends == "key" and self.store.is_ended(entry):
                return True
            if (refusal := self._against(path, entry)) is not None:
                return self._leave(entry, refusal)
            self._end(path, entry)
        except FileNotFoundError:
            self.skipped.add(entry.path)
            return False
        except PermissionError:
            return self._leave(entry, Refusal(RefusalKind.UNABLE, "permission denied"))
        except OSError as error:
            if error.errno not in (errno.EROFS, errno.EPERM, errno.EACCES):
                raise
            return self._leave(entry, Refusal(RefusalKind.UNABLE, "read-only"))
        return True

    def _leave(self, entry: Entry, refusal: Refusal) -> bool:
        """The file stays and the receipt says why; the others go on."""
        self.skipped.add(entry.path)
        self.refusals.append(refusal)
        return False

    def _against(self, path: Path, entry: Entry) -> Refusal | None:
        """What forbids to end this file, judged at the last moment."""
        line = self.store.line_of(entry)
        if line is not None and line.sha256 and not same_content(path, line.sha256):
            return Refusal(RefusalKind.CHANGED, "not the file of the manifest")
        if self.store.ends == "key" and not is_encrypted(path):
            return Refusal(RefusalKind.UNABLE, "not an encrypted file")
        if self.store.ends == "key" and ((key := self.store.key_for(entry)) is None or not key.is_file()):
            return Refusal(RefusalKind.UNABLE, "its key is not there")
        if self.store.ends == "key" and self._shared(entry):
            return Refusal(RefusalKind.UNABLE, "its key opens a file that stays")
        return None

    def _end(self, path: Path, entry: Entry) -> None:
        """Remove the file, its key first where it has one; or the key alone."""
        key = self.store.key_for(entry)
        if key is not None and key.is_file() and not self._shared(entry):
            destroy(key)
        if self.store.ends == "file":
            path.unlink()

    def _shared(self, entry: Entry) -> bool:
        """Whether another file that stays has the same key; such a key stays, too."""
        line = self.store.line_of(entry)
        if line is None or not line.key:
            return False
        going = {path for _, path, _ in self._due()} | {entry.path}
        staying = (self.store.line_of(other) for other in self.store.entries() if other.path not in going)
        return any(other is not None and other.key == line.key for other in staying)

    def _due(self) -> Iterator[_Due]:
        for entry in self.store.entries():
            kept = entry.path in self.newest or entry.path in self.skipped or entry.path in self.needed
            if not kept and self._is_due(entry):
                at = tally.instant(self.store.moment_of(entry))
                place = (at.timestamp() if at is not None else float("inf"), 0)
                yield (self.depth.get(entry.path, place), entry.path, entry)

    def _is_due(self, entry: Entry) -> bool:
        at = self.store.moment_of(entry)
        since, until = _bounds(at)

        def held(table: str, key: object) -> bool:
            return any(tally.covers(scope, table, key, since, until) for scope in self.scopes)

        if held("objects", entry.path):
            return False
        return at is not None and fulfils(self.act.condition, self.store.row(entry), self.order.feeds, held)

    def _ceiling(self) -> int | None:
        limits = self.order.limits
        if limits.max_share is None:
            return limits.max_rows
        total = sum(1 for _ in self.store.entries()) + self.files
        return max(limits.max_rows or 0, int(total * limits.max_share))


def drop(store: Files, act: Drop, order: Order) -> Receipt:
    """Remove the whole folder of an instance."""
    if (refusal := _against_drop(store, order)) is not None:
        return store.receipt(act, order, {}, 0, refusal)
    number, batches, files = _so_far(store, act.id, order.run)
    if not store.folder.exists():
        return store.receipt(act, order, {"objects": files} if files else {}, batches, None, "logical")
    counts = {"objects": sum(1 for _ in entries(store.folder, "*"))}
    batch = Batch(store.target, order.run, act.id, act.promise, number + 1, counts, order.now)
    intention = store.notebook.intend(batch, json.dumps({"way": "drop"}))
    durable.replace(store.folder, _doomed(store.folder))
    _empty(_doomed(store.folder))
    store.notebook.done(intention, counts)
    order.progress(batch)
    return store.receipt(act, order, counts, batches + 1, None, "logical")


def recover(store: Files) -> None:
    """End every open intention by looking at what is gone."""
    for id, batch, detail in store.notebook.open_intentions(store.target):
        intent = json.loads(detail)
        if intent["way"] == "drop":
            gone = {} if store.folder.exists() else dict(batch.counts)
            _empty(_doomed(store.folder))
        else:
            gone = _gone(store, set(intent["paths"]))
        if gone:
            store.notebook.done(id, gone)
        else:
            store.notebook.withdraw(id)


def _gone(store: Files, digests: set[str]) -> dict[str, int]:
    there = {digest_of(entry.path) for entry in entries(store.folder, "*")} if store.folder.is_dir() else set()
    if store.folder.is_dir():
        there -= {digest_of(entry.path) for entry in store.entries(ended=True) if store.is_ended(entry)}
    return {"objects": len(digests - there)} if digests - there else {}


def _against_drop(store: Files, order: Order) -> Refusal | None:
    if any(scope.table in ("", "objects") for scope in store.scopes(order)):
        return Refusal(RefusalKind.HOLD)
    if order.stopped():
        return Refusal(RefusalKind.STOPPED)
    if not store.folder.exists():
        return None
    if store.differs(order):
        return Refusal(RefusalKind.CHANGED, "identity")
    if store.folder.is_symlink() or os.path.ismount(store.folder) or _MARKS & {path.name for path in store.folder.iterdir()}:
        return Refusal(RefusalKind.UNABLE, "the folder is a mount point or belongs to something else")
    return None


def _doomed(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.dropped{durable.HIDDEN}")


def _empty(doomed: Path) -> None:
    if doomed.exists():
        shutil.rmtree(doomed)
        durable.sync_folder(doomed.parent)


def _so_far(store: Files, act: str, run: str) -> tuple[int, int, int]:
    """Highest number, batches and files that this run has done already."""
    mine = [batch for _, batch in store.notebook.entries(store.target) if (batch.run, batch.act) == (run, act)]
    highest = max((batch.number for batch in mine), default=0)
    return highest, len(mine), sum(batch.counts.get("objects", 0) for batch in mine)


def _bounds(at: date | None) -> tuple[datetime | None, datetime | None]:
    """The instants between which a file began; a calendar day counts in every zone of the world."""
    moment = tally.instant(at)
    if moment is None or isinstance(at, datetime):
        return moment, moment
    return moment - timedelta(hours=14), moment + timedelta(hours=36)


def deleted_lately(notebook: Remembers, target: TargetId, after: datetime | None) -> dict[str, datetime]:
    """Digests of the paths that were deleted last, at most so many that memory stays small, and when."""
    found: dict[str, datetime] = {}
    for batch, detail in notebook.details(target):
        intent = json.loads(detail)
        if len(found) >= _AT_ONCE or (after is not None and batch.at <= after):
            break
        if intent["way"] == "files":
            for path in intent["paths"]:
                found.setdefault(path, batch.at)
    return found


def digest_of(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:24]
