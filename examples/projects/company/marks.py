"""Values that identify nobody: hashes of passwords and links, numbers of visitors, addresses for documentation."""

from __future__ import annotations

import random
from base64 import b64encode

BROWSERS = ("Firefox 144", "Chrome 142", "Safari 18.6", "Edge 142")
DEVICES = ("Rechner", "Telefon", "Tablet")


def password_hash(dice: random.Random) -> str:
    """A password hash as Django stores it; the password behind it is unknown to everybody."""
    salt = b64encode(f"{dice.getrandbits(64):016x}".encode()).decode().rstrip("=")
    code = b64encode(dice.randbytes(32)).decode().rstrip("=")
    return f"argon2$argon2id$v=19$m=102400,t=2,p=8${salt}${code}"


def token_hash(dice: random.Random) -> str:
    """The SHA-256 of a link that nobody knows."""
    return dice.randbytes(32).hex()


def visitor_no(dice: random.Random) -> str:
    """A number for use and faults."""
    return dice.randbytes(16).hex()


def address(dice: random.Random) -> str:
    """An IP address from ranges for documentation."""
    return f"{dice.choice(('192.0.2', '198.51.100', '203.0.113'))}.{dice.randrange(1, 255)}"


def shortened(dice: random.Random) -> str:
    """The same without its last part."""
    return f"{dice.choice(('192.0.2', '198.51.100', '203.0.113'))}.0"
