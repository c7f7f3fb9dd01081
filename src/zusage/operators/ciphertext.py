"""Encrypted values: recognises the outer form of ciphertexts; it cannot know whether a key exists or is any good.

Law: `fernet` is a token of version 0x80 of whole AES blocks; `age_file` is the head of an age file, binary or armoured;
`encrypted` is any of these, a text with a known `enc:`-like prefix followed by base64, or a Vault/JWE/PGP envelope.
A URL, a name or readable text is never `encrypted`. Example: the head `age-encryption.org/v1` is `age_file`.
"""

from __future__ import annotations

import base64
import binascii
import re

from zusage.operators.trait import recogniser

TRAITS = tuple(recogniser(name) for name in ("fernet", "age_file", "encrypted"))

AGE_HEAD = "age-encryption.org/v1"
AGE_ARMOUR = "-----BEGIN AGE ENCRYPTED FILE-----"
_FERNET = re.compile(r"gAAAAA[A-Za-z0-9_-]+={0,2}")
_PREFIXED = re.compile(
    r"(?:enc|encrypted|aes|aesgcm|secretbox|age|fernet|ENC\[?)(?::v?\d+)?:(?:[A-Za-z0-9+/_:.-]{16,}={0,2})\]?"
)
_VAULT = re.compile(r"vault:v\d+:[A-Za-z0-9+/]{16,}={0,2}")
_JWE = re.compile(r"eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){4}")
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")


def is_fernet(value: str) -> bool:
    """A Fernet token: version, time, IV, whole blocks of ciphertext, HMAC."""
    if _FERNET.fullmatch(value) is None:
        return False
    try:
        raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except (binascii.Error, ValueError):
        return False
    return len(raw) >= 73 and (len(raw) - 57) % 16 == 0 and raw[0] == 0x80


def is_age_file(value: str) -> bool:
    """The text starts like an age file (pass the head of a file decoded as Latin-1)."""
    return value.startswith((AGE_HEAD, AGE_ARMOUR))


def is_encrypted(value: str) -> bool:
    """A ciphertext by its outer form."""
    return (
        is_fernet(value)
        or is_age_file(value)
        or value.startswith("-----BEGIN PGP MESSAGE-----")
        or any(form.fullmatch(value) for form in (_PREFIXED, _VAULT, _JWE))
        or _is_token(value)
    )


def _is_token(value: str) -> bool:
    """Long base64 of mixed letters and digits that decodes to bytes which are not readable text."""
    if _TOKEN.fullmatch(value) is None or not _is_mixed(value):
        return False
    text = value.translate(str.maketrans("-_", "+/"))
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    return sum(1 for byte in raw if byte < 32 or byte > 126) * 4 > len(raw)


def _is_mixed(value: str) -> bool:
    """Random base64 has two letters in five small, two capital, one digit in six; words have mostly small letters."""
    small, capital, digit = (sum(map(test, value)) / len(value) for test in (str.islower, str.isupper, str.isdigit))
    return 0.15 < small < 0.65 and 0.15 < capital < 0.65 and 0.02 < digit < 0.4
