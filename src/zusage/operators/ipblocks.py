"""IP addresses in whole blocks of a log, found by numpy; what is not plain goes line by line to the exact operator.

Law: `shorten` gives byte for byte what `zusage.operators.ip.shorten` gives; numpy only decides which lines are plain:
every address in them stands between separators, is canonical and has no neighbour that could belong to it. All other
lines are handed to `exact`. With `heads` a line is plain only if it begins with such an address and a blank; `exact` then
judges the field. Blocks hold whole lines; the last one may lack its end. Without numpy `usable()` is false.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.intp]
    Flags = NDArray[np.bool_]

Exact = Callable[[bytes], bytes]

_PAD = 64
_DOT, _COLON, _LINE = 46, 58, 10
_BEFORE = b" \t\n\"'=,([</|;{>&?"
_AFTER = b" \t\n\r\"'=,)]</|;}>&?("
_WINDOW = 42
_PIECE = 1 << 21
_ENCODED = (b"%3A", b"%3a", b"%2E", b"%2e", b"253A", b"253a", b"252E", b"252e")


@cache
def usable() -> bool:
    """Whether numpy is installed (extra `logs`)."""
    return find_spec("numpy") is not None


def suits(v4: int, v6: int) -> bool:
    """Whether these prefixes end where written groups end, so that cutting text is enough."""
    return v4 in (8, 16, 24) and v6 in (32, 48, 64)


def shorten(data: bytes, exact: Exact, v4: int = 24, v6: int = 48, *, heads: bytes | None = None) -> bytes:
    """`data` with all addresses cut; `heads` is what must follow the address at the start of a plain line (b" ")."""
    parts = []
    for piece in _pieces(data):
        block = _Block(piece, v4 // 8, v6 // 16) if len(piece) <= _PIECE else None
        parts.append(exact(piece) if block is None else block.shortened(exact, heads))
    return b"".join(parts)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Whole lines of at most `_PIECE` bytes, which stay in the processor's cache; a longer line alone."""
    at = 0
    while at < len(data):
        end = data.rfind(b"\n", at, at + _PIECE) + 1 if at + _PIECE < len(data) else len(data)
        end = end or data.find(b"\n", at) + 1 or len(data)
        yield data[at:end]
        at = end


class _Scratch(threading.local):
    """Memory that is used again for every piece, one for each thread."""

    def __init__(self) -> None:
        self.np: Any = import_module("numpy")
        size = _PIECE + 2 * _PAD
        self.raw = bytearray(size)
        self.buf = self.np.frombuffer(self.raw, self.np.uint8)
        self.flags = self.np.zeros(size, bool)
        self.keep = self.np.ones(size, bool)
        self.marks = self.np.zeros(size, bool)


@cache
def _scratch() -> _Scratch:
    return _Scratch()


class _Block:
    """One piece: its bytes with padding, what is dropped from them and where the lines stand that are not plain."""

    def __init__(self, data: bytes, octets: int, groups: int) -> None:
        self.scratch = _scratch()
        self.np, self.raw = self.scratch.np, self.scratch.raw
        end = _PAD + len(data)
        self.raw[:_PAD] = self.raw[end : end + _PAD] = b"\n" * _PAD
        self.raw[_PAD:end] = data
        self.data, self.octets, self.groups, self.size = data, octets, groups, len(data)
        self.buf = self.scratch.buf[: end + _PAD]
        self.flags = self.scratch.flags[: end + _PAD]
        self.drop: list[Places] = []
        self.zero: list[tuple[Places, int]] = []
        self.hard: list[Places] = []
        self.starts: list[Places] = []
        self.ends: list[Places] = []
        self.before, self.after, self.group, self.hexed = _tables()

    def shortened(self, exact: Exact, heads: bytes | None) -> bytes:
        """The new piece."""
        self.plain_v4()
        self.plain_v6()
        if heads is not None:
            self.check_heads(heads)
        self.encoded()
        return self.result(exact)

    def where(self, byte: int) -> Places:
        """All places of a byte."""
        self.np.equal(self.buf, byte, out=self.flags)
        found: Places = self.np.flatnonzero(self.flags)
        return found

    def plain_v4(self) -> None:
        """Three dots two to four bytes apart are a candidate."""
        np, buf = self.np, self.buf
        dots = self.where(_DOT)
        gaps = np.diff(dots)
        near = (gaps - 2).view(np.uintp) <= 2
        at = np.flatnonzero(near[1:] & near[:-1])
        first, one, two = dots[at], gaps[at], gaps[at + 1]
        second = first + one
        third = second + two
        fits, easy = self._digits(first + 1, one - 1)
        more, plain = self._digits(second + 1, two - 1)
        fits, easy = fits & more, easy & plain
        head, fits_head, easy_head = self._backwards(first)
        tail, fits_tail, easy_tail = self._forwards(third)
        fits &= fits_head & fits_tail
        start = first - head
        easy &= easy_head & easy_tail & self.before[buf[start - 1]] & self.after[buf[third + tail + 1]]
        chosen = fits & easy
        if not chosen.all():
            self.hard.append(first[fits & ~easy])
            start, first, second, third, tail = (each[chosen] for each in (start, first, second, third, tail))
        self.starts.append(start)
        self.ends.append(third + tail + 1)
        self._cut_octets(first, second, third, tail)

    def _cut_octets(self, first: Places, second: Places, third: Places, tail: Places) -> None:
        sizes = (second - first - 1, third - second - 1, tail)
        for before, width in list(zip((first, second, third), sizes, strict=True))[self.octets - 1 :]:
            edits = ~self._zeros(before, width)
            dot, size = before[edits], width[edits]
            self.zero.append((dot + 1, 48))
            self.drop += [dot[size >= 2] + 2, dot[size == 3] + 3]

    def _zeros(self, dot: Places, size: Places) -> Flags:
        buf = self.buf
        more = ((buf[dot + 2] == 48) | (size < 2)) & ((buf[dot + 3] == 48) | (size < 3))
        zeros: Flags = (buf[dot + 1] == 48) & more
        return zeros

    def _digits(self, place: Places, size: Places) -> tuple[Flags, Flags]:
        """Whether `size` digits stand at `place`, and whether they are at most 255."""
        a, b, c = (self.buf[place + n] - 48 for n in range(3))
        fits = (a < 10) & ((b < 10) | (size < 2)) & ((c < 10) | (size < 3))
        return fits, self._small(a, b, c, size)

    def _small(self, a: Any, b: Any, c: Any, size: Places) -> Flags:
        small: Flags = (size < 3) | (a < 2) | ((a == 2) & ((b < 5) | ((b == 5) & (c < 6))))
        return small

    def _backwards(self, dot: Places) -> tuple[Places, Flags, Flags]:
        """Digits before a dot: how many (at most three), whether there are any, whether they are a plain octet."""
        a, b, c, d = (self.buf[dot - n] - 48 < 10 for n in (1, 2, 3, 4))
        size = self.np.where(a & b, self.np.where(c, 3, 2), 1)
        long = a & b & c
        hundreds, tens, ones = (self.buf[dot - n] - 48 for n in (3, 2, 1))
        return size, a, self._small(hundreds, tens, ones, size) & ~(long & d)

    def _forwards(self, dot: Places) -> tuple[Places, Flags, Flags]:
        """The same after a dot."""
        a, b, c, d = (self.buf[dot + n] - 48 < 10 for n in (1, 2, 3, 4))
        size = self.np.where(a & b, self.np.where(c, 3, 2), 1)
        long = a & b & c
        hundreds, tens, ones = (self.buf[dot + n] - 48 for n in (1, 2, 3))
        return size, a, self._small(hundreds, tens, ones, size) & ~(long & d)

    def plain_v6(self) -> None:
        """Colons at most five bytes apart are one run; four of them, or two side by side, are a candidate."""
        np = self.np
        colons = self.where(_COLON)
        if not len(colons):
            return
        gaps = np.diff(colons)
        breaks = np.flatnonzero(gaps > 5)
        opens = np.concatenate(([0], breaks + 1))
        counts = np.diff(np.concatenate((opens, [len(colons)])))
        wanted = counts >= 4
        double = np.flatnonzero(gaps == 1)
        if len(double):
            wanted[np.searchsorted(opens, double, "right") - 1] = True
        at = np.flatnonzero(wanted)
        if len(at):
            self._runs(colons, gaps, opens[at], counts[at])

    def _runs(self, colons: Places, gaps: Places, opens: Places, counts: Places) -> None:
        np, buf = self.np, self.buf
        first = colons[opens]
        last = colons[opens + counts - 1]
        hexed = self.hexed
        head = np.zeros(len(first), np.intp)
        going = np.ones(len(first), bool)
        for n in range(1, 6):
            going &= hexed[buf[first - n]]
            head += going
        start = first - head
        room = np.minimum(start + _WINDOW, len(buf)) - 1
        window = buf[np.minimum(start[:, None] + np.arange(_WINDOW), room[:, None])]
        member = hexed[window] | (window == _COLON)
        size = np.where(member.all(1), _WINDOW, member.argmin(1))
        end = start + size
        easy = (head >= 1) & (head <= 4) & (counts <= 7) & (size < _WINDOW) & (end > last) & (end - last <= 5)
        easy &= self.before[buf[start - 1]] & self.after[buf[end % len(buf)]]
        easy &= self._sixteen(gaps, opens, counts, end - last - 1)
        first_two = buf[start], buf[start + 1]
        easy &= ~((head == 4) & (first_two[0] == 50) & (first_two[1] == 48) & (buf[start + 2] == 48))
        easy &= ~((head == 2) & (first_two[0] == 54) & (first_two[1] == 52))
        cut, plain = self._cut(colons, opens, counts, start)
        easy &= plain
        odd = counts[~easy]
        shift = np.cumsum(odd) - odd
        self.hard.append(colons[np.repeat(opens[~easy] - shift, odd) + np.arange(odd.sum())])
        self._edit(start[easy], end[easy], cut[easy], window[easy])

    def _sixteen(self, gaps: Places, opens: Places, counts: Places, tail: Places) -> Flags:
        """Eight groups and no gap, or one gap and at most seven groups of which at most `8 - kept` follow it."""
        np = self.np
        inner = np.minimum(opens[:, None] + np.arange(6), max(len(gaps) - 1, 0))
        doubles = (gaps[inner] == 1) & (np.arange(6) < (counts - 1)[:, None])
        many = doubles.sum(1)
        where = np.where(many > 0, doubles.argmax(1), 9)
        following = counts - where - 2 + (tail > 0)
        full = (many == 0) & (counts == 7) & (tail > 0)
        short = (many == 1) & (where + 1 + following <= 7) & (following <= 8 - self.groups)
        short &= (tail > 0) | (where == counts - 2)
        fitting: Flags = full | short
        return fitting

    def _cut(self, colons: Places, opens: Places, counts: Places, start: Places) -> tuple[Places, Flags]:
        """Where the kept groups end (after their colon), and whether they are canonical."""
        np, buf = self.np, self.buf
        plain = self.group[buf[start]]
        cut = colons[opens]
        going = np.ones(len(opens), bool)
        for n in range(1, self.groups):
            place = colons[np.minimum(opens + n, len(colons) - 1)]
            going &= (n < counts) & (place - cut > 1)
            plain &= ~going | self.group[buf[cut + 1]]
            cut = np.where(going, place, cut)
        return cut, plain

    def _edit(self, start: Places, end: Places, cut: Places, window: Any) -> None:
        """Keep the groups up to `cut`, write a second colon, drop the rest; nothing if the rest is zero."""
        np = self.np
        offsets = np.arange(_WINDOW)
        inside = (offsets > (cut - start)[:, None]) & (offsets < (end - start)[:, None])
        zeros = ((window == 48) | (window == _COLON) | ~inside).all(1)
        upper = ((window >= 65) & (window <= 70) & (offsets <= (cut - start)[:, None])).any(1)
        self.hard.append(start[upper])
        plain = ~upper
        self.starts.append(start[plain])
        self.ends.append(end[plain])
        edits = plain & ~zeros
        self.zero.append((cut[edits] + 1, _COLON))
        low, size = cut[edits] + 2, (end - cut)[edits] - 2
        size = np.maximum(size, 0)
        shift = np.cumsum(size) - size
        self.drop.append(np.repeat(low - shift, size) + np.arange(size.sum()))

    def check_heads(self, follows: bytes) -> None:
        """Lines that do not begin with a plain address and `follows` are not plain."""
        np, buf = self.np, self.buf
        lines = self.where(_LINE)[_PAD - 1 : -_PAD] + 1
        lines = lines[lines < _PAD + self.size]
        starts, ends = np.concatenate(self.starts), np.concatenate(self.ends)
        for n, byte in enumerate(follows):
            good = buf[ends + n] == byte
            starts, ends = starts[good], ends[good]
        marks = self.scratch.marks
        marks[starts] = True
        self.hard.append(lines[~marks[lines]])
        marks[starts] = False

    def encoded(self) -> None:
        """Lines with percent-encoded colons or dots are not plain."""
        data = self.data
        if b"%" not in data:
            return
        for code in _ENCODED:
            at = data.find(code)
            while at >= 0:
                self.hard.append(self.np.array([at + _PAD]))
                at = data.find(b"\n", at)
                at = data.find(code, at) if at >= 0 else -1

    def result(self, exact: Exact) -> bytes:
        """The new block."""
        np = self.np
        hard = np.unique(np.concatenate(self.hard)) if self.hard else ()
        spans = _spans(self.raw, hard, self.size + _PAD)
        taken = [bytes(self.raw[low:high]) for low, high in spans]
        for place, byte in self.zero:
            self.buf[place] = byte
        keep = self.scratch.keep
        for place in self.drop:
            keep[place] = False
        parts = self._parts(spans, exact, taken)
        for place in self.drop:
            keep[place] = True
        return b"".join(parts)

    def _parts(self, spans: list[tuple[int, int]], exact: Exact, taken: list[bytes]) -> list[bytes]:
        keep = self.scratch.keep
        new = _split_like(exact(b"".join(taken)), taken) if taken else []
        parts: list[bytes] = []
        at = _PAD
        for (low, high), text in zip(spans, new, strict=True):
            parts += (self.buf[at:low][keep[at:low]].tobytes(), text)
            at = high
        end = _PAD + self.size
        return [*parts, self.buf[at:end][keep[at:end]].tobytes()]


def _spans(raw: bytearray, hard: Any, end: int) -> list[tuple[int, int]]:
    """The lines in which these places lie, neighbours joined."""
    spans: list[tuple[int, int]] = []
    for place in hard.tolist() if len(hard) else ():
        if spans and place < spans[-1][1]:
            continue
        low = raw.rfind(b"\n", 0, place) + 1
        high = min(raw.find(b"\n", place) + 1, end)
        if spans and low == spans[-1][1]:
            spans[-1] = (spans[-1][0], high)
        else:
            spans.append((low, high))
    return spans


def _split_like(text: bytes, parts: list[bytes]) -> list[bytes]:
    """`text` cut into as many lines as each of `parts` has."""
    if len(parts) == 1:
        return [text]
    lines = text.split(b"\n")
    result, at = [], 0
    for part in parts[:-1]:
        count = part.count(b"\n")
        result.append(b"\n".join(lines[at : at + count]) + b"\n")
        at += count
    return [*result, b"\n".join(lines[at:])]


@cache
def _tables() -> tuple[Flags, Flags, Flags, Flags]:
    """Which bytes may stand before an address, after it, at the start of a canonical group, in a group."""
    np = import_module("numpy")
    tables = []
    for letters in (_BEFORE, _AFTER, b"123456789abcdef", b"0123456789abcdefABCDEF"):
        table = np.zeros(256, bool)
        table[list(letters)] = True
        tables.append(table)
    a, b, c, d = tables
    return a, b, c, d
