"""Keys: ending an encrypted copy by destroying the key that only it has.

Law: the key of `NAME` is the file `NAME.key` in the folder of keys (or the one that the manifest names). It is ended when
our mark `….ended` lies beside where the key was and the key is gone; a key that only is not there proves nothing, for a
folder may not be mounted. When a key comes back from a backup, the copy is not ended any more, and due again. A file that
does not begin as an encrypted file does is never ended this way. The bytes of a key are overwritten before its name is
removed; what a file system, a disk or a copy of the keys still holds is not reached: the level is `unreadable`.
"""

from __future__ import annotations

import os
from pathlib import Path

from zusage.adapters.connectors.durable import sync_folder
from zusage.adapters.connectors.files.folder import inside

ENDED = ".ended"
_AGE = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_PGP = b"-----BEGIN PGP MESSAGE-----"
_SALTED = b"Salted__"


def key_of(folder: Path, name: str) -> Path:
    """Where the key of a file lies; ConnectorError ZE616 for a name that leads elsewhere."""
    return inside(folder, f"{name}.key")


def is_ended(key: Path) -> bool:
    """Whether we have destroyed this key, and it has not come back."""
    return mark_of(key).is_file() and not key.exists()


def mark_of(key: Path) -> Path:
    """What says that the key was destroyed on purpose."""
    return key.with_name(f"{key.name}{ENDED}")


def is_encrypted(file: Path) -> bool:
    """Whether the file begins as age, OpenPGP or `openssl enc` begin."""
    with file.open("rb") as raw:
        head = raw.read(64)
    if file.suffix == ".age":
        return head.startswith(_AGE)
    if file.suffix in (".gpg", ".pgp"):
        return head.startswith(_PGP) or (bool(head) and head[0] in (0x84, 0x85, 0x8C, 0xC1, 0xC3))
    return file.suffix == ".enc" and head.startswith(_SALTED)


def destroy(key: Path) -> None:
    """Overwrite, mark, remove; a crash in between leaves a key that is still there, or one that is gone and marked."""
    if not key.is_file() or key.is_symlink():
        raise FileNotFoundError
    mark = mark_of(key)
    with mark.open("wb") as out:
        out.write(b"ended\n")
        os.fsync(out.fileno())
    sync_folder(key.parent)
    with key.open("r+b") as raw:
        raw.write(os.urandom(max(1, key.stat().st_size)))
        raw.flush()
        os.fsync(raw.fileno())
    key.unlink()
    sync_folder(key.parent)
