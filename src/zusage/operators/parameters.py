"""Named values inside any bytes: query parameters, `key=value` words and fields of JSON lose their value.

Law: the value of a given name becomes `-`, everything else stays; names are compared without regard to letter case and
must stand behind a border (`?`, `&`, a quote, a blank, also percent-encoded). A value goes to the next `&`, blank or
quote; in doubt too much goes. Values that are empty or nothing but `-` stay, so it is idempotent; with `pad` the length
stays. Arrays in JSON go as a whole if they hold no objects; the fields of an object are judged by their own names.
Example: `?q=heart+attack&p=2` becomes `?q=-&p=2`. `keys` takes fields of JSON only.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from zusage.operators.trait import Trait

TRAITS = (Trait("parameters", "shortens", keeps_unique=False, length="any"),)

_BORDER = re.compile(
    rb"(?:^|[^A-Za-z0-9_.\-%\\]|%(?:25)*(?:2[0-9A-Fa-f]|3[A-Fa-f]|0[ADad])|\\u00(?:2[0-9A-Fa-f]|3[A-Fa-f])|\\[\"nrtx]|\\x22)\Z"
)
_INDEX = rb"(?:\[[^\]\s&=]*\]|%(?:25)*5[Bb][^\s&=%]*%(?:25)*5[Dd])*"
_PLAIN = re.compile(_INDEX + rb"=(\"(?:[^\"\\\n]|\\[^\n])*\"|'[^'\"&\n]*'|(?:[^&\s\"\\]|\\[^\"\n])+)")
_CODED = re.compile(
    _INDEX + rb"(?:%(?:25)*3[Dd]|\\u003[Dd])((?:[^&\s\"\\%]|%(?!(?:25)*(?:26|23|20|22|0[ADad]))|\\(?!u0026)[^\"\n])+)"
)
_FIELD = re.compile(
    rb"\\?\"[ \t]*:[ \t]*"
    rb"(\\\"(?:[^\"\\\n]|\\[^\"\n])*\\\"|\"(?:[^\"\\\n]|\\[^\n])*\"?|\[[^\[\]{}\n]*\]|-?[0-9][^,}\]\s]*|true|false)"
)
_KEYS = (b'"', b'\\"')
_ENDS = (b"=", b"%", b"[", b"\\u003", b'"', b'\\"')

Span = tuple[int, int, bool]


def remove(data: bytes, names: tuple[bytes, ...], *, pad: bool = False, keys: bool = False) -> bytes:
    """`data` without the values of these names."""
    spans = sorted(_spans(data, names, keys))
    parts: list[bytes] = []
    end = 0
    for start, stop, field in spans:
        if start >= end:
            parts += (data[end:start], _new(data[start:stop], field, pad))
            end = stop
    return data if not parts else b"".join((*parts, data[end:]))


def _new(old: bytes, field: bool, pad: bool) -> bytes:
    """What a value becomes; JSON stays JSON."""
    quote = b'\\"' if old.startswith(b'\\"') else b'"' if old.startswith(b'"') else b""
    if not pad:
        return quote + b"-" + quote if quote else b'"-"' if field else b"-"
    if field and not quote:
        return b"0".rjust(len(old))
    edge = quote if len(old) >= 2 * len(quote) and old.endswith(quote) else b""
    return edge + b"-" * (len(old) - 2 * len(edge)) + edge


def _spans(data: bytes, names: tuple[bytes, ...], keys: bool) -> set[Span]:
    lowered = data.lower()
    found: set[Span] = set()
    for name in names:
        for end in _ENDS:
            if keys and end not in _KEYS:
                continue
            _search(data, lowered, name.lower(), end, found.add)
    return found


def _search(data: bytes, lowered: bytes, name: bytes, end: bytes, add: Callable[[Span], None]) -> None:
    at = lowered.find(name + end)
    while at >= 0:
        span = _value(data, at, at + len(name), end)
        if span is not None and not _is_empty(data[span[0] : span[1]], span[2]):
            add(span)
        at = lowered.find(name + end, at + 1 if span is None else max(at + 1, span[1]))


def _value(data: bytes, start: int, stop: int, end: bytes) -> Span | None:
    if end in _KEYS:
        match = _FIELD.match(data, stop) if data[start - 1 : start] == b'"' and start else None
    else:
        if start and _BORDER.search(data, max(0, start - 12), start) is None:
            return None
        match = _PLAIN.match(data, stop) or _CODED.match(data, stop)
    if match is None:
        return None
    field = end in _KEYS
    return match.start(1), match.end(1), field


def _is_empty(text: bytes, field: bool) -> bool:
    """Whether a value says nothing (any more)."""
    return not text.strip(b'\\"').strip(b"-") or (field and text in (b"0", b"[]"))
