"""Canonical encoding and digests: the same value gives the same bytes on every machine and for ever.

Law: JSON (RFC 8259) with sorted keys, no blanks, UTF-8 without escapes for printable characters; dataclasses become
objects of their non-None fields plus `"is"` with the class name; enums their value; dates ISO 8601 (instants in UTC
with `Z`); mappings need text keys; floats are refused. `docs/spec/encoding.md` holds the vectors.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from json import encoder
from typing import Any

_TEXT = frozenset({str})
_ATOMS = frozenset({str, int, bool, type(None)})
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _writer() -> Callable[[Any], str]:
    """How plain data are written: `json` builds its C encoder anew for each call, so one is kept where there is one."""
    make: Any = getattr(encoder, "c_make_encoder", None)
    try:
        parts = make(None, _ENCODER.default, encoder.encode_basestring, None, ":", ",", True, False, False)
        if "".join(parts({"b": [1], "a": "\u00e4"}, 0)) == _ENCODER.encode({"b": [1], "a": "\u00e4"}):
            return lambda value: "".join(parts(value, 0))
    except (TypeError, ValueError):
        pass
    return _ENCODER.encode


_write = _writer()


def _is_plain(value: Any) -> bool:
    """Whether `value` is plain already: dictionaries with text keys, lists and atoms of exactly these types."""
    kind = type(value)
    if kind in _ATOMS:
        return True
    if kind is dict:
        return {type(key) for key in value} <= _TEXT and (
            {type(item) for item in value.values()} <= _ATOMS or all(map(_is_plain, value.values()))
        )
    return kind is list and all(map(_is_plain, value))


def plain(value: Any) -> Any:
    """`value` as plain JSON data; raises TypeError for what has no canonical form."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind in _FIELDS:
        return _record(value)
    if kind is tuple:
        return [item if type(item) in _ATOMS else plain(item) for item in value]
    if kind is dict:
        return {_key(key): item if type(item) in _ATOMS else plain(item) for key, item in value.items()}
    if isinstance(value, int | str) and not isinstance(value, Enum):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((plain(item) for item in value), key=encode)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def encode(value: Any) -> bytes:
    """The canonical bytes of `value`."""
    return _write(value if _is_plain(value) else plain(value)).encode()


def digest(value: Any) -> str:
    """SHA-256 over the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(encode(value)).hexdigest()


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        return value.isoformat()
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


_FIELDS: dict[type, tuple[str, ...]] = {}
"""The fields of a class that are encoded; a class never changes them, and asking costs more than reading them."""


def _record(value: Any) -> dict[str, Any]:
    kind = type(value)
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = tuple(f.name for f in dataclasses.fields(value) if f.metadata.get("digest", True))
    told: dict[str, Any] = {"is": kind.__name__}
    for name in names:
        if (item := getattr(value, name)) is not None:
            told[name] = item if type(item) in _ATOMS else plain(item)
    return told


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError("canonical mappings have text keys")
    return key
