"""State: the whole of our own state, opened once per command, in a folder or with its records in PostgreSQL.

Law: a folder holds `state.db` (ledger, archive, notebook, leases), `vault.db`, `key` (0600), `replay.db` and `replay.key`
(what is owed to people; opened when first asked for) and `checkpoint.txt`, the latest signed note, ready to be kept
elsewhere. With a `postgresql://` address records lie there, what is owed in a schema of its own; vault and keys stay in the
folder `private`. Nothing here lies in a database that Zusage gives evidence about; that is for the caller to see to.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from zusage.adapters.store.archive import StoredArchive
from zusage.adapters.store.database import Database
from zusage.adapters.store.key import Keys, create_keys, read_keys
from zusage.adapters.store.lease import StoredLease
from zusage.adapters.store.notebook import StoredNotebook
from zusage.adapters.store.records import LedgerRecords
from zusage.adapters.store.replay import ReplayStore
from zusage.adapters.store.sqlite import SqliteDatabase
from zusage.adapters.store.vault import EncryptedVault
from zusage.ledger.checkpoint import Signer
from zusage.ledger.entry import moment_text
from zusage.model.errors import ConnectorError, UsageError

FOLDER = ".zusage"


class OpenedState:
    """Records, archive, vault, notebook and leases of one state; fulfils `zusage.engine.ports.State`."""

    def __init__(
        self, database: Database, folder: Path, clock: Callable[[], datetime], owed: Callable[[], Database]
    ) -> None:
        self._database, self._folder, self._keys = database, folder, None
        self._owed, self._replay = owed, None
        self.origin = _origin(database, folder, clock)
        self.records = LedgerRecords(database, self._signer, self._keep_note)
        self.archive = StoredArchive(database)
        self.vault = EncryptedVault(folder / "vault.db", lambda: self._read_keys().vault)
        self.notebook = StoredNotebook(database)
        self._leases = StoredLease(database)

    _keys: Keys | None
    _replay: ReplayStore | None

    @property
    def replay(self) -> ReplayStore:
        """What is owed to people and was done; opened when first asked for."""
        if self._replay is None:
            self._replay = ReplayStore(self._owed(), self._folder / "replay.key")
        return self._replay

    @property
    def folder(self) -> Path:
        """Where keys, vault and what was set aside lie."""
        return self._folder

    def lease(self, name: str, holder: str, now: datetime, ttl: timedelta) -> None:
        """Take or renew the lease `name` for `holder`; RefusedError ZE47 while another run has it."""
        self._leases.take(name, holder, now, ttl)

    def release(self, name: str, holder: str) -> bool:
        """Give a lease back; False when somebody else has it by now."""
        return self._leases.give_back(name, holder)

    def verifier(self) -> str:
        """The public key that verifies the notes of this state."""
        return self._signer().verifier()

    def sign(self, text: str) -> str:
        """`text` as a note signed by this state (for evidence bundles)."""
        return self._signer().sign(text)

    def close(self) -> None:
        """Give files and connections back."""
        self.vault.close()
        if self._replay is not None:
            self._replay.close()
        self._database.close()

    def _read_keys(self) -> Keys:
        if self._keys is None:
            self._keys = read_keys(self._folder / "key")
        return self._keys

    def _signer(self) -> Signer:
        return Signer(self.origin, self._read_keys().signing)

    def _keep_note(self, note: str) -> None:
        draft = self._folder / "checkpoint.new"
        draft.write_text(note, encoding="utf-8")
        draft.replace(self._folder / "checkpoint.txt")


def open_state(location: str, clock: Callable[[], datetime], private: Path | None = None) -> OpenedState:
    """Open (and create when new) the state at `location`: a folder, or a `postgresql://` address.

    `private` is the folder of key and vault when records lie in PostgreSQL (default `.zusage`).
    """
    if location.startswith(("postgresql://", "postgres://")):
        from zusage.adapters.store.postgresql import PostgresqlDatabase

        return _open(
            private or Path(FOLDER),
            clock,
            lambda _: PostgresqlDatabase(location),
            lambda _: PostgresqlDatabase(location, "replay_postgresql", "zusage_replay"),
        )
    if "://" in location:
        raise UsageError("ZE703")
    return _open(Path(location), clock, lambda folder: SqliteDatabase(folder / "state.db"), _replay_file)


def _replay_file(folder: Path) -> Database:
    file = folder / "replay.db"
    database = SqliteDatabase(file, "replay", "delete")
    if os.name == "posix":
        file.chmod(0o600)
    return database


def _open(
    folder: Path, clock: Callable[[], datetime], connect: Callable[[Path], Database], owed: Callable[[Path], Database]
) -> OpenedState:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise ConnectorError("ZE700", reason=error.strerror or "") from error
    database = connect(folder)
    try:
        return OpenedState(database, folder, clock, lambda: owed(folder))
    except BaseException:
        database.close()
        raise


def _origin(database: Database, folder: Path, clock: Callable[[], datetime]) -> str:
    """The name of this ledger; a new one gets its key before its name, so that no ledger is ever without."""
    if not (rows := database.query("SELECT origin FROM identity")):
        create_keys(folder / "key")
        with database.write() as writing:
            if not writing.query("SELECT origin FROM identity"):
                values = (f"zusage-ledger-{secrets.token_hex(8)}", moment_text(clock()))
                writing.execute("INSERT INTO identity (one, origin, created) VALUES (1, ?, ?)", values)
        rows = database.query("SELECT origin FROM identity")
    return str(rows[0][0])
