"""Quarantine: what a run deleted and can still put back, as files that are encrypted with a key of their own.

Law: one folder for each run and target, one file for each batch, named by digests, mode 0600, durable (file and folder) when
`keep` returns. Contents are pieces of canonical JSON, each sealed with AES-256-GCM and bound to run, target, act, number and
its place; the last piece holds the counts, so a file that was cut is damaged, never shorter. Who destroys the key in the
vault has destroyed the rows. Pieces are read from the last to the first: children are written before their parents.

    quarantine/3f9a…/71cc….rows
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from zusage.model.canonical import encode
from zusage.plan.connector import Columns
from zusage.plan.target import TargetId

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FOLDER, END = "quarantine", ".rows"
_FIRST = b"zusage-quarantine 1\n"
_LENGTH = struct.Struct(">I")
_NONCE = 12


class StoredQuarantine:
    """The files of one run and target; fulfils `zusage.plan.connector.Quarantine`."""

    def __init__(self, state: Path, run: str, target: TargetId, key: bytes) -> None:
        self.folder = state / FOLDER / _name(run, str(target))
        self._bound, self._key = (run, str(target)), key
        self.taken: dict[str, list[dict[str, Any]]] = {}

    def draft(self, act: str, number: int) -> StoredDraft:
        """Begin a batch."""
        return StoredDraft(self.file(act, number), self._cipher(), (*self._bound, act, number))

    def read(self, act: str, number: int) -> Iterator[tuple[str, Columns, Sequence[Sequence[Any]]]]:
        """The pieces of a batch from the last to the first; raises LookupError."""
        cipher, bound, file = self._cipher(), (*self._bound, act, number), self.file(act, number)
        places = _places(file)
        _open(file, cipher, bound, len(places) - 1, places[-1], last=True)
        for index in reversed(range(len(places) - 1)):
            piece = _open(file, cipher, bound, index, places[index], last=False)
            yield piece["table"], [(name, kind) for name, kind in piece["columns"]], piece["rows"]

    def counts(self, act: str, number: int) -> Mapping[str, int] | None:
        """Rows per table, or None where nothing was set aside."""
        file = self.file(act, number)
        if not file.exists():
            return None
        places = _places(file)
        found: dict[str, int] = _open(
            file, self._cipher(), (*self._bound, act, number), len(places) - 1, places[-1], last=True
        )
        return found

    def file(self, act: str, number: int) -> Path:
        """Where a batch lies."""
        return self.folder / (_name(*self._bound, act, str(number)) + END)

    def files(self) -> frozenset[Path]:
        """Everything that lies in the folder, drafts included."""
        return frozenset(self.folder.iterdir()) if self.folder.is_dir() else frozenset()

    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key)


class StoredDraft:
    """One batch on its way to the disk; fulfils `zusage.plan.connector.Draft`."""

    def __init__(self, file: Path, cipher: AESGCM, bound: tuple[Any, ...]) -> None:
        self._file, self._cipher, self._bound = file, cipher, bound
        self._draft = file.with_suffix(".new")
        self._open: BinaryIO | None = None
        self._index, self._counts = 0, dict[str, int]()

    def write(self, table: str, columns: Columns, rows: Sequence[Sequence[Any]]) -> None:
        """Seal one piece."""
        self._seal({"table": table, "columns": [list(column) for column in columns], "rows": rows}, last=False)
        self._counts[table] = self._counts.get(table, 0) + len(rows)

    def keep(self) -> None:
        """Durable under its name; an empty batch leaves no file, and none of an earlier attempt."""
        if self._open is None:
            if self._file.exists():
                self._file.unlink()
                _sync(self._file.parent)
            return
        self._seal(self._counts, last=True)
        with self._open as handle:
            handle.flush()
            os.fsync(handle.fileno())
        self._draft.replace(self._file)
        _sync(self._file.parent)
        self._open = None

    def drop(self) -> None:
        """Forget the draft."""
        if self._open is not None:
            self._open.close()
            self._draft.unlink(missing_ok=True)
            self._open = None

    def _seal(self, piece: Any, *, last: bool) -> None:
        if self._open is None:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._open = os.fdopen(os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
            self._open.write(_FIRST)
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, encode(piece), encode([*self._bound, self._index, last]))
        self._open.write(_LENGTH.pack(len(sealed)) + sealed)
        self._index += 1


def remove_folder(state: Path, run: str, target: TargetId) -> None:
    """Remove the files of a run and target; without their key they are noise already."""
    folder = state / FOLDER / _name(run, str(target))
    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        _sync(folder.parent)


def folders(state: Path) -> Iterator[Path]:
    """All folders of runs and targets that are there."""
    root = state / FOLDER
    yield from sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else ()


def folder_name(run: str, target: TargetId) -> str:
    """How the folder of a run and target is named."""
    return _name(run, str(target))


def _places(file: Path) -> list[tuple[int, int]]:
    """Offset and length of every piece; raises LookupError."""
    found: list[tuple[int, int]] = []
    try:
        size = file.stat().st_size
        with file.open("rb") as handle:
            if handle.read(len(_FIRST)) != _FIRST:
                raise LookupError("damaged")
            while len(head := handle.read(_LENGTH.size)) == _LENGTH.size:
                (length,) = _LENGTH.unpack(head)
                found.append((handle.tell(), length))
                if handle.seek(length, os.SEEK_CUR) > size:
                    raise LookupError("damaged")
    except OSError as error:
        raise LookupError("missing") from error
    if not found:
        raise LookupError("damaged")
    return found


def _open(file: Path, cipher: AESGCM, bound: tuple[Any, ...], index: int, place: tuple[int, int], *, last: bool) -> Any:
    from cryptography.exceptions import InvalidTag

    with file.open("rb") as handle:
        handle.seek(place[0])
        sealed = handle.read(place[1])
    try:
        return json.loads(cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], encode([*bound, index, last])))
    except (InvalidTag, ValueError) as error:
        raise LookupError("damaged") from error


def _name(*parts: str) -> str:
    return hashlib.sha256(encode(list(parts))).hexdigest()[:40]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
