"""Store: one database as the rest of the connector sees it, whatever its product.

Law: a product says how to connect in each of four roles, how a transaction is begun so that it can neither wait nor run for
ever, what its catalogue says, and which SQL sets it up. It knows no Look and no Act. Connections are few and pooled per
target; everything that is set is set for one transaction only, so a pooler in between changes nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from zusage.adapters.connectors.sql.books import Books
from zusage.adapters.connectors.sql.errors import translated
from zusage.adapters.connectors.sql.reading import Zones
from zusage.model.errors import ConnectorError
from zusage.plan.connector import Brakes, Limits, Opening
from zusage.plan.structure import Structure
from zusage.plan.target import Identity

ROLES = ("url", "apply", "setup", "app")


class Store(ABC):
    """What a product must offer; see `sqlite` and `postgresql`."""

    product: str
    books: Books
    patience: int = 1
    """How many times as long a batch may last here as `batch_ms` says; 1 wherever others write at the same time."""

    def __init__(self, opening: Opening) -> None:
        self.opening, self.target = opening, opening.target
        self.system = str(opening.target)
        self.zones = Zones(ZoneInfo(opening.timezone), opening.zone)
        self._engines: dict[str, sa.Engine] = {}
        self._structure: tuple[str, Structure] | None = None

    @abstractmethod
    def create_engine(self, role: str, url: str) -> sa.Engine:
        """An engine for one role; nothing is connected yet."""

    @abstractmethod
    def limit(
        self, connection: sa.Connection, limits: Limits, name: str = "", write: bool = False, /, *, strict: bool = False
    ) -> None:
        """Set the timeouts of this transaction and its name for the database administrator.

        `strict`: what the transaction searches may get no new rows until its commit, where this is a matter of isolation.
        """

    @abstractmethod
    def identity(self, connection: sa.Connection) -> Identity:
        """Which store this is."""

    @abstractmethod
    def reflect(self, connection: sa.Connection) -> Structure:
        """The structure, without anything of ours."""

    @abstractmethod
    def fingerprint(self, connection: sa.Connection) -> str:
        """A digest over the catalogue that changes when `reflect` changes."""

    @abstractmethod
    def version(self, connection: sa.Connection, tables: Sequence[str], /) -> str:
        """A very cheap token that changes whenever the shape of these tables may have changed."""

    @abstractmethod
    def is_set_up(self, connection: sa.Connection) -> bool:
        """Whether our tables are there and readable."""

    @abstractmethod
    def pass_guard(self, connection: sa.Connection, *, passing: bool) -> None:
        """Let this transaction through our own guard triggers (and close the way again before the commit)."""

    @abstractmethod
    def finish(self) -> str:
        """After the last batch of an act: reach the best level of erasure that needs no lock on a table; returns it."""

    def pressure(self, _: sa.Connection, __: Brakes, /) -> str:
        """Why the store has to be left alone now, in words, or ""; a brake that cannot be seen is a reason."""
        return f"{self.product} does not tell how busy it is"

    def is_shared(self, _: sa.Connection, /) -> bool:
        """Whether others work here right now, who would feel a long batch; False where it cannot be seen."""
        return False

    def url(self, role: str) -> str | None:
        """The address for a role; `apply` and `setup` fall back to the one before, `app` does not."""
        options = self.opening.options
        order = {"url": ("url",), "apply": ("apply", "url"), "setup": ("setup", "apply", "url"), "app": ("app",)}[role]
        return next((value for name in order if isinstance(value := options.get(name), str) and value), None)

    def engine(self, role: str) -> sa.Engine:
        """The engine of a role, created when first needed."""
        if role not in self._engines:
            url = self.url(role)
            if url is None:
                missing = f"no {role} connection"
                raise ConnectorError("ZE32", system=self.system, what=missing, reason=missing)
            self._engines[role] = self.create_engine(role, url)
        return self._engines[role]

    @contextmanager
    def reading(self, role: str = "url", limits: Limits | None = None) -> Iterator[sa.Connection]:
        """A read-only transaction that is rolled back at its end; raises ConnectorError."""
        with translated(self.system), self.engine(role).connect() as connection, connection.begin() as transaction:
            self.limit(connection, limits or Limits(), f"{role}:look")
            yield connection
            transaction.rollback()

    @contextmanager
    def changing(self, name: str, role: str = "apply", limits: Limits | None = None) -> Iterator[sa.Connection]:
        """A transaction that is committed at its end; raises ConnectorError."""
        with translated(self.system), self.engine(role).connect() as connection, connection.begin():
            self.limit(connection, limits or Limits(lock_timeout_ms=60_000), name, True)
            yield connection

    def structure(self, connection: sa.Connection) -> Structure:
        """The structure, reflected once per fingerprint."""
        fingerprint = self.fingerprint(connection)
        if self._structure is None or self._structure[0] != fingerprint:
            self._structure = (fingerprint, self.reflect(connection))
        return self._structure[1]

    def shape(self, connection: sa.Connection) -> str:
        """The fingerprint that `structure` was reflected for."""
        self.structure(connection)
        return self._structure[0] if self._structure is not None else self.fingerprint(connection)

    def books_or_none(self, connection: sa.Connection) -> Books | None:
        """Our tables, if they were set up."""
        return self.books if self.is_set_up(connection) else None

    def close(self) -> None:
        """Close all connections."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
