"""Pipe: masks what flows from one file handle to another, as it comes or in blocks.

Law: nothing is written that was not masked; bytes that arrive are written as soon as their line is whole, in large blocks
while they come fast. At the end of the input and on SIGTERM everything that has arrived is masked and written, also a
last line without end. An archive comes out as an archive of the same kind; one that breaks off raises Damaged. A line
longer than `LONGEST` is cut at a blank and judged in parts; where it has none, `-` stands for the part. Memory stays
bounded.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import IO, cast

from zusage.adapters.logstream import codec
from zusage.adapters.logstream.crew import Crew

BLOCK = 4 << 20
LONGEST = BLOCK
_READ = 1 << 20
_PIPE_SIZE = 1 << 20
_SIGN = 6

Change = Callable[[bytes], bytes]


def run(source: int, sink: int, mask: Change, jobs: int = 1) -> None:
    """Mask from `source` to `sink` until the end."""
    with _ended() as bell:
        flow = Flow(source, bell)
        start = flow.peek(_SIGN)
        kind = codec.sniff(start)
        out = Sink(sink)
        if kind:
            with codec.writer(kind, cast("IO[bytes]", out)) as packed:
                _copy(_pieces(codec.reader(kind, flow)), mask, packed.write, jobs)
        else:
            _copy(flow.pieces(), mask, out.write, jobs)


def _copy(pieces: Iterator[bytes], mask: Change, put: Callable[[bytes], object], jobs: int) -> None:
    if jobs > 1:
        with Crew(mask, jobs) as crew:
            for new in crew.masked(whole_lines(pieces)):
                put(new)
        return
    for block in whole_lines(pieces):
        if block:
            put(mask(block))


def _pieces(content: codec.Source) -> Iterator[bytes]:
    while piece := content.read(BLOCK):
        yield piece


def whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes as blocks that end at the end of a line; an empty piece stays one."""
    rest: list[bytes] = []
    held = 0
    for piece in pieces:
        if not piece:
            yield piece
            continue
        cut = piece.rfind(b"\n") + 1
        if cut:
            yield b"".join((*rest, piece[:cut]))
            rest, held = [], 0
        rest.append(piece[cut:])
        held += len(piece) - cut
        if held > LONGEST:
            rest = [(yield from _parts(b"".join(rest)))]
            held = len(rest[0])
    if held:
        yield b"".join(rest)


def _parts(line: bytes) -> Generator[bytes, None, bytes]:
    """What can be given of a line that is too long; returns what has to wait."""
    cut = max(line.rfind(b" "), line.rfind(b"\t")) + 1
    if cut:
        yield line[:cut]
        return line[cut:]
    return b"-"


class Flow:
    """Reads what is there, more while more is there; ends when the input or the process is to end."""

    def __init__(self, handle: int, bell: int) -> None:
        self._handle, self._bell, self._first, self._rung = handle, bell, b"", False
        self._plain = stat.S_ISREG(os.fstat(handle).st_mode)
        if stat.S_ISFIFO(os.fstat(handle).st_mode) and hasattr(fcntl, "F_SETPIPE_SZ"):
            _try(lambda: fcntl.fcntl(handle, fcntl.F_SETPIPE_SZ, _PIPE_SIZE))

    def peek(self, size: int) -> bytes:
        """The first bytes; does not wait for more once they cannot begin an archive."""
        while len(self._first) < size and any(magic.startswith(self._first) for magic in codec.MAGIC.values()):
            more = self._next(wait=True)
            if not more:
                break
            self._first += more
        return self._first

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes (about), for archives."""
        if self._first:
            start, self._first = (self._first, b"") if size < 0 else (self._first[:size], self._first[size:])
            return start
        return self._next(wait=True, size=_READ if size < 0 else size)

    def pieces(self) -> Iterator[bytes]:
        """Pieces of up to `BLOCK` bytes; an empty one says that now it would have to wait."""
        while True:
            got = [self._first or self._next(wait=False)]
            if not got[0]:
                yield b""
                got = [self._next(wait=True)]
            self._first = b""
            size = len(got[0])
            if not size:
                return
            while size < BLOCK and (more := self._next(wait=self._plain, size=BLOCK - size)):
                got.append(more)
                size += len(more)
            yield b"".join(got)

    def _next(self, *, wait: bool, size: int = _READ) -> bytes:
        """What can be read now; empty at the end, or where waiting is not wanted and nothing is there."""
        if self._plain:
            return os.read(self._handle, size)
        ready, _, _ = select.select([self._handle, self._bell], [], [], None if wait and not self._rung else 0)
        if self._bell in ready:
            self._rung = True
        if self._handle in ready:
            return os.read(self._handle, size)
        if wait and not self._rung:
            return self._next(wait=True, size=size)
        return b""


class Sink:
    """A file handle to which everything is written; if nobody reads it any more, the process ends as others do."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, data: bytes) -> int:
        """All of it."""
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._handle, view) :]
        except BrokenPipeError:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            signal.raise_signal(signal.SIGPIPE)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""


@contextmanager
def _ended() -> Iterator[int]:
    """A handle that becomes readable when the process is asked to end."""
    ear, bell = os.pipe()
    os.set_blocking(bell, False)

    def ring(*_: object) -> None:
        _try(lambda: os.write(bell, b"."))

    before = signal.signal(signal.SIGTERM, ring)
    try:
        yield ear
    finally:
        signal.signal(signal.SIGTERM, before)
        os.close(ear)
        os.close(bell)


def _try(deed: Callable[[], object]) -> None:
    try:
        deed()
    except OSError:
        return
