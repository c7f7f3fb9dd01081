"""Run: one act on all log files, file after file, each one batch with its intention first.

Law: the ceiling is compared with exact counts before a file is changed; the stop flag is read between files; a file that
cannot be read, has changed or is being written is left as it is, and the receipt says so, while the others go on. An
unchanged file is not rewritten. Counts are lines really changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO

from zusage.adapters.connectors import durable
from zusage.adapters.connectors.logfiles import deed, draft
from zusage.adapters.connectors.logfiles.clock import Clock
from zusage.adapters.connectors.logfiles.counting import Clocks
from zusage.adapters.connectors.logfiles.judge import Judge
from zusage.adapters.connectors.logfiles.recovery import Intent, Way
from zusage.adapters.connectors.logfiles.scan import Scan, scan
from zusage.adapters.connectors.logfiles.source import Damaged, LogFile
from zusage.adapters.connectors.logfiles.taking import mask_for
from zusage.model.errors import TransientConnectorError
from zusage.operators.logform import FORMS, Form
from zusage.operators.mask import Mask
from zusage.plan.act import Delete, Shorten
from zusage.plan.connector import Notebook, Order
from zusage.plan.receipt import Batch, Refusal, RefusalKind
from zusage.plan.target import TargetId

_MOST_RANGES = 1000


class Ceiling(Exception):
    """The next file would go beyond the ceiling."""


class Run:
    """One act on one target."""

    def __init__(
        self,
        act: Delete | Shorten,
        order: Order,
        judge: Judge,
        target: TargetId,
        notebook: Notebook,
        clocks: Clocks,
        form: str = "combined",
    ) -> None:
        self.clocks, self.form = clocks, form
        self.act, self.order, self.judge, self.target, self.notebook = act, order, judge, target, notebook
        mine = [batch for _, batch in notebook.entries(target) if (batch.run, batch.act) == (order.run, act.id)]
        self.number = max((batch.number for batch in mine), default=0)
        self.batches = len(mine)
        self.lines = sum(batch.counts.get("lines", 0) for batch in mine)
        self.refusals: list[Refusal] = []

    def over(self, files: list[LogFile], ceiling: int | None) -> None:
        """Do the act on the files in order."""
        for file in files:
            if self.order.stopped():
                self.refusals.append(Refusal(RefusalKind.STOPPED))
                return
            if reason := self.order.ended():
                self.refusals.append(Refusal(RefusalKind.WINDOW, reason))
                return
            try:
                with durable.alone(file.path.parent):
                    self._file(file, ceiling)
            except (Damaged, PermissionError):
                self.refusals.append(Refusal(RefusalKind.UNREADABLE, file.path.name))
            except (deed.Changed, FileNotFoundError):
                self.refusals.append(Refusal(RefusalKind.CHANGED, file.path.name))
            except Ceiling:
                self.refusals.append(Refusal(RefusalKind.CEILING, "lines"))
                return
            except durable.Taken:
                self.refusals.append(Refusal(RefusalKind.CHANGED, "another run works in the folder"))
            except OSError as error:
                raise TransientConnectorError("ZE619", system=self.target.system, errno=error.errno or 0) from None

    def _file(self, file: LogFile, ceiling: int | None) -> None:
        with file.path.open("rb") as raw:
            status = os.fstat(raw.fileno())
            live = deed.is_live(file, raw)
            size = status.st_size if not live else _last_line_end(raw, status.st_size)
            clock = self.clocks(file, raw)
            changed = datetime.fromtimestamp(status.st_mtime, UTC)
            found = scan(file, raw, self.judge, changed, clock, None if file.packed else size)
            if found.due == 0:
                return
            seen = deed.borders(raw, size)
            if live:
                self._in_place(file, raw, found, clock, size, seen, ceiling)
            elif isinstance(self.act, Delete) and found.due == found.lines and file.rotated:
                self._removal(file, raw, found, size, seen, ceiling)
            else:
                self._successor(file, raw, found, clock, size, seen, ceiling)

    def _successor(
        self,
        file: LogFile,
        raw: IO[bytes],
        found: Scan,
        clock: Clock,
        size: int,
        seen: tuple[bytes, bytes],
        ceiling: int | None,
    ) -> None:
        new = durable.beside(file.path)
        new.unlink(missing_ok=True)
        change = self._mask(clock) if isinstance(self.act, Shorten) else None
        try:
            made = draft.write(file, raw, found, change, new)
            if made.changed == 0:
                return
            self._within(made.changed, ceiling)
            with self._journaled(made.changed, self._intent(file, "replace", made.inode, found, made)):
                deed.put_in_place(file, raw, size, seen, made.inode)
        finally:
            new.unlink(missing_ok=True)

    def _removal(
        self, file: LogFile, raw: IO[bytes], found: Scan, size: int, seen: tuple[bytes, bytes], ceiling: int | None
    ) -> None:
        self._within(found.due, ceiling)
        with self._journaled(found.due, self._intent(file, "remove", 0, found, draft.Draft("", 0, 0))):
            deed.take_away(file, raw, size, seen)

    def _in_place(
        self,
        file: LogFile,
        raw: IO[bytes],
        found: Scan,
        clock: Clock,
        size: int,
        seen: tuple[bytes, bytes],
        ceiling: int | None,
    ) -> None:
        ranges = _ranges(found)
        if isinstance(self.act, Delete) or len(ranges) > _MOST_RANGES:
            self.refusals.append(Refusal(RefusalKind.UNABLE, f"{file.path.name} is being written"))
            return
        change = self._mask(clock, pad=True)
        made = draft.imagine(file, raw, found, change)
        if made.changed == 0:
            return
        self._within(made.changed, ceiling)
        intent = self._intent(file, "overwrite", os.fstat(raw.fileno()).st_ino, found, made, tuple(ranges), clock.form)
        with self._journaled(made.changed, intent):
            deed.check(file, raw, size, seen)
            deed.overwrite(file, ranges, change)

    def _intent(
        self,
        file: LogFile,
        way: Way,
        inode: int,
        found: Scan,
        made: draft.Draft,
        ranges: tuple[tuple[int, int], ...] = (),
        form: Form | None = None,
    ) -> Intent:
        base = (file.digest, way, inode, found.digest, found.size, made.digest, made.size, ranges)
        if isinstance(self.act, Delete):
            return Intent(*base, 32, 128)
        return Intent(
            *base,
            self.act.v4,
            self.act.v6,
            self.act.also,
            form.name if form is not None and form.name in FORMS else self.form,
        )

    def _mask(self, clock: Clock, *, pad: bool = False) -> Mask:
        act = self.act
        return mask_for(act.also, clock.form, act.v4, act.v6, pad=pad) if isinstance(act, Shorten) else Mask()

    def _within(self, lines: int, ceiling: int | None) -> None:
        if ceiling is not None and self.lines + lines > ceiling:
            raise Ceiling

    @contextmanager
    def _journaled(self, lines: int, intent: Intent) -> Iterator[None]:
        """Intention, deed, end; a file that has changed withdraws the intention."""
        counts = {"lines": lines}
        batch = Batch(self.target, self.order.run, self.act.id, self.act.promise, self.number + 1, counts, self.order.now)
        intention = self.notebook.intend(batch, intent.text())
        try:
            yield
        except (deed.Changed, FileNotFoundError):
            self.notebook.withdraw(intention)
            raise
        self.notebook.done(intention, counts)
        self.number, self.batches, self.lines = self.number + 1, self.batches + 1, self.lines + lines
        self.order.progress(batch)


def _ranges(found: Scan) -> list[tuple[int, int]]:
    starts = [0, *(end for end, _ in found.stretches)]
    return [(start, end) for start, (end, due) in zip(starts, found.stretches, strict=False) if due]


def _last_line_end(raw: IO[bytes], size: int) -> int:
    """The offset after the last line feed: the line after it is still being written."""
    at = size
    while at > 0:
        start = max(0, at - 65_536)
        cut = os.pread(raw.fileno(), at - start, start).rfind(b"\n")
        if cut >= 0:
            return start + cut + 1
        at = start
    return 0
