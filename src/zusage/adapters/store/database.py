"""Database: the few things that our own state asks of SQLite and PostgreSQL alike.

Law: statements are written once with `?`; `write` is one durable transaction and the only writer at that moment, on both
products; `stream` reads one consistent picture without holding it in memory. Driver errors become ConnectorError ZE705
(transient when the other writer was too slow or the connection broke) and carry the driver's short name only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from zusage.model.errors import IntegrityError

SQL = Path(__file__).parent / "sql"


class Writing(Protocol):
    """An open write transaction."""

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a small answer."""
        ...

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; returns the number of rows it touched."""
        ...

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert many rows."""
        ...


class Database(Protocol):
    """An opened database of our own state."""

    def write(self) -> AbstractContextManager[Writing]:
        """One durable transaction, exclusive among writers; rolled back when its block raises."""
        ...

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a small answer, outside a write."""
        ...

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a long answer, one picture, on a connection of its own. Text that is no UTF-8 comes surrogate-escaped."""
        ...

    def close(self) -> None: ...


def migrations(folder: str) -> list[tuple[int, str, str]]:
    """The numbered migrations of a folder in order: number, digest, text."""
    found = []
    for file in sorted((SQL / folder).glob("[0-9]*.sql")):
        text = file.read_text(encoding="utf-8")
        found.append((int(file.name[:4]), hashlib.sha256(text.encode()).hexdigest(), text))
    return found


def missing_migrations(folder: str, applied: dict[int, str]) -> list[tuple[int, str, str]]:
    """What has still to be applied; IntegrityError ZE701 when the state is newer than this software or was altered."""
    known = migrations(folder)
    numbers = {number: digest for number, digest, _ in known}
    for number, digest in applied.items():
        if numbers.get(number) != digest:
            raise IntegrityError("ZE701", migration=number)
    return [migration for migration in known if migration[0] not in applied]
