"""IPv6 addresses inside any bytes: finds them and sets the host part to zero.

Law: an address is what RFC 4291 2.2 allows, bounded by something that is no letter or digit; brackets, ports and zones
around it stay, and colons may be percent-encoded, once or more often. Where an IPv4 address is inside (`::ffff:0:0/96`,
`64:ff9b::/96`, `2002::/16`) the IPv4 prefix counts, so that 6to4 hides its host and mapped clients do not collapse into
one. Idempotent. With `pad` the result has as many bytes. Example: `2001:db8:85a3::8a2e:370:7334` becomes
`2001:db8:85a3::`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zusage.operators import ipv4

_H = rb"[0-9A-Fa-f]{1,4}:"
_ANY = re.compile(rb":(?::|" + _H * 4 + rb")")
# For the usual /48: an address that ends in `::` after at most three groups is short already (6to4 is not).
_LONG = re.compile(rb":(?::[0-9A-Fa-f]|" + _H * 3 + rb"|(?<=2002:)" + _H + _H + rb":)")
# Eight written groups, small letters, no leading zeros, no embedded IPv4: the form in which servers log full addresses.
_GROUP = rb"[1-9a-f][0-9a-f]{0,3}"
_FULL = re.compile(
    rb"(:(?="
    + _GROUP
    + rb":"
    + _GROUP
    + rb":[0-9a-f])(?!(?<=2002:))(?:"
    + rb"|".join(rb"(?<=(?<![0-9A-Za-z_:%x])[1-9a-f]" + rb"[0-9a-f]" * size + rb":)" for size in range(4))
    + rb")"
    + _GROUP
    + rb":"
    + _GROUP
    + rb")(?!(?::0{1,4}){5}(?![0-9a-f]))(?::[0-9a-f]{1,4}){5}(?![0-9A-Za-z_:.])"
)
_RUN = re.compile(
    rb"[0-9A-Fa-f:]*(?:(?<=:)(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9])|(?<=:[0-9])(?:\.[0-9]{1,3}){3}(?![0-9])"
    rb"|(?<=:[0-9]{2})(?:\.[0-9]{1,3}){3}(?![0-9])|(?<=:[0-9]{3})(?:\.[0-9]{1,3}){3}(?![0-9]))?"
)
_BACK = re.compile(rb"[0-9A-Fa-f:]*\Z")
_WORD = re.compile(rb"[0-9A-Za-z]")
_ENCODED = re.compile(
    rb"(?<!%)(?<!%[0-9A-Fa-f])[0-9A-Fa-f]{0,4}(%(?:25)*3[Aa])[0-9A-Fa-f]{0,4}(?:(?i:\1)[0-9A-Fa-f]{0,4}){1,7}(?:(?:\.[0-9]{1,3}){3})?(?![0-9A-Za-z_])"
)
_CODES = (b"%3A", b"%3a", b"253A", b"253a")
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The value, and where each written group stands among the eight."""

    value: int
    places: tuple[int, ...]
    dotted: bool


def shorten(data: bytes, prefix: int = 48, v4: int = 24, *, pad: bool = False) -> bytes:
    """`data` with every address cut to `prefix` bits (an IPv4 address inside to `v4` bits)."""
    usual = prefix == 48 and not pad
    data = ipv4.after_each(_FULL, data, b"::") if usual else data
    parts: list[bytes] = []
    end = 0
    for start, run, before, after in _runs(data, _LONG if usual else _ANY):
        new = _changed(run, before, after, prefix, v4, pad)
        if new != run:
            parts += (data[end:start], new)
            end = start + len(run)
    plain = data if not parts else b"".join((*parts, data[end:]))
    return _decoded(plain, prefix, v4, pad) if any(code in plain for code in _CODES) else plain


def addresses(data: bytes) -> list[bytes]:
    """Every address written with plain colons, as written; the unspecified address `::` is none."""
    spans = ((run, _span(run, before, after)) for _, run, before, after in _runs(data, _ANY))
    return [run[low:high] for run, (low, high) in spans if high - low > 2]


def is_address(text: bytes) -> bool:
    """Whether the whole text is one address."""
    return _parsed(text) is not None


def _runs(data: bytes, trigger: re.Pattern[bytes]) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """Runs of hexadecimal digits and colons that may hold an address: place, run, two bytes before, one after."""
    end = 0
    for match in trigger.finditer(data):
        if match.start() < end:
            continue
        back = _BACK.search(data, max(end, match.start() - _LONGEST), match.start())
        start = match.start() if back is None else back.start()
        run = _RUN.match(data, start)
        end = match.end() if run is None else max(run.end(), match.end())
        yield start, data[start:end], data[max(0, start - 2) : start], data[end : end + 1]


@lru_cache(maxsize=65_536)
def _changed(run: bytes, before: bytes, after: bytes, prefix: int, v4: int, pad: bool) -> bytes:
    """The run with its addresses cut; repeated until nothing changes, so that glued addresses stay stable."""
    low, high = _span(run, before, after)
    new = run[:low] + _masked(run[low:high], prefix, v4, pad) + run[high:]
    if new == run or (low == 0 and high == len(run)):
        return new
    return _changed(new, before, after, prefix, v4, pad)


@lru_cache(maxsize=65_536)
def _span(run: bytes, before: bytes, after: bytes) -> tuple[int, int]:
    """Where in a run of hexadecimal digits and colons the address lies; (0, 0) if there is none."""
    low, high = 0, len(run)
    if before[-1:] == b"%" or before == rb"\x":
        low = min(2, run.find(b":"))
    elif _WORD.match(before[-1:]):
        low = run.find(b":")
    if _WORD.match(after):
        high = run.rfind(b":") + 1
    return _valid_part(run, low, high)


def _valid_part(run: bytes, low: int, high: int) -> tuple[int, int]:
    """The longest, leftmost valid part at group borders; a fingerprint (nine or more pairs) has none."""
    if _parsed(run[low:high]) is not None:
        return low, high
    groups = run[low:high].split(b":")
    if len(groups) > 20 or (len(groups) > 8 and all(len(group) == 2 for group in groups)):
        return 0, 0
    starts = [low, *(at for at in range(low, high) if run[at : at + 1] == b":" or run[at - 1 : at] == b":")]
    ends = [high, *(at for at in range(low, high) if run[at : at + 1] == b":" or run[at - 1 : at] == b":")]
    spans = sorted(((b - a, -a) for a in starts for b in ends if b - a > 1), reverse=True)
    return next(((-a, size - a) for size, a in spans if _parsed(run[-a : size - a]) is not None), (0, 0))


@lru_cache(maxsize=65_536)
def _masked(text: bytes, prefix: int, v4: int, pad: bool) -> bytes:
    parsed = _parsed(text)
    if parsed is None:
        return text
    bits = _bits(parsed.value, prefix, v4)
    value = parsed.value >> (128 - bits) << (128 - bits)
    if value == parsed.value:
        return text
    if pad or (parsed.dotted and bits > 96):
        return _digitwise(text, parsed, value, bits, pad)
    return _compressed(value)


def _bits(value: int, prefix: int, v4: int) -> int:
    """How many leading bits stay."""
    if value >> 32 in (0xFFFF, 0x64FF9B << 64):
        return 96 + v4
    if value >> 112 == 0x2002:
        return min(prefix, 16 + v4)
    return prefix


@lru_cache(maxsize=4096)
def _parsed(text: bytes) -> _Parsed | None:
    dotted = b"." in text
    if dotted:
        text, _, quad = text.rpartition(b":")
        if ipv4.ADDRESS.fullmatch(quad) is None:
            return None
        octets = [int(part) for part in quad.split(b".")]
        text += b":%x:%x" % (octets[0] << 8 | octets[1], octets[2] << 8 | octets[3])
    groups = text.split(b":")
    if len(groups) < 3 or len(groups) > 9 or any(len(group) > 4 for group in groups):
        return None
    places = _places(text, groups)
    if places is None:
        return None
    value = sum(int(group, 16) << (16 * (7 - place)) for group, place in zip(filter(None, groups), places, strict=True))
    return _Parsed(value, places, dotted)


def _places(text: bytes, groups: list[bytes]) -> tuple[int, ...] | None:
    """The place of each written group among the eight, or None if the colons are wrong."""
    head, gap, tail = text.partition(b"::")
    left, right = (len(head.split(b":")) if head else 0), (len(tail.split(b":")) if tail else 0)
    if not gap:
        return tuple(range(8)) if len(groups) == 8 and all(groups) else None
    wrong = b"::" in tail or head[:1] == b":" or tail[:1] == b":" or tail[-1:] == b":" or left + right > 7
    return None if wrong else (*range(left), *range(8 - right, 8))


def _digitwise(text: bytes, parsed: _Parsed, value: int, bits: int, pad: bool) -> bytes:
    """The new value in the old spelling: same groups, same number of digits."""
    head, _, last = text.rpartition(b":") if parsed.dotted else (text, b"", b"")
    places = iter(parsed.places)
    groups = [_group(group, next(places), value, bits) if group else group for group in head.split(b":")]
    new = b":".join(groups)
    return new + b":" + ipv4.masked(last, max(0, bits - 96), pad=pad) if parsed.dotted else new


def _group(text: bytes, place: int, value: int, bits: int) -> bytes:
    if bits >= 16 * (place + 1):
        return text
    return (b"%x" % (value >> 16 * (7 - place) & 0xFFFF)).zfill(len(text))


def _compressed(value: int) -> bytes:
    """RFC 5952: the longest run of two or more zero groups as `::`."""
    groups = [b"%x" % (value >> shift & 0xFFFF) for shift in range(112, -16, -16)]
    text = b":".join(groups)
    for size in range(8, 1, -1):
        for at in range(9 - size):
            if set(groups[at : at + size]) == {b"0"}:
                return b":".join(groups[:at]) + b"::" + b":".join(groups[at + size :])
    return text


def _decoded(data: bytes, prefix: int, v4: int, pad: bool) -> bytes:
    """Addresses whose colons are percent-encoded."""

    def new(match: re.Match[bytes]) -> bytes:
        colon = match[1]
        text = match[0].replace(colon.upper(), b":").replace(colon.lower(), b":").replace(colon, b":")
        masked = _changed(text, b"", b"", prefix, v4, pad)
        return match[0] if masked == text else masked.replace(b":", colon)

    return _ENCODED.sub(new, data)
