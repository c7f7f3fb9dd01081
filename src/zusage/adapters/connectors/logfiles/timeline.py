"""Timeline: gives every line of a file its earliest and latest possible time, also lines whose own time is unreadable.

Law: an unreadable line lies between its readable neighbours: its earliest time is the earlier, its latest time the later
one. At the start of a file the next neighbour counts for both, at the end the last one, in a file without any readable
time the moment of its last change. At most `PENDING` unreadable lines wait for their next neighbour; then the moment of
the last change of the file, which is never too early, stands for it. In logs whose entries have several lines a line that
does not begin like an entry has the time of the entry before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from zusage.adapters.connectors.logfiles.clock import Clock
from zusage.adapters.connectors.logfiles.stamp import Span

PENDING = 20_000


@dataclass(frozen=True, slots=True)
class Timed:
    """A line (with its end), its earliest and latest time, and whether it says so itself."""

    text: bytes
    earliest: datetime
    latest: datetime
    readable: bool


class Timeline:
    """The lines of one file in order."""

    def __init__(self, changed: datetime, clock: Clock) -> None:
        self._changed, self._clock = changed, clock
        self._last: Span | None = None
        self._pending: list[bytes] = []

    @property
    def clear(self) -> bool:
        """Whether no line waits."""
        return not self._pending

    def passed(self, line: bytes) -> None:
        """A block of readable lines was judged at once; this was its last line."""
        self._last = self._clock.of_line(line) or self._last

    def lines(self, block: bytes) -> Iterator[Timed]:
        """The lines of a block that can be timed now, after those that waited."""
        for line in split(block):
            span = self._clock.of_line(line)
            if span is None and self._last is not None and self.clear and self._clock.follows(line):
                yield Timed(line, *self._last, readable=False)
                continue
            if span is None:
                self._pending.append(line)
                if len(self._pending) >= PENDING:
                    yield from self._release((self._changed, self._changed))
                continue
            yield from self._release(span)
            self._last = span
            yield Timed(line, *span, readable=True)

    def rest(self) -> Iterator[Timed]:
        """The lines that still wait at the end."""
        yield from self._release(self._last or (self._changed, self._changed))

    def _release(self, following: Span) -> Iterator[Timed]:
        before = self._last or following
        waiting, self._pending = self._pending, []
        earliest, latest = min(before[0], following[0]), max(before[1], following[1])
        return (Timed(line, earliest, latest, readable=False) for line in waiting)


def split(block: bytes) -> Iterable[bytes]:
    """The lines of a block, each with its line feed."""
    lines = block.split(b"\n")
    last = lines.pop()
    return [line + b"\n" for line in lines] + ([last] if last else [])
