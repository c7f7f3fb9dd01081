"""Key file: the two secrets of our own state, for signing checkpoints and for the vault.

Law: created once with a new state, readable by its owner only (mode 0600), never overwritten. A missing, readable-by-others
or malformed key file is IntegrityError ZE702: a new key would make old values unreadable and old notes unverifiable.
"""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from zusage.model.errors import IntegrityError

_FIRST = "zusage-key 1"


@dataclass(frozen=True, slots=True)
class Keys:
    """32 bytes each; never printed."""

    signing: bytes
    vault: bytes

    def __repr__(self) -> str:
        return "Keys(…)"


def create_keys(file: Path) -> None:
    """Write a new key file unless there is one; complete or not there at all, also after a crash."""
    if file.exists():
        return
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, f"{_FIRST}\nsigning {secrets.token_hex(32)}\nvault {secrets.token_hex(32)}\n".encode())
        os.fsync(handle)
        file.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        os.close(handle)
        draft.unlink()


def read_keys(file: Path) -> Keys:
    """The secrets; IntegrityError ZE702 with the reason `missing`, `open` or `malformed`."""
    try:
        text, mode = file.read_text(encoding="ascii"), stat.S_IMODE(file.stat().st_mode)
    except FileNotFoundError as error:
        raise IntegrityError("ZE702", reason="missing") from error
    except (OSError, UnicodeDecodeError) as error:
        raise IntegrityError("ZE702", reason="malformed") from error
    if os.name == "posix" and mode & 0o077:
        raise IntegrityError("ZE702", reason="open")
    lines = [line.split(" ") for line in text.splitlines()]
    try:
        (_, signing), (_, vault) = lines[1:]
        keys = Keys(bytes.fromhex(signing), bytes.fromhex(vault))
    except ValueError as error:
        raise IntegrityError("ZE702", reason="malformed") from error
    if not text.startswith(_FIRST) or len(keys.signing) != 32 or len(keys.vault) != 32:
        raise IntegrityError("ZE702", reason="malformed")
    return keys
