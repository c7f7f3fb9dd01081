"""Ports: what the engine needs from our own state. `adapters/store` fulfils them on SQLite and PostgreSQL.

Law: Records are append-only and become ledger entries; the Archive is content-addressed; the Vault is deletable and holds
what identifies people or actors (hold reasons, row keys of holds, actor names). None of them lies in a database that
Zusage gives evidence about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from zusage.plan.connector import Notebook


class Record(Protocol):
    """One entry of the ledger: its index from 0, kind, moment and canonical JSON body."""

    @property
    def index(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


class Records(Protocol):
    """The append-only ledger store."""

    def append(self, entries: list[tuple[str, datetime, Mapping[str, Any], str | None]]) -> int:
        """Append (kind, at, body, idempotency key) durably in one transaction; known keys are left out; returns how many
        were new."""
        ...

    def read(self, kind: str | None = None, after: int = -1) -> Iterator[Record]:
        """Entries in order, streamed."""
        ...

    def checkpoint(self, at: datetime) -> Mapping[str, Any] | None:
        """Seal all entries so far under a signed tree head; None when there is nothing new."""
        ...


class Archive(Protocol):
    """Content-addressed texts that are kept: policies, notices, structures."""

    def put(self, kind: str, content: bytes) -> str:
        """Store once; returns the SHA-256."""
        ...

    def get(self, digest: str) -> bytes | None:
        """The content, or None."""
        ...


class Vault(Protocol):
    """Deletable, small, private values by id."""

    def put(self, kind: str, id: str, value: Mapping[str, Any]) -> None: ...
    def get(self, kind: str, id: str) -> Mapping[str, Any] | None: ...
    def all(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]: ...
    def delete(self, kind: str, id: str) -> bool: ...


class State(Protocol):
    """The whole of our own state, opened once per command."""

    @property
    def records(self) -> Records: ...
    @property
    def archive(self) -> Archive: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def notebook(self) -> Notebook: ...

    def close(self) -> None: ...
