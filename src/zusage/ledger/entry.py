"""Entry: one line of the ledger, chained to the line before it, and the bytes that are hashed.

Law: an entry's line is canonical JSON with the keys at, body, index, key, kind, previous in this order; `previous` is the
hash of the entry before (64 zeros for the first). The hash is the RFC 9162 leaf hash of the line, SHA-256(0x00 || line), so
one value serves the chain and the tree. `at` always has 27 characters, `kind` and `key` never hold a quote: two different
entries cannot give one line. The format never changes (`docs/spec/ledger.md`, `tests/vectors/ledger_v1.json`).

Not guaranteed here: that a body names no person; `zusage.ledger.kinds` builds bodies that do not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from zusage.model.canonical import encode

GENESIS = bytes(32)
_KIND = re.compile(r"[a-z][a-z_]{0,31}")
KEY = re.compile(r"[ !#-\[\]-~]{1,400}")
KEYS = re.compile(rf"(?:{KEY.pattern}\n)*+")

New = tuple[str, datetime, Mapping[str, Any], str | None]
"""What is handed to `Records.append`: kind, moment, body, idempotency key."""

Row = tuple[int, str, str, str | None, str, bytes]
"""An entry as stores keep it: index, moment, kind, key, canonical body, hash."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is read back; `hash` and `previous` are 32 bytes each."""

    index: int
    kind: str
    at: datetime
    body: Mapping[str, Any]
    key: str | None
    previous: bytes
    hash: bytes


@lru_cache(256)
def is_kind(text: str) -> bool:
    """Whether `text` can name a kind of entry: lower-case letters and underscores, at most 32."""
    return bool(_KIND.fullmatch(text))


def moment_text(at: datetime) -> str:
    """`at` in UTC with six digits of fraction and `Z`, always 27 characters."""
    if at.tzinfo is None:
        raise ValueError("a ledger entry needs a moment with time zone")
    return _utc_text(at if at.tzinfo is UTC else at.astimezone(UTC))


@lru_cache(64)
def _utc_text(at: datetime) -> str:
    """Kept only for UTC: elsewhere the two instants of a doubled hour compare equal."""
    return f"{at.isoformat(timespec='microseconds')[:26]}Z"


def line_text(index: int, at: str, kind: str, key: str | None, body: str, previous: bytes) -> str:
    """The line of an entry without line break; the arguments are texts as stored."""
    before = previous.hex()
    if key is None:
        return f'{{"at":"{at}","body":{body},"index":{index},"key":null,"kind":"{kind}","previous":"{before}"}}'
    return f'{{"at":"{at}","body":{body},"index":{index},"key":"{key}","kind":"{kind}","previous":"{before}"}}'


def line_hash(line: str) -> bytes:
    """The RFC 9162 leaf hash of a line; bytes that are no UTF-8 (damage) count as the bytes they are."""
    try:
        return sha256(b"\0" + line.encode()).digest()
    except UnicodeEncodeError:
        return sha256(b"\0" + line.encode(errors="surrogateescape")).digest()


def seal(new: New, index: int, previous: bytes) -> Row:
    """`new` as the row at `index` after the entry with hash `previous`; ValueError for what no entry may be."""
    kind, at, body, key = new
    if not is_kind(kind):
        raise ValueError(f"{kind!r} is no kind of ledger entry")
    if key is not None and not KEY.fullmatch(key):
        raise ValueError("a ledger key is printable ASCII without quote and backslash, at most 400 characters")
    if type(body) is not dict and not isinstance(body, Mapping):
        raise ValueError("the body of a ledger entry is a mapping")
    text, moment = encode(body).decode(), moment_text(at)
    return index, moment, kind, key, text, line_hash(line_text(index, moment, kind, key, text, previous))


def open_row(row: Row, previous: bytes) -> Entry:
    """The entry that a stored row holds; nothing is verified here."""
    index, at, kind, key, body, hash = row
    return Entry(index, kind, datetime.fromisoformat(at), json.loads(body), key, previous, bytes(hash))
