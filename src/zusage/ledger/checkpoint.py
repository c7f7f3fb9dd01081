"""Checkpoint: a signed tree head, written as a signed note that a person can read, print and compare.

Law: the text has four lines (origin, number of entries, root in Base64, `time` and moment), an empty line, and one line per
signature: `— name base64(key id || Ed25519 signature over the text)`. The form is that of transparency logs (C2SP
tlog-checkpoint and signed-note), so other tools can read it. Whoever holds an older note can show that the ledger was cut
or rewritten since; whoever holds the signing key can sign anything: a note is as good as the place its copy lies in.
`cryptography` is imported only when something is signed or a signature is checked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime

from zusage.ledger.entry import moment_text

_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger `origin` had `size` entries under `root` at `at`."""

    origin: str
    size: int
    root: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Signer:
    """A signing key: its name (the origin of the ledger) and the 32 secret bytes; never printed."""

    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"

    def verifier(self) -> str:
        """The public half as `name+key id+base64`, the form of signed notes."""
        public = _public(self.seed)
        return f"{self.name}+{_key_id(self.name, public).hex()}+{_base64(bytes([1]) + public)}"

    def sign(self, text: str) -> str:
        """`text` (ending with a line break) as a signed note."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{text}\n{_DASH}{self.name} {_base64(_key_id(self.name, _public(self.seed)) + signature)}\n"


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """The four lines that are signed."""
    moment = moment_text(checkpoint.at)
    return f"{checkpoint.origin}\n{checkpoint.size}\n{_base64(checkpoint.root)}\ntime {moment}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """The tree head that a note states, its signature unchecked; ValueError when it is none."""
    lines = note.split("\n\n", 1)[0].split("\n")
    if len(lines) != 4 or not lines[1].isdecimal() or not lines[3].startswith("time "):
        raise ValueError("this is no checkpoint")
    return Checkpoint(lines[0], int(lines[1]), _bytes(lines[2]), datetime.fromisoformat(lines[3][5:]))


def signed_by(note: str, verifier: str) -> bool:
    """Whether `note` bears a valid signature of the key `verifier`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    text, found, signatures = note.partition("\n\n")
    name, key_id, public = _read_verifier(verifier)
    for line in signatures.split("\n") if found else ():
        parts = line.removeprefix(_DASH).split(" ")
        if not line.startswith(_DASH) or len(parts) != 2 or parts[0] != name:
            continue
        try:
            blob = _bytes(parts[1])
            if blob[:4] == key_id:
                Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], f"{text}\n".encode())
                return True
        except (InvalidSignature, ValueError):
            continue
    return False


def _read_verifier(verifier: str) -> tuple[str, bytes, bytes]:
    name, _, rest = verifier.partition("+")
    key_id, _, blob = rest.partition("+")
    public = _bytes(blob)
    if public[:1] != b"\1" or len(public) != 33 or _key_id(name, public[1:]).hex() != key_id:
        raise ValueError("this is no Ed25519 verifier key")
    return name, bytes.fromhex(key_id), public[1:]


def _public(seed: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n\1" + public).digest()[:4]


def _base64(blob: bytes) -> str:
    return base64.b64encode(blob).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("this is no Base64") from error
