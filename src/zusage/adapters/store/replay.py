"""Replay store: what is owed to people and was done, kept until no backup from before it is left.

Law: apart from ledger and vault, with a key file of its own (`replay.key`, 0600), so that it can be forgotten alone: with
SQLite a file of its own that overwrites what it deletes, with PostgreSQL a schema of its own (`zusage_replay`). Readable are
kind, target and moments; table, key and values are encrypted (AES-256-GCM, bound to the entry). The same thing told twice is
stored once. Numbers rise and never come back, also after entries have gone, so a store older than the ledger is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zusage.adapters.store.database import Database
from zusage.engine.replay import Owed, OwedKind
from zusage.ledger.entry import moment_text
from zusage.model.canonical import encode
from zusage.model.errors import IntegrityError
from zusage.plan.target import TargetId

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FIRST = "zusage-replay-key 1"
_COLUMNS = "number, id, kind, system, instance, at, settled, nonce, sealed"


class ReplayStore:
    """The replay store of one state."""

    def __init__(self, database: Database, key_file: Path) -> None:
        self._database, self._file = database, key_file
        self._key: bytes | None = None
        self._opened: AESGCM | None = None

    def put(self, owed: Owed) -> int:
        """Store one thing; returns its number, the old one when it is known already."""
        private = _private(owed)
        id = hmac.new(
            self._secret(), encode([owed.kind.value, str(owed.target), moment_text(owed.at), private]), hashlib.sha256
        )
        name, nonce = id.hexdigest()[:32], os.urandom(12)
        sealed = self._cipher().encrypt(nonce, encode(private), name.encode())
        with self._database.write() as writing:
            if known := writing.query("SELECT number FROM owed WHERE id = ?", (name,)):
                return int(known[0][0])
            writing.execute("UPDATE numbered SET last = last + 1 WHERE one = 1")
            number = int(writing.query("SELECT last FROM numbered")[0][0])
            where = (owed.target.system, owed.target.instance)
            settled = moment_text(owed.settled) if owed.settled is not None else None
            values = (number, name, owed.kind.value, *where, moment_text(owed.at), settled, nonce, sealed)
            writing.execute(f"INSERT INTO owed ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        return number

    def settle(self, numbers: Sequence[int], at: datetime) -> None:
        """These were done at that moment (the first time counts)."""
        with self._database.write() as writing:
            for number in numbers:
                values = (moment_text(at), number)
                writing.execute("UPDATE owed SET settled = ? WHERE number = ? AND settled IS NULL", values)

    def of(self, target: TargetId) -> Iterator[Owed]:
        """Everything owed on a target, in order. Raises IntegrityError ZE702 when the key does not fit."""
        sql = f"SELECT {_COLUMNS} FROM owed WHERE system = ? AND instance = ? ORDER BY number"
        for row in self._database.stream(sql, (target.system, target.instance)):
            yield self._owed(row)

    def targets(self, numbers: Sequence[int]) -> tuple[TargetId, ...]:
        """On which targets these things are owed."""
        found: dict[TargetId, None] = {}
        for number in numbers:
            for system, instance in self._database.query("SELECT system, instance FROM owed WHERE number = ?", (number,)):
                found[TargetId(str(system), str(instance))] = None
        return tuple(found)

    def counts(self) -> dict[tuple[TargetId, OwedKind], int]:
        """How much is kept, by target and kind; needs no key."""
        rows = self._database.query("SELECT system, instance, kind, count(*) FROM owed GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
        return {(TargetId(str(s), str(i)), OwedKind(str(kind))): int(count) for s, i, kind, count in rows}

    def waiting(self) -> int:
        """How many things were never reported as done: they are kept until they are."""
        return int(self._database.query("SELECT count(*) FROM owed WHERE settled IS NULL")[0][0])

    def last(self) -> int:
        """The highest number ever given."""
        return int(self._database.query("SELECT last FROM numbered")[0][0])

    def purge(self, system: str, before: datetime) -> int:
        """Forget what was settled on a system before a moment; returns how much."""
        with self._database.write() as writing:
            return writing.execute("DELETE FROM owed WHERE system = ? AND settled < ?", (system, moment_text(before)))

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    def _owed(self, row: tuple[Any, ...]) -> Owed:
        from cryptography.exceptions import InvalidTag

        number, id, kind, system, instance, at, settled, nonce, sealed = row
        try:
            private = json.loads(self._cipher().decrypt(bytes(nonce), bytes(sealed), str(id).encode()))
        except InvalidTag as error:
            raise IntegrityError("ZE702", reason="replay") from error
        return Owed(
            OwedKind(str(kind)),
            TargetId(str(system), str(instance)),
            str(private["table"]),
            _pairs(private["key"]),
            datetime.fromisoformat(str(at)),
            tuple((str(name), None if value is None else str(value)) for name, value in private["values"]),
            _pairs(private["witness"]),
            str(private["promise"]),
            bool(private["lifted"]),
            datetime.fromisoformat(str(settled)) if settled else None,
            int(number),
        )

    def _cipher(self) -> AESGCM:
        if self._opened is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            self._opened = AESGCM(self._secret())
        return self._opened

    def _secret(self) -> bytes:
        if self._key is None:
            if not self._file.exists():
                if self.last():
                    raise IntegrityError("ZE702", reason="replay.key missing")
                _create(self._file)
            self._key = _read(self._file)
        return self._key


def _private(owed: Owed) -> dict[str, Any]:
    return {
        "table": owed.table,
        "key": [list(pair) for pair in owed.key],
        "values": [list(pair) for pair in owed.values],
        "witness": [list(pair) for pair in owed.witness],
        "promise": owed.promise,
        "lifted": owed.lifted,
    }


def _pairs(found: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in found)


def _create(file: Path) -> None:
    """A new key, complete or not there at all; never over an old one."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, f"{_FIRST}\nreplay {secrets.token_hex(32)}\n".encode())
        os.fsync(handle)
        file.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        os.close(handle)
        draft.unlink()


def _read(file: Path) -> bytes:
    try:
        text, mode = file.read_text(encoding="ascii"), stat.S_IMODE(file.stat().st_mode)
        first, line = text.splitlines()
        key = bytes.fromhex(line.removeprefix("replay "))
    except (OSError, ValueError) as error:
        raise IntegrityError("ZE702", reason="replay.key malformed") from error
    if os.name == "posix" and mode & 0o077:
        raise IntegrityError("ZE702", reason="replay.key open")
    if first != _FIRST or len(key) != 32:
        raise IntegrityError("ZE702", reason="replay.key malformed")
    return key
