"""MariaDB as a store: sessions that cannot wait for ever, rows judged as they are now, commits that keep the journal.

Law: everything is set anew at the beginning of each transaction, so a pooler in between changes nothing; `sql_mode`, time
zone and foreign key checks are never those of the server's configuration. The probe opens READ ONLY transactions. Deeds run
READ COMMITTED, so that each statement sees what others have committed and no gap is locked under a busy table; only an act
that searches another table without a foreign key runs SERIALIZABLE, whose gap locks keep new rows out until the commit.
Moments of a TIMESTAMP are instants, because the session is in UTC. The database appears by a digest of its name, which may
be that of a customer. MySQL speaks nearly the same; it has not been tried.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.books import Books
from zusage.adapters.connectors.sql.mariadb_catalogue import CHECKS, CHILDREN, FACTS, fingerprint_of, structure_of
from zusage.adapters.connectors.sql.mariadb_rights import own_grants, sees_all
from zusage.adapters.connectors.sql.pressure import free
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError
from zusage.plan.connector import Brakes, Limits, Opening
from zusage.plan.structure import Structure
from zusage.plan.target import Identity

SCHEMES = ("mysql", "mariadb")
_TIMESTAMP = 7
_LISTED_S = 30.0
_IDLE = "idle_transaction_timeout = 60"
_OURS = ("zusage_control", "zusage_journal", "zusage_holds", "zusage_locks")
_SET_UP = f"""
    SELECT count(*) FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN {_OURS!r}"""
_READABLE = f"""
    SELECT count(DISTINCT TABLE_NAME) FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN {_OURS!r}"""
_ABOUT = ("server_uid", "server_uuid", "super_read_only", "gtid_domain_id")
_COUNTER = re.compile(r" AUTO_INCREMENT=\d+")


class Mariadb(Store):
    """A database of a MariaDB server."""

    product = "mariadb"
    patience = 2
    """A commit and the way to the server take as long as some thousand rows; who reads waits for none of it."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.books = Books(None, "zusage_")
        self._about: list[str] | None = None
        self._triggers: list[tuple[str, ...]] = []
        self._listed = float("-inf")

    def create_engine(self, role: str, url: str) -> sa.Engine:
        engine = sa.create_engine(
            sa.make_url(url).set(drivername="mysql+pymysql").update_query_dict({"charset": "utf8mb4"}),
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=4,
            hide_parameters=True,
            connect_args={"connect_timeout": 10, "program_name": f"zusage:{role}", "conv": _conversions()},
        )
        sa.event.listen(engine, "before_cursor_execute", _signed, retval=True)
        return engine

    def limit(
        self, connection: sa.Connection, limits: Limits, name: str = "", write: bool = False, /, *, strict: bool = False
    ) -> None:
        connection.info["zusage"] = re.sub(r"[^\w:./-]", "", f"zusage:{name}", flags=re.ASCII)[:80]
        connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL {'SERIALIZABLE' if strict else 'READ COMMITTED'}")
        connection.exec_driver_sql(f"START TRANSACTION READ {'WRITE' if write else 'ONLY'}")
        wait = max(1, -(-limits.lock_timeout_ms // 1000))
        is_mariadb = bool(getattr(connection.dialect, "is_mariadb", True))
        statement = f"max_statement_time = {limits.statement_timeout_ms / 1000}, {_IDLE}"
        settings = (
            "sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', "
            f"foreign_key_checks = 1, unique_checks = 1, innodb_lock_wait_timeout = {wait}, lock_wait_timeout = {wait}, "
            f"{statement if is_mariadb else f'max_execution_time = {int(limits.statement_timeout_ms)}'}"
        )
        connection.exec_driver_sql(f"SET SESSION {settings}")

    def identity(self, connection: sa.Connection) -> Identity:
        if self._about is None:
            query = f"SHOW GLOBAL VARIABLES WHERE Variable_name IN {_ABOUT!r}"
            self._about = [str(row[0]) for row in connection.exec_driver_sql(query)]
        more = "".join(f", @@global.{name} AS {name}" for name in self._about)
        row = connection.exec_driver_sql(f"SELECT DATABASE(), @@server_id, @@global.read_only{more}").one()
        about: dict[str, Any] = dict(zip(self._about, row[3:], strict=True))
        replicates = connection.exec_driver_sql("SHOW GLOBAL STATUS LIKE 'Slave%%running'").all()
        follows = any(str(value) not in {"0", "OFF"} for _, value in replicates)
        marker = ""
        if self.is_set_up(connection):
            marker = str(connection.execute(sa.select(self.books.control.c.marker)).scalar() or "")
        unique = about.get("server_uid") or about.get("server_uuid") or ""
        database = hashlib.sha256(str(row[0]).encode()).hexdigest()[:16]
        writable = not (int(row[2]) or int(about.get("super_read_only") or 0) or follows)
        return Identity("mariadb", f"{row[1]}:{unique}", database, str(about.get("gtid_domain_id", "")), marker, writable)

    def reflect(self, connection: sa.Connection) -> Structure:
        checks = connection.exec_driver_sql(CHECKS).all() if getattr(connection.dialect, "is_mariadb", True) else ()
        return structure_of([*self._facts(connection), *self._known_triggers(connection)], checks)

    def fingerprint(self, connection: sa.Connection) -> str:
        return fingerprint_of(self._facts(connection), self.opening.tables)

    def structure(self, connection: sa.Connection) -> Structure:
        """The structure, read every time: roles see more or less of it, and triggers are not in the fingerprint."""
        return self.reflect(connection)

    def version(self, connection: sa.Connection, tables: Sequence[str], /) -> str:
        total = hashlib.sha256()
        for row in connection.exec_driver_sql(CHILDREN):
            if row[2] in tables:
                total.update(repr(tuple(row)).encode())
        quote = connection.dialect.identifier_preparer.quote_identifier
        for table in tables:
            row = connection.exec_driver_sql(f"SHOW CREATE TABLE {quote(table).replace('%', '%%')}").one()
            total.update(_COUNTER.sub("", str(row[1])).encode())
        return total.hexdigest()

    def is_set_up(self, connection: sa.Connection) -> bool:
        present = int(connection.exec_driver_sql(_SET_UP).scalar_one())
        if not present:
            return False
        readable = int(connection.exec_driver_sql(_READABLE).scalar_one())
        if readable < present:
            what = "permission denied: tables zusage_*"
            raise ConnectorError("ZE31", system=self.system, what=what, reason="permission denied")
        return present == len(_OURS)

    def pass_guard(self, connection: sa.Connection, *, passing: bool) -> None:
        connection.exec_driver_sql("SET @zusage_passing = %s", (1 if passing else None,))

    def finish(self) -> str:
        return "logical"

    def pressure(self, connection: sa.Connection, brakes: Brakes, /) -> str:
        """Sessions at work are seen by everybody; how far replicas are behind is not told by their primary."""
        if brakes.max_lag_s is not None:
            return "a MariaDB primary does not tell how far its replicas are behind"
        if brakes.max_load is not None:
            busy = int(connection.exec_driver_sql("SHOW GLOBAL STATUS LIKE 'Threads_running'").one()[1]) - 1
            if busy > brakes.max_load:
                return f"{busy} sessions at work besides ours (allowed: {brakes.max_load})"
        if brakes.min_free_mb is not None:
            folder = Path(str(connection.exec_driver_sql("SELECT @@datadir").scalar_one()))
            return free(folder, brakes) if folder.exists() else "the free room of the server's disk cannot be seen from here"
        return ""

    def _known_triggers(self, connection: sa.Connection) -> list[tuple[str, ...]]:
        """Read anew after a while only: they are slow to list, and what they delete is counted by every batch."""
        if time.monotonic() - self._listed > _LISTED_S:
            self._triggers, self._listed = _triggers(connection), time.monotonic()
        return self._triggers

    def _facts(self, connection: sa.Connection) -> list[Any]:
        database = str(connection.exec_driver_sql("SELECT DATABASE()").scalar_one())
        quoted = connection.dialect.identifier_preparer.quote_identifier(database)
        connection.exec_driver_sql(f"USE {quoted.replace('%', '%%')}")  # rights on a database count from then on
        if not sees_all(own_grants(connection), database):
            what = "permission denied: SHOW VIEW on all tables"
            raise ConnectorError("ZE31", system=self.system, what=what, reason="permission denied")
        return list(connection.exec_driver_sql(FACTS))


def _triggers(connection: sa.Connection) -> list[tuple[str, ...]]:
    """The application's triggers, by our function: whoever lacks TRIGGER sees none in the catalogue."""
    try:
        found = connection.exec_driver_sql("SELECT zusage_triggers()").scalar()
    except exc.DBAPIError:
        return []
    rows = (tuple(map(str, row)) for row in json.loads(found or "[]"))
    return [("trigger", *row, "", "") for row in rows if not row[1].startswith("zusage_")]


def _signed(connection: sa.Connection, _: Any, statement: str, parameters: Any, context: Any, many: bool) -> tuple[str, Any]:
    """Every statement says in the list of processes whose it is."""
    del context
    name = connection.info.get("zusage", "")
    return (statement if many or not name else f"/* {name} */ {statement}"), parameters


def _conversions() -> dict[Any, Any]:
    """PyMySQL forgets the zone of a moment in both directions."""
    from pymysql import converters

    def aware(text: str) -> Any:
        moment = converters.convert_datetime(text)
        return moment.replace(tzinfo=UTC) if isinstance(moment, datetime) else moment

    def written(moment: datetime, mapping: Any = None) -> str:
        plain = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        return str(converters.escape_datetime(plain, mapping))

    return {**converters.conversions, _TIMESTAMP: aware, datetime: written}
