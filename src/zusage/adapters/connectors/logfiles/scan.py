"""Scan: reads a file once and says which stretches of it are due.

Law: changes nothing; keeps stretches (offsets), not lines. `digest` is over the decompressed content up to `size`, if
asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from zusage.adapters.connectors.logfiles.clock import Clock
from zusage.adapters.connectors.logfiles.judge import Judge, Line
from zusage.adapters.connectors.logfiles.source import LogFile, blocks
from zusage.adapters.connectors.logfiles.timeline import Timed, Timeline


@dataclass(slots=True)
class Scan:
    """What a file holds: alternating stretches that end at an offset and are due or not."""

    size: int = 0
    lines: int = 0
    due: int = 0
    unreadable: int = 0
    digest: str = ""
    oldest: datetime | None = None
    newest: datetime | None = None
    stretches: list[tuple[int, bool]] = field(default_factory=list)

    def add(self, length: int, lines: int, due: bool, earliest: datetime, latest: datetime) -> None:
        """Append lines of one verdict."""
        self.size += length
        self.lines += lines
        if self.stretches and self.stretches[-1][1] == due:
            self.stretches[-1] = (self.size, due)
        else:
            self.stretches.append((self.size, due))
        if due:
            self.due += lines
            self.oldest = min(self.oldest or earliest, earliest)
            self.newest = max(self.newest or latest, latest)


def scan(
    file: LogFile,
    raw: IO[bytes],
    judge: Judge,
    changed: datetime,
    clock: Clock,
    size: int | None = None,
    *,
    sealed: bool = True,
) -> Scan:
    """Read the file up to `size` and judge every line; `sealed`: with the digest, which only acts need."""
    result, total, timeline = Scan(), hashlib.sha256(), Timeline(changed, clock)
    for block in blocks(file, raw, size):
        if sealed:
            total.update(block)
        if not _at_once(block, judge, timeline, result, clock):
            _each(timeline.lines(block), file, judge, result, clock)
    _each(timeline.rest(), file, judge, result, clock)
    result.digest = total.hexdigest() if sealed else ""
    return result


def pieces(file: LogFile, raw: IO[bytes], found: Scan) -> Iterator[tuple[bytes, bool]]:
    """The same content again, cut into pieces that are due and pieces that are not."""
    stretches, at = iter(found.stretches), 0
    end, due = next(stretches, (0, False))
    for block in blocks(file, raw, found.size):
        start = at
        while at < start + len(block):
            stop = min(end, start + len(block))
            yield block[at - start : stop - start], due
            at = stop
            if at == end:
                end, due = next(stretches, (end, due))


def _at_once(block: bytes, judge: Judge, timeline: Timeline, result: Scan, clock: Clock) -> bool:
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    span = clock.sure(block, lines) if timeline.clear and not judge.needs_text else None
    due = judge.block(*span) if span is not None else None
    if due is None and span is not None and judge.asks_full and not judge.reveals(block, clock.form):
        due = judge.block(*span, full=False)
    if span is None or due is None:
        return False
    result.add(len(block), lines, due, *span)
    timeline.passed(block[block.rfind(b"\n", 0, -1) + 1 :])
    return True


def _each(lines: Iterator[Timed], file: LogFile, judge: Judge, result: Scan, clock: Clock) -> None:
    for timed in lines:
        row = Line(timed.text, timed.latest, file.path.name, timed.readable, shows=judge.shows, form=clock.form)
        due = judge.line(row, timed.earliest, timed.latest)
        result.unreadable += not timed.readable
        result.add(len(timed.text), 1, due, timed.earliest, timed.latest)
