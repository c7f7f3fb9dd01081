"""Stored passwords: recognises salted, slow hashes by their published encodings, and fast hashes without salt.

Law: `argon2`, `bcrypt`, `scrypt`, `pbkdf2_sha256` accept the encodings of PHC strings, crypt(3) and Django and nothing
shorter; a plain password is none of them. `unsalted_hash` is 32, 40, 56, 64, 96 or 128 hexadecimal digits.
Example: `$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA` is argon2.
"""

from __future__ import annotations

import re

from zusage.operators.trait import recogniser

TRAITS = tuple(recogniser(name) for name in ("argon2", "bcrypt", "scrypt", "pbkdf2_sha256", "unsalted_hash", "sha256_hex"))

_B64 = r"[A-Za-z0-9+/.=_-]"
_ARGON2 = re.compile(rf"(?:argon2)?\$argon2(?:id|i|d)\$(?:v=\d+\$)?m=\d+,t=\d+,p=\d+\${_B64}{{8,}}\${_B64}{{16,}}")
_BCRYPT = re.compile(r"(?:bcrypt(?:_sha256)?\$)?\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}")
_SCRYPT = re.compile(
    rf"scrypt\$[^$]{{8,}}\$\d+\$\d+\$\d+\${_B64}{{32,}}|\$scrypt\$ln=\d+,r=\d+,p=\d+\${_B64}{{8,}}\${_B64}{{16,}}"
    rf"|scrypt:\d+:\d+:\d+\$[^$]{{8,}}\$[0-9a-f]{{64,}}|\$7\$[./A-Za-z0-9]{{20,}}\$?[./A-Za-z0-9]*"
)
_PBKDF2 = re.compile(
    rf"pbkdf2_sha256\$\d+\$[^$]{{8,}}\${_B64}{{43,44}}|\$pbkdf2-sha256\$(?:i=)?\d+(?:,l=\d+)?\${_B64}{{8,}}\${_B64}{{40,}}"
    rf"|pbkdf2:sha256:\d+\$[^$]{{8,}}\$[0-9a-f]{{64}}"
)
_UNSALTED = re.compile(
    r"(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})"
)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


def is_argon2(value: str) -> bool:
    """An argon2 PHC string, also with Django's prefix."""
    return _ARGON2.fullmatch(value) is not None


def is_bcrypt(value: str) -> bool:
    """A bcrypt string, also with Django's prefix."""
    return _BCRYPT.fullmatch(value) is not None


def is_scrypt(value: str) -> bool:
    """A scrypt string of Django, Werkzeug, PHC or crypt(3)."""
    return _SCRYPT.fullmatch(value) is not None


def is_pbkdf2_sha256(value: str) -> bool:
    """A PBKDF2-SHA256 string of Django, passlib or Werkzeug."""
    return _PBKDF2.fullmatch(value) is not None


def is_unsalted_hash(value: str) -> bool:
    """Bare hexadecimal digits as long as MD5, SHA-1 or a SHA-2 digest."""
    return _UNSALTED.fullmatch(value) is not None


def is_sha256_hex(value: str) -> bool:
    """64 hexadecimal digits."""
    return _SHA256.fullmatch(value) is not None
