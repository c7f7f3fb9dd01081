"""IPv4 addresses inside any bytes: finds them and sets the host part to zero.

Law: an address is the first four of a chain of decimal numbers up to 255, joined by dots; it may follow a percent escape
or `\\xHH`. Everything else stays as it is, also version numbers that cannot be addresses. Idempotent. With `pad` the
result has exactly as many bytes (`81.2.69.142` becomes `81.2.69.000`), otherwise a changed octet is written shortest.
Dots may be percent-encoded, once or more often. Not recognised: hexadecimal, octal and whole-number spellings, host names
that contain an address.
"""

from __future__ import annotations

import re

_OCTET = rb"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"
_START = rb"(?:(?<![0-9])(?<![0-9]\.)|(?<=%[0-9A-Fa-f]{2})|(?<=\\x[0-9A-Fa-f]{2}))"
ADDRESS = re.compile(_START + _OCTET + rb"(?:\." + _OCTET + rb"){3}(?![0-9])")

# The pattern begins with a literal dot, so that the engine skips with memchr; the first octet is checked backwards.
_FIRST = rb"|".join(
    rb"(?<=" + _START + octet + rb"\.)"
    for octet in (rb"[0-9]", rb"[0-9][0-9]", rb"(?=25[0-5]|2[0-4][0-9]|[01][0-9][0-9])[0-9][0-9][0-9]")
)
_FAST = re.compile(
    rb"(\.(?=[0-9]{1,3}\.[0-9])(?:" + _FIRST + rb")" + _OCTET + rb"\." + _OCTET + rb"\.)"
    rb"(?!0{1,3}(?![0-9]))" + _OCTET + rb"(?![0-9])"
)
_POINT = rb"(?:\.|%(?:25)*2[Ee])"
_POINTS = re.compile(_POINT)
_CODES = (b"%2E", b"%2e", b"252E", b"252e")
_CODED = re.compile(_START + _OCTET + rb"(?:" + _POINT + _OCTET + rb"){3}(?![0-9])")


def shorten(data: bytes, prefix: int = 24) -> bytes:
    """`data` with every address cut to `prefix` bits."""
    if any(code in data for code in _CODES):
        data = _decoded(data, prefix, pad=False)
    if prefix == 24:
        return after_each(_FAST, data, b"0")
    return ADDRESS.sub(lambda match: masked(match[0], prefix), data)


def overwrite(data: bytes, prefix: int = 24) -> bytes:
    """Like `shorten`, but of the same length."""
    if any(code in data for code in _CODES):
        data = _decoded(data, prefix, pad=True)
    if prefix == 24:
        return _FAST.sub(lambda match: match[1] + b"0" * (match.end() - match.end(1)), data)
    return ADDRESS.sub(lambda match: masked(match[0], prefix, pad=True), data)


def _decoded(data: bytes, prefix: int, *, pad: bool) -> bytes:
    """Addresses with encoded dots; each dot keeps its spelling."""

    def new(match: re.Match[bytes]) -> bytes:
        points = [*_POINTS.findall(match[0]), b""]
        octets = masked(_POINTS.sub(b".", match[0]), prefix, pad=pad).split(b".")
        return b"".join(octet + point for octet, point in zip(octets, points, strict=True))

    return _CODED.sub(new, data)


def after_each(pattern: re.Pattern[bytes], data: bytes, new: bytes) -> bytes:
    """Replace what a pattern finds by its one group and `new`; list slices are faster than a template."""
    parts = pattern.split(data)
    if len(parts) == 1:
        return data
    whole = [new] * (len(parts) // 2 * 3 + 1)
    whole[0::3], whole[1::3] = parts[0::2], parts[1::2]
    return b"".join(whole)


def masked(address: bytes, prefix: int, *, pad: bool = False) -> bytes:
    """One dotted address cut to `prefix` bits; octets that do not change keep their spelling."""
    return b".".join(_octet(text, min(8, max(0, prefix - 8 * place)), pad) for place, text in enumerate(address.split(b".")))


def _octet(text: bytes, bits: int, pad: bool) -> bytes:
    value = int(text)
    kept = value & (0xFF00 >> bits)
    if kept == value:
        return text
    return b"%d" % kept if not pad else (b"%d" % kept).zfill(len(text))
