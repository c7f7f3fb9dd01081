"""Log files, plain or as archives (gzip, zstd, xz), as the collection `lines`.

Law: Shorten cuts every IP address anywhere in a due line and takes out what the act names besides; Delete leaves due
lines out; no other byte changes. Lines without a readable time are judged by their neighbours (see `timeline`) and
counted as `unreadable` in every Look. Holds with `since`/`until` keep the lines of that time whole. Memory does not grow
with the files. Option `format`: a name of `zusage.operators.logform.FORMS` (default `combined`), or the `log_format` /
`LogFormat` itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from zusage.adapters.connectors import tally
from zusage.adapters.connectors.durable import Taken
from zusage.adapters.connectors.logfiles.clock import Clock, clock_of, zones_of
from zusage.adapters.connectors.logfiles.counting import quick, quick_moments
from zusage.adapters.connectors.logfiles.descriptor import DESCRIPTOR
from zusage.adapters.connectors.logfiles.judge import Judge, Line
from zusage.adapters.connectors.logfiles.recovery import recover
from zusage.adapters.connectors.logfiles.returned import returned_files
from zusage.adapters.connectors.logfiles.run import Run
from zusage.adapters.connectors.logfiles.source import Damaged, LogFile, blocks, find, folders
from zusage.adapters.connectors.logfiles.taking import asked
from zusage.adapters.connectors.logfiles.timeline import Timed, Timeline
from zusage.adapters.connectors.stream import Remembers, StreamStore
from zusage.model.errors import ConnectorError, TransientConnectorError
from zusage.operators.logform import FormError, compile_form
from zusage.plan.act import Act, Delete, Shorten
from zusage.plan.connector import Connector, Feeds, Limits, Opening, Order
from zusage.plan.look import Count, Keys, Level, Look, Moments, Profile
from zusage.plan.receipt import Observation, Receipt, Refusal, RefusalKind
from zusage.plan.target import Identity


class LogFiles(StreamStore):
    """The log files of one declared system."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening, DESCRIPTOR)
        paths = opening.options.get("paths", ())
        self._patterns = (paths,) if isinstance(paths, str) else tuple(paths)
        self._format = str(opening.options.get("format", "combined"))
        try:
            self._form = compile_form(self._format)
        except FormError as error:
            raise ConnectorError("ZE611", format=error.part) from None
        self._zones = zones_of(opening.zone, opening.timezone)
        if not folders(self._patterns):
            raise ConnectorError("ZE612", system=opening.target.system)

    def identity(self) -> Identity:
        """The device and folders in which the files lie."""
        return self.place(folders(self._patterns), writable=all(os.access(f, os.W_OK) for f in folders(self._patterns)))

    def look(self, look: Look, feeds: Feeds, now: datetime) -> Observation:
        """Answer one Look; a damaged archive makes the answer not fully visible."""
        if isinstance(look, Count):
            tally.known(DESCRIPTOR.collections, look.table, look.moment.column if look.moment is not None else "")
            if (counting := quick(look, find(self._patterns), feeds, self.holds, self._clock)) is not None:
                return self.observed(look, now, counting.answer, reason=_reason(counting.damaged))
        if (
            isinstance(look, Moments)
            and (counting := quick_moments(look, find(self._patterns), now, self._clock)) is not None
        ):
            return self.observed(look, now, counting.answer, reason=_reason(counting.damaged))
        damaged: list[str] = []
        numbers = {"unreadable": 0}
        match look:
            case Count() | Profile() | Keys() | Moments():
                answer = self.tallied(look, self._rows(damaged, numbers, _asked(look)), feeds, now)
                answer.numbers.update(numbers)
                return self.observed(look, now, answer, reason=_reason(damaged))
            case Level():
                return self.observed(
                    look, now, tally.Answer(), facts={"level": "logical", "copies": "", "keeps": "file_system"}
                )
            case _:
                return self.unable(look, now)

    def stream(self, table: str) -> Iterable[Line]:
        """All lines; raises ConnectorError ZE613 if a file is damaged."""
        tally.known(DESCRIPTOR.collections, table)
        damaged: list[str] = []
        yield from self._rows(damaged, {"unreadable": 0})
        if damaged:
            raise ConnectorError("ZE613", system=self.target.system, count=len(damaged))

    def apply(self, act: Act, order: Order) -> Receipt:
        """Do one act; open intentions are ended first."""
        try:
            recover(self.notebook, self.target, self._patterns)
        except Taken:
            return self.receipt(act, order, {}, 0, Refusal(RefusalKind.CHANGED, "another run works in the folder"))
        if not isinstance(act, Delete | Shorten):
            return self.receipt(act, order, {}, 0, Refusal(RefusalKind.UNABLE, type(act).__name__))
        tally.known(DESCRIPTOR.collections, act.table)
        if self.differs(order):
            return self.receipt(act, order, {}, 0, Refusal(RefusalKind.CHANGED, "identity"))
        scopes = self.scopes(order)
        judge = Judge(act.condition, order.feeds, scopes, latest=isinstance(act, Delete), spare=True)
        run = Run(act, self.stoppable(order), judge, self.target, self.notebook, self._clock, self._format)
        run.over(find(self._patterns), self._ceiling(order.limits))
        counts = {"lines": run.lines} if run.lines else {}
        return self.receipt(act, order, counts, run.batches, run.refusals[0] if run.refusals else None, "logical")

    def returned(self, after: datetime | None = None) -> int:
        """How many files lie there again as they were before they were changed after a moment."""
        remembers = self.notebook
        return returned_files(remembers, self.target, self._patterns, after) if isinstance(remembers, Remembers) else 0

    def recover(self) -> None:
        """End what a crash left open; raises TransientConnectorError ZE619 while another run works in the folder."""
        try:
            recover(self.notebook, self.target, self._patterns)
        except Taken as taken:
            raise TransientConnectorError("ZE619", system=self.target.system, errno=taken.errno or 0) from None

    def _clock(self, file: LogFile, raw: IO[bytes]) -> Clock:
        """How times of one file are read."""
        changed = datetime.fromtimestamp(os.fstat(raw.fileno()).st_mtime, UTC)
        start = next(blocks(file, raw), b"") if self._form.kind == "auto" else b""
        return clock_of(self._form, self._zones, changed, start)

    def _rows(self, damaged: list[str], numbers: dict[str, int], shows: tuple[str, ...] = ()) -> Iterator[Line]:
        for file in find(self._patterns):
            try:
                yield from self._lines(file, numbers, shows)
            except (Damaged, OSError):
                damaged.append(file.path.name)

    def _lines(self, file: LogFile, numbers: dict[str, int], shows: tuple[str, ...]) -> Iterator[Line]:
        with file.path.open("rb") as raw:
            clock = self._clock(file, raw)
            timeline = Timeline(_changed(file.path), clock)
            for block in blocks(file, raw):
                for timed in timeline.lines(block):
                    numbers["unreadable"] += not timed.readable
                    yield _line(timed, file, shows, clock)
            for timed in timeline.rest():
                numbers["unreadable"] += 1
                yield _line(timed, file, shows, clock)

    def _ceiling(self, limits: Limits) -> int | None:
        """The larger of both ceilings; None if none was set."""
        if limits.max_share is None:
            return limits.max_rows
        total = 0
        for file in find(self._patterns):
            try:
                with file.path.open("rb") as raw:
                    total += sum(block.count(b"\n") for block in blocks(file, raw))
            except (Damaged, OSError):
                continue
        return max(limits.max_rows or 0, int(total * limits.max_share))


def open_logfiles(opening: Opening) -> Connector:
    """Open the log files of a system."""
    return LogFiles(opening)


def _line(timed: Timed, file: LogFile, shows: tuple[str, ...], clock: Clock) -> Line:
    return Line(timed.text, timed.latest, file.path.name, timed.readable, timed.earliest, shows=shows, form=clock.form)


def _asked(look: Count | Profile | Keys | Moments) -> tuple[str, ...]:
    condition = None if isinstance(look, Moments) else look.condition
    return asked(condition) if condition is not None else ()


def _reason(damaged: list[str]) -> str:
    return f"{len(damaged)} of the files cannot be read" if damaged else ""


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
