"""Mark: what a pseudonym looks like, so that a second run knows it again without key and without memory.

Law: a text mark is `zs_`, lower-case base32 (RFC 4648) and four hexadecimal digits, the checksum of what stands
before: a value that merely looks alike is not taken for one. A UUID mark has version 8 (RFC 9562) and sixteen bits of
checksum. Both are made so that a database can tell them by SHA-256 alone. The shortest text mark is sixteen
characters; a narrower column cannot hold one. Example: `zs_k7f2m6qj3a5xw4tb2hcg` in a column of 23 characters or
more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

PREFIX = "zs_"
SHORTEST, LONGEST = 16, 35
_CHECK = 4
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz234567")
_VERSION = 8


def fits(length: int | None) -> bool:
    """Whether a column of that length can hold a mark."""
    return length is None or length >= SHORTEST


def text_mark(value: str, key: bytes, length: int | None) -> str:
    """The pseudonym of a text under a key, at most `length` characters long."""
    width = min(LONGEST, length or LONGEST) - len(PREFIX) - _CHECK
    body = _base32(_keyed(value, key))[:width]
    return PREFIX + body + _checksum(body)


def uuid_mark(value: str, key: bytes) -> uuid.UUID:
    """The pseudonym of a UUID under a key."""
    data = bytearray(_keyed(value, key)[:16])
    data[6], data[8] = (data[6] & 0x0F) | (_VERSION << 4), (data[8] & 0x3F) | 0x80
    data[14:] = hashlib.sha256(bytes(data[:14])).digest()[:2]
    return uuid.UUID(bytes=bytes(data))


def is_mark(value: object) -> bool:
    """Whether a value is a pseudonym that one of these made, under whatever key."""
    if isinstance(value, uuid.UUID):
        return _is_uuid_mark(value)
    if not isinstance(value, str) or not SHORTEST <= len(value) <= LONGEST or not value.startswith(PREFIX):
        return _is_written_uuid(value)
    body, check = value[len(PREFIX) : -_CHECK], value[-_CHECK:]
    return set(body) <= _LETTERS and check == _checksum(body)


def _is_written_uuid(value: object) -> bool:
    if not isinstance(value, str) or len(value) not in (32, 36):
        return False
    try:
        return _is_uuid_mark(uuid.UUID(value))
    except ValueError:
        return False


def _is_uuid_mark(value: uuid.UUID) -> bool:
    data = value.bytes
    return data[6] >> 4 == _VERSION and data[14:] == hashlib.sha256(data[:14]).digest()[:2]


def _keyed(value: str, key: bytes) -> bytes:
    if len(key) < 16:
        raise ValueError("a pseudonym needs a key of at least 16 bytes")
    return hmac.digest(key, value.encode("utf-8", "surrogateescape"), "sha256")


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:_CHECK]


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
