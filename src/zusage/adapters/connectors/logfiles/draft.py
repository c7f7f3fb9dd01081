"""Draft: the successor of a log file, written beside it before anything is changed.

Law: holds the same bytes except that due lines are left out or shortened; lines keep their order; an archive stays one.
`changed` counts lines that are really left out or really different. The draft is complete and synced when `write` returns.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from operator import ne
from pathlib import Path
from typing import IO

from zusage.adapters.connectors.logfiles.scan import Scan, pieces
from zusage.adapters.connectors.logfiles.source import LogFile
from zusage.adapters.logstream import codec

Change = Callable[[bytes], bytes]


@dataclass(slots=True)
class Draft:
    """Digest and size of the new content, how many lines differ, and the inode of the draft (0: not written)."""

    digest: str
    size: int
    changed: int
    inode: int = 0


def write(file: LogFile, raw: IO[bytes], found: Scan, change: Change | None, path: Path) -> Draft:
    """Write the successor to `path`; `change` None leaves due lines out."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as out:
        with codec.writer(file.kind, out) as stream:
            draft = _copy(file, raw, found, change, stream.write)
        out.flush()
        os.fsync(out.fileno())
        draft.inode = os.fstat(out.fileno()).st_ino
    return draft


def imagine(file: LogFile, raw: IO[bytes], found: Scan, change: Change) -> Draft:
    """What `write` would give, without writing."""
    return _copy(file, raw, found, change, len)


def _copy(file: LogFile, raw: IO[bytes], found: Scan, change: Change | None, put: Callable[[bytes], int]) -> Draft:
    total, draft = hashlib.sha256(), Draft("", 0, 0)
    for piece, due in pieces(file, raw, found):
        new = _new(piece, change, draft) if due else piece
        total.update(new)
        draft.size += len(new)
        put(new)
    draft.digest = total.hexdigest()
    return draft


def _new(piece: bytes, change: Change | None, draft: Draft) -> bytes:
    if change is None:
        draft.changed += piece.count(b"\n") + (not piece.endswith(b"\n"))
        return b""
    new = change(piece)
    if new != piece:
        draft.changed += sum(map(ne, piece.split(b"\n"), new.split(b"\n")))
    return new
