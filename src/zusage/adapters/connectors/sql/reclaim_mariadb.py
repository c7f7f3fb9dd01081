"""Reclaiming a table of MariaDB: purge has caught up, a new tablespace, older binary logs gone where that is allowed.

Law: needs the rights of `setup` on the table (ALTER, INSERT) and PROCESS, to see tablespaces and purge. ALTER TABLE … FORCE
runs in place with LOCK=NONE: others read and write on; at its begin and end it waits for open transactions no longer than a
second (MariaDB counts in whole ones), and who comes then waits as long. A table with a FULLTEXT index is written anew with
LOCK=SHARED: writers wait. Nothing is written anew before purge has passed the last deletion. `horizon` begins a new binary
log and removes older ones only with the right to do so and while no replica is connected.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.depth import LEVELS, Depth
from zusage.adapters.connectors.sql.errors import Refused, translated, word
from zusage.adapters.connectors.sql.level_mariadb import (
    asked,
    binary_logs,
    last_deletion,
    measure_mariadb,
    noted,
    spaces_of,
    status,
)
from zusage.adapters.connectors.sql.mariadb import Mariadb
from zusage.adapters.connectors.sql.mariadb_setup import quoted
from zusage.plan.connector import Order
from zusage.plan.receipt import Refusal, RefusalKind

Patiently = Callable[[Mariadb, Order, Callable[[], None]], None]
SPARE = 64 << 20
PURGE_PAUSE, PURGE_ROUNDS = 0.25, 80
LOG_ROUNDS = 20
_UNABLE = ("error 1845", "error 1846")
"""LOCK=NONE or ALGORITHM=INPLACE is not possible for this table."""
_PURGED = re.compile(r"Purge done for trx's n:o < (\d+)")
_REMEMBER = """
    INSERT INTO zusage_files (table_name, position, spaces, sampled, rewritten, log_file)
    VALUES (%s, %s, %s, %s, NULL, '') ON DUPLICATE KEY UPDATE position = VALUES(position), spaces = VALUES(spaces),
    sampled = VALUES(sampled), rewritten = NULL, log_file = ''"""
_REWRITTEN = "UPDATE zusage_files SET rewritten = %s, log_file = %s WHERE table_name = %s"
_REPLICAS = "SELECT count(*) FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%%'"


def reclaim_mariadb(store: Mariadb, table: str, level: str, order: Order, patiently: Patiently) -> None:
    """Bring one table to the level, as far as rights and others let us. Raises Refused, ConnectorError."""
    _Table(store, table, order, patiently).reach(level)


class _Table:
    def __init__(self, store: Mariadb, table: str, order: Order, patiently: Patiently) -> None:
        self.store, self.table, self.order, self.patiently = store, table, order, patiently
        self.name = quoted(table).replace("%", "%%")

    def reach(self, level: str) -> None:
        """Step by step; what was reached before is not done again."""
        if LEVELS.index(self._depth().level) < LEVELS.index("rewritten"):
            with self.store.reading("setup") as connection:
                last = last_deletion(connection, self.table)
            if not self._purged():
                return
            self._renew_samples()
            self._remember(last)
            if LEVELS.index(level) >= LEVELS.index("rewritten"):
                self._write_anew()
        if level == "horizon" and self._depth().level == "rewritten":
            self._remove_logs()

    def _depth(self) -> Depth:
        with self.store.reading("setup") as connection:
            return measure_mariadb(connection, self.table, is_set_up=True)

    def _purged(self) -> bool:
        """Whether purge has passed every deletion that is committed by now; it works by itself, we only wait."""
        with owner(self.store, self.order) as connection:
            wanted, seen = status(connection)["innodb_max_trx_id"], 0
            for _ in range(PURGE_ROUNDS):
                if not status(connection)["innodb_history_list_length"]:
                    return True
                now = _purged_below(connection)
                if seen and now > seen:
                    return True
                seen = now if now >= wanted else 0
                if self.order.stopped() or self.order.ended():
                    return False
                time.sleep(PURGE_PAUSE)
        return False

    def _renew_samples(self) -> None:
        """Column statistics hold the smallest and largest values: computed anew from the rows that are left."""
        with owner(self.store, self.order) as connection:
            sampled = asked(connection, "zusage_sampled", self.table)
        if sampled:
            self._do(f"ANALYZE TABLE {self.name} PERSISTENT FOR ALL")

    def _remember(self, last: int) -> None:
        """Which tablespaces hold what was deleted up to `last`, before anything is rewritten."""

        def remember() -> None:
            with owner(self.store, self.order) as connection:
                spaces, known = spaces_of(connection, self.table), noted(connection, self.table)
                sampled = asked(connection, "zusage_sampled", self.table)
                more = known is None or (not known.sampled and sampled is not None) or (not known.spaces and bool(spaces))
                if known is not None and known.position >= last and not more:
                    return
                values = (self.table, last, json.dumps(spaces or {}, sort_keys=True), sampled is not None)
                connection.exec_driver_sql(_REMEMBER, values)

        self.patiently(self.store, self.order, remember)

    def _write_anew(self) -> None:
        depth = self._depth()
        if depth.keeps != ("not_rebuilt",):
            return  # what stands in the way is told by the level
        self._refuse_full(depth.numbers["bytes"])

        def rebuild() -> None:
            with owner(self.store, self.order) as connection:
                try:
                    connection.exec_driver_sql(f"ALTER TABLE {self.name} FORCE, ALGORITHM=INPLACE, LOCK=NONE")
                except exc.DBAPIError as error:
                    if word(error) not in _UNABLE:
                        raise
                    connection.exec_driver_sql(f"ALTER TABLE {self.name} FORCE, LOCK=SHARED")

        def tell() -> None:
            with owner(self.store, self.order) as connection:
                logs = binary_logs(connection)
                values = (status(connection)["innodb_lsn_current"], logs[-1] if logs else "", self.table)
                connection.exec_driver_sql(_REWRITTEN, values)

        self.patiently(self.store, self.order, rebuild)
        self.patiently(self.store, self.order, tell)

    def _remove_logs(self) -> None:
        """A new binary log; the older ones go only where the account may and no replica reads; else the level says it."""
        with owner(self.store, self.order) as connection:
            logs = binary_logs(connection)
            if not logs or not _purged_below(connection):
                return  # without PROCESS replicas cannot be seen
            try:
                connection.exec_driver_sql("FLUSH BINARY LOGS")
                if int(connection.exec_driver_sql(_REPLICAS).scalar_one()):
                    return
                newest = (binary_logs(connection) or logs)[-1]
                for _ in range(LOG_ROUNDS):  # a log stays until InnoDB has flushed all that is committed in it
                    connection.exec_driver_sql("PURGE BINARY LOGS TO %s", (newest,))
                    if (binary_logs(connection) or [newest])[0] == newest:
                        return
                    time.sleep(PURGE_PAUSE)
            except exc.DBAPIError as error:
                if word(error) != "permission denied":
                    raise

    def _refuse_full(self, size: int) -> None:
        """A table is written anew beside the old one; where the disk can be seen from here, it must have room for both."""
        with self.store.reading("setup") as connection:
            folder = Path(str(connection.exec_driver_sql("SELECT @@datadir").scalar_one()))
        here = sa.make_url(self.store.url("setup") or "").host in {None, "", "localhost", "127.0.0.1", "::1"}
        if here and folder.is_dir() and shutil.disk_usage(folder).free < size * 1.2 + SPARE:
            raise Refused(Refusal(RefusalKind.PRESSURE, f"{self.table} needs {size >> 20} MB more on the disk"))

    def _do(self, statement: str) -> None:
        def run() -> None:
            with owner(self.store, self.order) as connection:
                result = connection.exec_driver_sql(statement)
                if result.returns_rows:
                    result.fetchall()

        self.patiently(self.store, self.order, run)


@contextmanager
def owner(store: Mariadb, order: Order) -> Iterator[sa.Connection]:
    """A connection of the set-up role outside any transaction, with the timeouts of the order."""
    limits = order.limits
    wait = max(1, -(-limits.lock_timeout_ms // 1000))
    with translated_engine(store).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.info["zusage"] = re.sub(r"[^\w:./-]", "", f"zusage:{order.run}", flags=re.ASCII)[:80]
        connection.exec_driver_sql(
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', "
            f"foreign_key_checks = 1, lock_wait_timeout = {wait}, innodb_lock_wait_timeout = {wait}, "
            f"max_statement_time = {limits.statement_timeout_ms / 1000}"
        )
        try:
            yield connection
        finally:
            connection.invalidate()


def translated_engine(store: Mariadb) -> sa.Engine:
    """The engine of the set-up role. Raises ConnectorError."""
    with translated(store.system):
        return store.engine("setup")


def _purged_below(connection: sa.Connection) -> int:
    """Transactions below this number are purged; 0 where that may not be seen."""
    try:
        text = str(connection.exec_driver_sql("SHOW ENGINE INNODB STATUS").one()[2])
    except exc.DBAPIError:
        return 0
    found = _PURGED.search(text)
    return int(found[1]) if found else 0
