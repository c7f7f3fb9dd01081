"""The pages of a SQLite file, read as bytes: which of them hold something that belongs to no row.

Law: every byte of every page is either part of what the format says is in use or must be zero; what is neither is counted
by pages, never shown. Passed over, because they hold no content of rows: pages that only lead to other pages by row number,
pointers to cells that are gone (at the edge of the gap; told from content on pages of up to 8 KiB only, so a file with
larger pages may be called dirty without being so), and up to three stray bytes of a page.
Format: https://www.sqlite.org/fileformat2.html, sections 1.3 to 1.6.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_AT_ONCE = 256
_INTERIOR_INDEX, _INTERIOR_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_BTREE = frozenset({_INTERIOR_INDEX, _INTERIOR_TABLE, _LEAF_INDEX, _LEAF_TABLE})
_LOCK_BYTE = 1 << 30
_FRAGMENT, _EDGE, _TOLD = 3, 256, 8_192
_LOG_HEAD, _FRAME_HEAD = 32, 24
_MAGIC = b"SQLite format 3\0"


@dataclass
class Leftover:
    """Pages with bytes that should be zero: on the free list, within pages in use; and pages of unknown use."""

    free_pages: int = 0
    slack_pages: int = 0
    unread: int = 0


@dataclass(frozen=True)
class _File:
    stream: BinaryIO
    size: int
    usable: int
    map_step: int
    first_free: int

    def pages(self) -> Iterator[tuple[int, bytes]]:
        """All pages with their numbers, from 1."""
        self.stream.seek(0)
        number = 0
        while block := self.stream.read(self.size * _AT_ONCE):
            for start in range(0, len(block), self.size):
                number += 1
                yield number, block[start : start + self.size]

    def page(self, number: int) -> bytes:
        """One page."""
        self.stream.seek((number - 1) * self.size)
        return self.stream.read(self.size)

    def is_map(self, number: int) -> bool:
        """Whether a page is a pointer map (only with auto_vacuum) or the page of the lock byte: no content of rows."""
        if number == _LOCK_BYTE // self.size + 1:
            return True
        return bool(self.map_step) and number >= 2 and (number - 2) % self.map_step == 0


def read_leftover(path: Path, *, fresh: bool = False) -> Leftover:
    """Read the whole file once (twice where values are longer than a page).

    `fresh`: VACUUM has just written it, so gaps in pages of the schema can only hold statements of the schema.
    """
    with path.open("rb") as stream:
        head = stream.read(100)
        if not head:
            return Leftover()
        if len(head) < 100 or not head.startswith(_MAGIC):
            return Leftover(unread=1)
        size = struct.unpack_from(">H", head, 16)[0]
        size = 65_536 if size == 1 else size
        usable = size - head[20]
        step = usable // 5 + 1 if struct.unpack_from(">I", head, 52)[0] else 0
        return _read(_File(stream, size, usable, step, struct.unpack_from(">I", head, 32)[0]), fresh)


def read_log(path: Path) -> int:
    """How many pages in a write-ahead log hold bytes that belong to no row; all of its frames count, the old ones too."""
    with path.open("rb") as stream:
        head = stream.read(_LOG_HEAD)
        if len(head) < _LOG_HEAD:
            return 0
        size = struct.unpack_from(">I", head, 8)[0]
        found = 0
        while len(frame := stream.read(_FRAME_HEAD + size)) == _FRAME_HEAD + size:
            page, start = frame[_FRAME_HEAD:], 100 if frame.startswith(b"\0\0\0\1") else 0
            found += page[start] in _BTREE and _has_slack(page, start, size)
        return found


def _read(file: _File, fresh: bool) -> Leftover:
    left, others = Leftover(), dict[int, tuple[int, int]]()
    free, schema = _free_pages(file), set(_schema_pages(file, 1)) if fresh else set()
    for number, page in file.pages():
        start = 100 if number == 1 else 0
        if file.is_map(number):
            continue
        if number in free:
            left.free_pages += any(page[free[number] :])
        elif page[start] in _BTREE:
            left.slack_pages += number not in schema and _has_slack(page, start, file.usable)
        else:
            others[number] = struct.unpack_from(">I", page)[0], len(page[: file.usable].rstrip(b"\0"))
    if others:
        left.slack_pages += _beyond(file, free, others)
    left.unread = len(others)
    return left


def _schema_pages(file: _File, number: int) -> Iterator[int]:
    """The pages of the table that holds the schema."""
    yield number
    page, start = file.page(number), 100 if number == 1 else 0
    if page[start] != _INTERIOR_TABLE:
        return
    cells = struct.unpack_from(">H", page, start + 3)[0]
    below = [struct.unpack_from(">I", page, at)[0] for at in struct.unpack_from(f">{cells}H", page, start + 12)]
    for child in (*below, struct.unpack_from(">I", page, start + 8)[0]):
        yield from _schema_pages(file, child)


def _free_pages(file: _File) -> dict[int, int]:
    """The pages on the free list, with the offset from which on each of them must be zero."""
    free: dict[int, int] = {}
    trunk = file.first_free
    while trunk and trunk not in free:
        page = file.page(trunk)
        following, count = struct.unpack_from(">II", page)
        count = min(count, file.usable // 4 - 2)
        free[trunk] = 8 + 4 * count
        free.update(dict.fromkeys(struct.unpack_from(f">{count}I", page, 8), 0))
        trunk = following
    return free


def _has_slack(page: bytes, start: int, usable: int) -> bool:
    """Whether the gap or a freed cell of a page holds anything."""
    kind = page[start]
    if kind == _INTERIOR_TABLE:
        return False
    freed, cells, content = struct.unpack_from(">HHH", page, start + 1)
    gap = start + (12 if kind in {_INTERIOR_INDEX, _INTERIOR_TABLE} else 8) + 2 * cells
    end = content or 65_536
    if end - gap - page.count(0, gap, end) - _pointers(page, gap, end, usable) > _FRAGMENT:
        return True
    while freed and freed + 4 <= usable:
        following, size = struct.unpack_from(">HH", page, freed)
        if any(page[freed + 4 : freed + size]):
            return True
        freed = following if following > freed else 0
    return False


def _pointers(page: bytes, gap: int, end: int, usable: int) -> int:
    """How many bytes that are not zero belong to pointers that cells left behind: whole words at the edge of the gap."""
    if usable > _TOLD:
        return 0
    words = range(gap, min(end, gap + _EDGE) - 1, 2)
    found = (page[at : at + 2] for at in words if gap <= struct.unpack_from(">H", page, at)[0] < usable)
    return sum(2 - word.count(0) for word in found)


def _beyond(file: _File, free: dict[int, int], others: dict[int, tuple[int, int]]) -> int:
    """Overflow pages with something after the end of their value; takes from `others` every page that a value uses."""
    beyond = 0
    for number, page in file.pages():
        start = 100 if number == 1 else 0
        if number in free or file.is_map(number) or page[start] not in _BTREE:
            continue
        for first, length in _overflowing(page, start, file.usable):
            following, rest = first, length
            while following and (known := others.pop(following, None)) is not None:
                beyond += known[1] > 4 + min(rest, file.usable - 4)
                rest -= file.usable - 4
                following = known[0] if rest > 0 else 0
    return beyond


def _overflowing(page: bytes, start: int, usable: int) -> Iterator[tuple[int, int]]:
    """(first overflow page, bytes there) of each cell whose value does not fit into its page."""
    kind = page[start]
    if kind == _INTERIOR_TABLE:
        return
    most = usable - 35 if kind == _LEAF_TABLE else (usable - 12) * 64 // 255 - 23
    least = (usable - 12) * 32 // 255 - 23
    cells = struct.unpack_from(">H", page, start + 3)[0]
    pointers = start + (12 if kind == _INTERIOR_INDEX else 8)
    for offset in struct.unpack_from(f">{cells}H", page, pointers):
        at = offset + (4 if kind == _INTERIOR_INDEX else 0)
        payload, at = _varint(page, at)
        if payload <= most:
            continue
        if kind == _LEAF_TABLE:
            _, at = _varint(page, at)
        local = least + (payload - least) % (usable - 4)
        local = local if local <= most else least
        yield struct.unpack_from(">I", page, at + local)[0], payload - local


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = page[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | page[at + 8], at + 9
