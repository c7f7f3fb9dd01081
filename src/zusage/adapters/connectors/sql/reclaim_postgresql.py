"""Reclaiming a table of PostgreSQL: VACUUM, a new file, and a write-ahead log that holds nothing older.

Law: needs the owner of the table (`setup`) and a direct connection, since nothing of this runs inside a transaction. VACUUM
stalls nobody. VACUUM FULL takes ACCESS EXCLUSIVE on one part at a time, waits for it no longer than the lock timeout, and is
not begun while a dead row is still visible to somebody, because it would be copied into the new file; the catalogue of
planner statistics is written anew with it, since it held sample values. `zusage.files` notes, before anything is rewritten,
which file held the deleted rows: so a table that pg_repack or CLUSTER rewrote afterwards is known as rewritten, too. The log
is pushed on segment by segment (each is filled with zeros) until every one of its files was written later.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.depth import LEVELS, Depth
from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.level_postgresql import PARTS, STATISTICS, measure_postgresql
from zusage.adapters.connectors.sql.postgresql import Postgresql
from zusage.adapters.connectors.sql.setup import full_name
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.connector import Order
from zusage.plan.receipt import Refusal, RefusalKind
from zusage.plan.structure import Structure

Patiently = Callable[[Store, Order, Callable[[], None]], None]
ROUNDS = 4
A_SECOND = 1.0
"""How exactly the server tells when a file of its log was changed."""
SPARE = 64 << 20
_HERE = {None, "", "localhost", "127.0.0.1", "::1"}
_NAMED = """
    SELECT p.oid, p.file, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
           pg_total_relation_size(c.oid)::bigint AS size,
           pg_has_role(c.relowner, 'USAGE') OR (SELECT pg_has_role(d.datdba, 'USAGE') FROM pg_database d
             WHERE d.datname = current_database()) AS mine
    FROM ({parts}) p JOIN pg_class c ON c.oid = p.oid JOIN pg_namespace n ON n.oid = c.relnamespace ORDER BY 3"""
_NOTE = """
    INSERT INTO zusage.files (relation, file) SELECT relation, pg_relation_filenode(relation::oid)
    FROM unnest(%(oids)s::bigint[]) relation
    ON CONFLICT (relation) DO UPDATE SET file = excluded.file, rewritten = NULL, pushed = NULL"""
_NOTED = """
    UPDATE zusage.files SET rewritten = clock_timestamp()
    WHERE relation = ANY(%(oids)s) AND file <> pg_relation_filenode(relation::oid)"""
_LEFT = "UPDATE zusage.files SET rewritten = clock_timestamp() WHERE relation = ANY(%(oids)s) AND rewritten IS NOT NULL"
_PUSHED = "UPDATE zusage.files SET pushed = clock_timestamp() WHERE relation = ANY(%(oids)s) AND rewritten IS NOT NULL"
_SEGMENTS = "SELECT count(*) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'"


def reclaim_postgresql(
    store: Postgresql, structure: Structure, table: str, level: str, order: Order, patiently: Patiently
) -> None:
    """Bring one table to the level, as far as rights and others let us. Raises Refused, ConnectorError."""
    _Table(store, structure, table, order, patiently).reach(level)


class _Table:
    def __init__(self, store: Postgresql, structure: Structure, table: str, order: Order, patiently: Patiently) -> None:
        self.store, self.structure, self.table = store, structure, table
        self.order, self.patiently = order, patiently

    def reach(self, level: str) -> None:
        """Step by step; what was reached before is not done again."""
        parts = self._parts(PARTS)
        for part in parts:
            if not part.mine:
                raise Refused(Refusal(RefusalKind.UNABLE, f"setup does not own {part.name}; let its owner run VACUUM on it"))
        every = [*parts, *self._parts(STATISTICS)]
        now = self._depth().level
        if now == "logical":
            for part in parts:
                self._do(f"VACUUM (ANALYZE, INDEX_CLEANUP ON, TRUNCATE OFF) {part.name}")
        if LEVELS.index(now) < LEVELS.index("rewritten"):
            self._note(_NOTE, every)
            if LEVELS.index(level) >= LEVELS.index("rewritten"):
                self._write_anew(every)
        if level == "horizon":
            self._push_log(every)

    def _write_anew(self, parts: list[Any]) -> None:
        depth = self._depth()
        if depth.level == "logical":
            raise Refused(Refusal(RefusalKind.UNABLE, f"{self.table}: {'; '.join(depth.keeps)}"))
        for part in parts:
            self._refuse_full(part)
            self._do(f"VACUUM (FULL) {part.name}")
            self._do(f"VACUUM {part.name}")
        self._note(_NOTED, parts)

    def _push_log(self, parts: list[Any]) -> None:
        """Fill the files of the log, one after the other; those that something still needs stay, and the level says so."""
        if self._depth().level != "rewritten":
            return
        self._switch()
        self._note(_LEFT, parts)  # a file of the log that was begun before tells by its last change that it is older
        for _ in range(ROUNDS):
            if not any(word.startswith("log_files") for word in self._depth().keeps):
                break
            self._do("CHECKPOINT")
            for _ in range(self._segments()):
                self._switch()
            self._do("CHECKPOINT")
            time.sleep(A_SECOND)
        if self._depth().keeps == ("log_reused",):
            self._switch()
            self._note(_PUSHED, parts)

    def _switch(self) -> None:
        """A file that is left is filled with zeros to its end; there must be something in it, or it is not left."""
        self._do("SELECT pg_current_xact_id()")
        self._do("SELECT pg_switch_wal()")

    def _segments(self) -> int:
        with owner(self.store, self.order) as connection:
            return int(connection.exec_driver_sql(_SEGMENTS).scalar_one())

    def _depth(self) -> Depth:
        with self.store.reading() as connection:
            return measure_postgresql(self.store, connection, self.structure, self.table)

    def _parts(self, query: str) -> list[Any]:
        with self.store.reading("setup") as connection:
            text = _NAMED.format(parts=query)
            return list(connection.exec_driver_sql(text, {"name": full_name(self.structure, self.table)}).all())

    def _note(self, statement: str, parts: list[Any]) -> None:
        oids = [part.oid for part in parts]

        def note() -> None:
            with owner(self.store, self.order) as connection:
                connection.exec_driver_sql(statement, {"oids": oids})

        self.patiently(self.store, self.order, note)

    def _do(self, statement: str) -> None:
        def run() -> None:
            with owner(self.store, self.order) as connection:
                connection.exec_driver_sql(statement)

        self.patiently(self.store, self.order, run)

    def _refuse_full(self, part: Any) -> None:
        """A table is written anew beside the old one; where the disk can be seen from here, it must have room for both."""
        if (free := free_bytes(self.store)) is not None and free < part.size * 1.2 + SPARE:
            raise Refused(Refusal(RefusalKind.PRESSURE, f"{part.name} needs {part.size >> 20} MB more on the disk"))


@contextmanager
def owner(store: Postgresql, order: Order) -> Iterator[sa.Connection]:
    """A connection of the set-up role outside any transaction, with the timeouts of the order."""
    engine = store.engine("setup")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        limits = order.limits
        for name, value in (
            ("lock_timeout", limits.lock_timeout_ms),
            ("statement_timeout", limits.statement_timeout_ms),
            ("application_name", f"zusage:{order.run}"[:63]),
        ):
            connection.exec_driver_sql("SELECT set_config(%(name)s, %(value)s, false)", {"name": name, "value": str(value)})
        try:
            yield connection
        finally:
            connection.invalidate()


def free_bytes(store: Postgresql) -> int | None:
    """Free room on the server's disk, where the server runs on this machine and tells its folder."""
    if sa.make_url(store.url("setup") or "").host not in _HERE:
        return None
    with store.reading("setup") as connection:
        folder = connection.exec_driver_sql("SELECT setting FROM pg_settings WHERE name = 'data_directory'").scalar()
    return shutil.disk_usage(folder).free if folder and Path(folder).is_dir() and os.access(folder, os.X_OK) else None
