"""Vault: small private values that can be forgotten: reasons and rows of holds, names behind roles.

Law: a file of its own; each value is encrypted (AES-256-GCM, bound to its kind and id) with the key file; what is deleted
is overwritten in the file (`secure_delete`, no write-ahead log). Kinds and ids are readable, so they name nobody. Copies
in backups of the file live until those are gone. `cryptography` is imported with the first value, not before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zusage.adapters.store.sqlite import SqliteDatabase
from zusage.model.canonical import encode
from zusage.model.errors import IntegrityError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class EncryptedVault:
    """The vault in one SQLite file."""

    def __init__(self, file: Path, key: Callable[[], bytes]) -> None:
        self._database = SqliteDatabase(file, "vault", "delete")
        self._key = key
        self._opened: AESGCM | None = None
        if os.name == "posix":
            file.chmod(0o600)

    def put(self, kind: str, id: str, value: Mapping[str, Any]) -> None:
        """Store or replace a value."""
        nonce = os.urandom(12)
        sealed = self._cipher().encrypt(nonce, encode(value), _bound(kind, id))
        with self._database.write() as writing:
            writing.execute("DELETE FROM item WHERE kind = ? AND id = ?", (kind, id))
            values = (kind, id, nonce, sealed)
            writing.execute("INSERT INTO item (kind, id, nonce, sealed) VALUES (?, ?, ?, ?)", values)

    def get(self, kind: str, id: str) -> Mapping[str, Any] | None:
        """The value, or None."""
        rows = self._database.query("SELECT nonce, sealed FROM item WHERE kind = ? AND id = ?", (kind, id))
        return self._open(kind, id, *rows[0]) if rows else None

    def all(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Ids and values of a kind, in order of id."""
        for id, nonce, sealed in self._database.query(
            "SELECT id, nonce, sealed FROM item WHERE kind = ? ORDER BY id", (kind,)
        ):
            yield id, self._open(kind, id, nonce, sealed)

    def delete(self, kind: str, id: str) -> bool:
        """Forget a value; False when there was none."""
        with self._database.write() as writing:
            return writing.execute("DELETE FROM item WHERE kind = ? AND id = ?", (kind, id)) == 1

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def _cipher(self) -> AESGCM:
        if self._opened is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            self._opened = AESGCM(self._key())
        return self._opened

    def _open(self, kind: str, id: str, nonce: bytes, sealed: bytes) -> Mapping[str, Any]:
        from cryptography.exceptions import InvalidTag

        try:
            value: Mapping[str, Any] = json.loads(self._cipher().decrypt(nonce, sealed, _bound(kind, id)))
        except InvalidTag as error:
            raise IntegrityError("ZE702", reason="vault") from error
        return value


def _bound(kind: str, id: str) -> bytes:
    return encode([kind, id])
