"""Files below one folder as the collection `objects`: backups with an age, attachments that follow their rows.

Law: Delete removes the due files and no other, oldest first, never one of the newest `keep_newest` of all files, never one
that a hold covers (by its path or its moment), never one that a file of its chain which stays still needs; a file without a
readable moment is never due. Each batch is intended before and counted after; a file is judged again before it is removed.
With `ends: key` the key of an encrypted file is destroyed instead, and the file counts as ended from then on. Drop removes
the whole folder. No link is followed.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo

from zusage.adapters.connectors import durable, tally
from zusage.adapters.connectors.files.descriptor import DESCRIPTOR
from zusage.adapters.connectors.files.folder import Entry, entries, guarded, inside
from zusage.adapters.connectors.files.keys import is_ended, key_of
from zusage.adapters.connectors.files.manifest import Line, read_manifest
from zusage.adapters.connectors.files.naming import moment
from zusage.adapters.connectors.files.order import NONE, Member, generations_of, read_generations
from zusage.adapters.connectors.files.run import Run, deleted_lately, digest_of, drop, recover
from zusage.adapters.connectors.stream import Remembers, StreamStore
from zusage.model.errors import ConnectorError, TransientConnectorError
from zusage.plan.act import Act, Delete, Drop
from zusage.plan.connector import Connector, Feeds, Opening, Order
from zusage.plan.interpret import Row
from zusage.plan.look import Count, Keys, Level, Look, Moments, Profile
from zusage.plan.receipt import Observation, Receipt, Refusal, RefusalKind
from zusage.plan.target import Identity

_HEAD = 64


class Files(StreamStore):
    """The files of one declared system or instance."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening, DESCRIPTOR)
        options = opening.options
        self.folder = guarded(str(options.get("path", "")))
        self.pattern = str(options.get("pattern", "*"))
        self._from = str(options.get("moment", "mtime"))
        self._manifest = str(options.get("manifest", ""))
        if self._from not in ("name", "mtime", "manifest") or (self._from == "manifest") > bool(self._manifest):
            raise ConnectorError("ZE617", option="moment", known="name, mtime, manifest (with manifest: FILE)")
        self.chain = str(options.get("chain", ""))
        self.generations = read_generations(str(options.get("generations", "")))
        self.keys_in = guarded(str(options["keys"])) if "keys" in options else None
        self.ends = str(options.get("ends", "file"))
        if self.ends not in ("file", "key") or (self.ends == "key" and self.keys_in is None):
            raise ConnectorError("ZE617", option="ends", known="file, key (with keys: FOLDER)")
        self._lines: dict[str, Line] | None = None
        self._kept: dict[str, tuple[str, ...]] | None = None
        self.keep_newest = int(str(options.get("keep_newest", "0")))
        self.zone = opening.zone or opening.timezone

    def identity(self) -> Identity:
        """Device and inode of the folder; an absent folder raises ConnectorError ZE612."""
        self._present()
        return self.place((self.folder,), writable=os.access(self.folder, os.W_OK))

    def look(self, look: Look, feeds: Feeds, now: datetime) -> Observation:
        """Answer one Look."""
        self._present()
        self._lines = self._kept = None
        match look:
            case Count() | Profile() | Keys() | Moments():
                answer = self.tallied(look, self.stream(look.table), feeds, now)
                if not isinstance(look, Keys):
                    answer.numbers["unreadable"] = sum(1 for row in self.stream(look.table) if row["time"] is None)
                    answer.numbers["ended"] = sum(1 for entry in self.entries(ended=True) if self.is_ended(entry))
                return self.observed(look, now, answer)
            case Level():
                return self.observed(
                    look, now, tally.Answer(), facts={"level": self.level(), "copies": "", "keeps": "file_system"}
                )
            case _:
                return self.unable(look, now)

    def stream(self, table: str) -> Iterator[Row]:
        """All files as rows."""
        tally.known(DESCRIPTOR.collections, table)
        self._present()
        return (self.row(entry) for entry in self.entries())

    def entries(self, *, ended: bool = False) -> Iterator[Entry]:
        """The files of the pattern, our manifest left out, and those whose key was destroyed unless `ended`."""
        for entry in entries(self.folder, self.pattern):
            if entry.path != self._manifest and (ended or not self.is_ended(entry)):
                yield entry

    def row(self, entry: Entry) -> Row:
        """One file as a row."""
        return FileRow(self.folder, entry, self.moment_of(entry), self.generation_of)

    def line_of(self, entry: Entry) -> Line | None:
        """What the manifest says of a file, unless it speaks of a file of another size."""
        if not self._manifest:
            return None
        if self._lines is None:
            self._lines = read_manifest(inside(self.folder, self._manifest))
        line = self._lines.get(entry.path)
        return line if line is not None and line.size in (None, entry.status.st_size) else None

    def generation_of(self, path: str) -> tuple[str, ...]:
        """As which generations a file is kept by the declared rotation."""
        if self._kept is None:
            zone = ZoneInfo(self.zone)
            dated = ((at.astimezone(zone), path) for at, path in self._dated()) if self.generations else ()
            self._kept = generations_of(dated, self.generations)
        return self._kept.get(path, (NONE,))

    def members(self) -> list[Member]:
        """All files as members of chains."""
        found = []
        for entry in self.entries():
            line = self.line_of(entry)
            at = tally.instant(self.moment_of(entry))
            full = fnmatchcase(entry.path.rpartition("/")[2], self.chain)
            found.append(Member(entry.path, at, full, line.base if line is not None else ""))
        return found

    def key_for(self, entry: Entry) -> Path | None:
        """Where the key of a file lies, if keys are declared."""
        if self.keys_in is None:
            return None
        line = self.line_of(entry)
        return key_of(self.keys_in, line.key if line is not None and line.key else entry.path)

    def is_ended(self, entry: Entry) -> bool:
        """Whether the key of a file was destroyed by us. Raises ConnectorError ZE612 without the folder of keys."""
        if self.keys_in is None:
            return False
        if not self.keys_in.is_dir():
            raise ConnectorError("ZE612", system=self.target.system)
        key = self.key_for(entry)
        return key is not None and is_ended(key)

    def level(self) -> str:
        """The level that deleting here reaches."""
        return "unreadable" if self.ends == "key" else "logical"

    def returned(self, after: datetime | None = None) -> int:
        """How many files that were deleted after a moment lie there again, as old as they were."""
        remembers = self.notebook
        if not isinstance(remembers, Remembers) or not self.folder.is_dir():
            return 0
        gone = deleted_lately(remembers, self.target, after)
        back = 0
        for entry in self.entries() if gone else ():
            when, at = gone.get(digest_of(entry.path)), tally.instant(self.moment_of(entry))
            back += when is not None and at is not None and at <= when
        return back

    def moment_of(self, entry: Entry) -> date | None:
        """When the file began, as declared: by its name or its last change."""
        if self._from == "manifest":
            line = self.line_of(entry)
            return line.taken if line is not None else None
        if self._from == "mtime":
            return datetime.fromtimestamp(entry.status.st_mtime, UTC)
        return moment(entry.path.rpartition("/")[2], self.zone)

    def newest(self) -> frozenset[str]:
        """The paths of the newest `keep_newest` files; files of the same moment as the last of them are kept, too."""
        if self.keep_newest == 0:
            return frozenset()
        newest = heapq.nlargest(self.keep_newest, (at for at, _ in self._dated()))
        return frozenset(path for at, path in self._dated() if at >= newest[-1])

    def apply(self, act: Act, order: Order) -> Receipt:
        """Do one act; open intentions are ended first."""
        try:
            return self._apply(act, order)
        except OSError as error:
            raise TransientConnectorError("ZE619", system=self.target.system, errno=error.errno or 0) from None

    def _apply(self, act: Act, order: Order) -> Receipt:
        self._lines = self._kept = None
        recover(self)
        match act:
            case Drop():
                return drop(self, act, order)
            case Delete():
                tally.known(DESCRIPTOR.collections, act.table)
                if self.differs(order):
                    return self.receipt(act, order, {}, 0, Refusal(RefusalKind.CHANGED, "identity"))
                return Run(self, act, self.stoppable(order)).through()
            case _:
                return self.receipt(act, order, {}, 0, Refusal(RefusalKind.UNABLE, type(act).__name__))

    def recover(self) -> None:
        """End what a crash left open."""
        recover(self)

    def remove_file(self, key: str, run: str = "") -> bool:
        """Remove the file that a row names; False if it was gone already.

        ConnectorError ZE616 for a hostile key, ZE619 for a file under hold; a hold on rows was asked where the rows are. The
        run that removes the row journals it.
        """
        path = inside(self.folder, key)
        if not path.exists():
            return False
        if not path.is_file():
            raise ConnectorError("ZE616")
        try:
            changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            own = (scope for scope in self.holds if not scope.followed)
            if any(tally.covers(scope, "objects", key, changed, changed) for scope in own):
                raise ConnectorError("ZE619", system=self.target.system, run=run, errno=0)
            durable.remove(path)
        except FileNotFoundError:  # another run was quicker
            return False
        return True

    def _dated(self) -> Iterator[tuple[datetime, str]]:
        """Instants and paths of the files that have a moment."""
        for entry in self.entries():
            at = tally.instant(self.moment_of(entry))
            if at is not None:
                yield at, entry.path

    def _present(self) -> None:
        if not self.folder.is_dir():
            raise ConnectorError("ZE612", system=self.target.system)


class FileRow(Mapping[str, object]):
    """A file as a row; its head is read only when asked for."""

    def __init__(self, folder: Path, entry: Entry, at: date | None, generation: Callable[[str], tuple[str, ...]]) -> None:
        self._folder, self._entry, self._at, self._generation = folder, entry, at, generation

    def __getitem__(self, column: str) -> object:
        match column:
            case "path":
                return self._entry.path
            case "name":
                return self._entry.path.rpartition("/")[2]
            case "time":
                return self._at
            case "size":
                return self._entry.status.st_size
            case "magic":
                return self._head()
            case "generation":
                return self._generation(self._entry.path)
        raise KeyError(column)

    def __iter__(self) -> Iterator[str]:
        return iter(DESCRIPTOR.collections["objects"])

    def __len__(self) -> int:
        return len(DESCRIPTOR.collections["objects"])

    def _head(self) -> str:
        try:
            with (self._folder / self._entry.path).open("rb") as raw:
                return raw.read(_HEAD).decode("latin-1")
        except OSError as error:
            raise ConnectorError("ZE613", count=1) from error


def open_files(opening: Opening) -> Connector:
    """Open the files of a system."""
    return Files(opening)
