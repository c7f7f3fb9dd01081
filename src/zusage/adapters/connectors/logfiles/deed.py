"""Deed: puts the successor of a log file in place, by rename, by removal or byte by byte, and loses no line doing it.

Law: a file that somebody may be writing is never renamed over, because its writer would go on writing into nothing: it is
shortened in place by zeros of the same length, and its old lines are deleted only after rotation. Otherwise lines that
were appended meanwhile are carried over before the rename, and again from the old file afterwards until nobody has it
open. A file that is not the one that was read (other inode, smaller, other bytes at the borders) stays untouched:
Changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import IO

from zusage.adapters.connectors.durable import beside, replace, sync_folder, take_over
from zusage.adapters.connectors.logfiles.draft import Change
from zusage.adapters.connectors.logfiles.source import BLOCK, LogFile
from zusage.adapters.connectors.logfiles.writers import has_writer

_BORDER = 4096
_PATIENCE = 2.0
_RESTING = 3600.0


class Changed(Exception):
    """The file is not the one that was read."""


def is_live(file: LogFile, raw: IO[bytes]) -> bool:
    """Whether somebody may be writing the file. Where that cannot be known, names and rest decide, in doubt yes."""
    if file.packed:
        return False
    answer = has_writer(raw.fileno())
    if answer is None:
        return not file.rotated or time.time() - os.fstat(raw.fileno()).st_mtime < _RESTING
    return answer


def borders(raw: IO[bytes], size: int) -> tuple[bytes, bytes]:
    """First and last bytes of what was read, to recognise it again."""
    return os.pread(raw.fileno(), min(_BORDER, size), 0), os.pread(raw.fileno(), min(_BORDER, size), max(0, size - _BORDER))


def check(file: LogFile, raw: IO[bytes], size: int, seen: tuple[bytes, bytes]) -> os.stat_result:
    """Raise Changed unless path and content are still those that were read; the present status."""
    own = os.fstat(raw.fileno())
    try:
        now = file.path.lstat()
    except FileNotFoundError:
        raise Changed from None
    if not os.path.samestat(own, now) or now.st_size < size or borders(raw, size) != seen:
        raise Changed
    return now


def put_in_place(file: LogFile, raw: IO[bytes], size: int, seen: tuple[bytes, bytes], inode: int) -> None:
    """Rename the draft over the file; `size` bytes of the file are in the draft already (raw bytes, if not packed).

    A draft that is gone, or is not the one of that inode, is never made anew: Changed.
    """
    new = beside(file.path)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_APPEND), "ab") as out:
        if os.fstat(out.fileno()).st_ino != inode:
            raise Changed
        copied = size if file.packed else _carry(raw, size, out)
        status = check(file, raw, size, seen)
        if file.packed and status.st_size != size:
            raise Changed
        take_over(out.fileno(), status)
        replace(new, file.path)
        if not file.packed:
            _drain(raw, copied, out)


def take_away(file: LogFile, raw: IO[bytes], size: int, seen: tuple[bytes, bytes]) -> None:
    """Remove a file of which every line is due, unless it has grown."""
    if check(file, raw, size, seen).st_size != size:
        raise Changed
    file.path.unlink()
    sync_folder(file.path.parent)


def overwrite(file: LogFile, ranges: list[tuple[int, int]], change: Change) -> None:
    """Write zeros over the due ranges in place; every step leaves a whole file, and repeating does no harm."""
    with file.path.open("r+b", buffering=0) as raw:
        for start, stop in ranges:
            for at, piece in _lines(raw, start, stop):
                new = change(piece)
                if new != piece and os.fstat(raw.fileno()).st_size >= at + len(piece):
                    os.pwrite(raw.fileno(), new, at)
        os.fsync(raw.fileno())


def _lines(raw: IO[bytes], start: int, stop: int) -> Iterator[tuple[int, bytes]]:
    """Pieces of whole lines between two line borders."""
    while start < stop:
        piece, size = b"", BLOCK
        while b"\n" not in piece and start + len(piece) < stop:
            piece, size = os.pread(raw.fileno(), min(size, stop - start), start), size * 2
            if not piece:
                return
        cut = len(piece) if start + len(piece) >= stop else piece.rfind(b"\n") + 1
        yield start, piece[:cut]
        start += cut


def _carry(raw: IO[bytes], start: int, out: IO[bytes]) -> int:
    """Append to `out` what the file holds from `start` on; where it ends now."""
    while piece := os.pread(raw.fileno(), BLOCK, start):
        out.write(piece)
        start += len(piece)
    out.flush()
    return start


def _drain(raw: IO[bytes], copied: int, out: IO[bytes]) -> None:
    """Carry over what late writers put into the old file after the rename."""
    until = time.monotonic() + _PATIENCE
    while True:
        open_elsewhere = has_writer(raw.fileno())
        if os.fstat(raw.fileno()).st_size < copied:
            copied = 0
        copied = _carry(raw, copied, out)
        if not open_elsewhere or time.monotonic() > until:
            break
        time.sleep(0.01)
    os.fsync(out.fileno())
