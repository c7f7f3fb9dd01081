"""Keyed digests: whether a value is on a list that keeps HMAC-SHA-256 (RFC 2104) of its values instead of them.

Law: pure; the key is an argument and is in no result. A key in an environment variable is text; where that text is also
hexadecimal or Base64, programs differ in whether they use the text or the bytes that it writes, so each reading is tried:
a wrong reading cannot meet the list by chance. Digests are compared in hexadecimal, in any letter case.

Example: `on_list(["a@b.example"], {"8f…"}, "secret")` gives those of the values whose digest is among "8f…".
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Collection, Iterable


def on_list(values: Iterable[str], digests: Collection[str], secret: str) -> set[str]:
    """The values whose keyed digest is among `digests`."""
    known = {digest.strip().lower() for digest in digests}
    keys = readings(secret)
    return {value for value in values if any(keyed_digest(value, key) in known for key in keys)}


def keyed_digest(value: str, key: bytes) -> str:
    """HMAC-SHA-256 of the value as 64 hexadecimal digits."""
    return hmac.digest(key, value.encode("utf-8", "surrogateescape"), "sha256").hex()


def readings(secret: str) -> tuple[bytes, ...]:
    """The bytes that the text of a key can stand for: itself, hexadecimal, Base64."""
    found = [secret.encode("utf-8", "surrogateescape")]
    for decode in (bytes.fromhex, _base64):
        try:
            found.append(decode(secret))
        except ValueError:
            continue
    return tuple(dict.fromkeys(key for key in found if key))


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
