"""Fernet tokens from a seed: the platform's encryption, but the same tokens for the same seed.

Law: the token can be read with the key by any Fernet implementation; initialisation vectors come from the dice, which is
fit for an example and for nothing else.
"""

from __future__ import annotations

import random
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime


def new_key(dice: random.Random) -> str:
    """A Fernet key."""
    return urlsafe_b64encode(dice.randbytes(32)).decode("ascii")


def seal(text: str, key: str, dice: random.Random, at: datetime) -> str:
    """The token of `text`."""
    from cryptography.hazmat.primitives import hashes, hmac, padding
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    secret = urlsafe_b64decode(key)
    vector = dice.randbytes(16)
    padder = padding.PKCS7(128).padder()
    clear = padder.update(text.encode()) + padder.finalize()
    encryptor = Cipher(algorithms.AES(secret[16:]), modes.CBC(vector)).encryptor()
    head = b"\x80" + int(at.replace(tzinfo=UTC).timestamp()).to_bytes(8, "big") + vector
    body = head + encryptor.update(clear) + encryptor.finalize()
    mac = hmac.HMAC(secret[:16], hashes.SHA256())
    mac.update(body)
    return urlsafe_b64encode(body + mac.finalize()).decode("ascii")
