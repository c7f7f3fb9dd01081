"""PostgreSQL as a store: roles, sessions that cannot wait for ever, and a catalogue that tells everything.

Law: everything is set for one transaction (`set_config(…, true)`), so a pooler in between changes nothing; no
prepared statements, no temporary tables. Each transaction sets `row_security = off`, so that a filtered query fails
instead of lying; the probe is read-only; a deed commits synchronously. The database appears by its oid: its name may be
that of a customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.books import Books
from zusage.adapters.connectors.sql.postgresql_catalogue import FINGERPRINT, STRUCTURE, VERSION, structure_of
from zusage.adapters.connectors.sql.pressure import is_shared, of_postgresql
from zusage.adapters.connectors.sql.restriction import SECURITY
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError
from zusage.plan.connector import Brakes, Limits, Opening
from zusage.plan.structure import Structure
from zusage.plan.target import Identity

_SET = f"""
    SELECT set_config('row_security', {SECURITY}, true), set_config('statement_timeout', %(statement)s, true),
           set_config('lock_timeout', %(lock)s, true), set_config('idle_in_transaction_session_timeout', '60s', true),
           set_config('application_name', %(name)s, true), set_config('synchronous_commit', 'on', true),
           set_config('jit', 'off', true), set_config('search_path', quote_ident(current_schema()), true)"""
"""Compiling a condition over many levels of children took seven seconds a question, its answer a tenth of one."""
_IN_ORDER = f"{_SET}, set_config('enable_seqscan', 'off', true)"
"""A batch goes by its bounds: no guess of the planner may read the whole table once per batch."""
_IDENTITY = """
    SELECT (SELECT oid FROM pg_database WHERE datname = current_database())::text,
           pg_is_in_recovery(),
           has_function_privilege('pg_control_system()', 'EXECUTE')
           AND has_function_privilege('pg_control_checkpoint()', 'EXECUTE')"""
_CONTROL = """
    SELECT (SELECT system_identifier FROM pg_control_system())::text,
           (SELECT timeline_id FROM pg_control_checkpoint())::text"""
_SET_UP = """
    SELECT count(*) FILTER (WHERE has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')), count(*)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'zusage' AND c.relname IN ('control', 'journal', 'holds', 'locks')"""


POOLED = "a pooler is in between"


def is_pooled(connection: sa.Connection) -> bool:
    """Whether somebody between us and the server answers for it: then the process that greeted us is not the one at work."""
    driver: Any = connection.connection.driver_connection
    return bool(driver.info.backend_pid != connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


class Postgresql(Store):
    """A database of a PostgreSQL server."""

    product = "postgresql"

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.books = Books("zusage", "")

    def create_engine(self, role: str, url: str) -> sa.Engine:
        address = sa.make_url(url).set(drivername="postgresql+psycopg")
        return sa.create_engine(
            address,
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=4,
            hide_parameters=True,
            use_native_hstore=False,
            connect_args={"prepare_threshold": None, "connect_timeout": 10, "application_name": f"zusage:{role}"},
        )

    def limit(
        self, connection: sa.Connection, limits: Limits, name: str = "", write: bool = False, /, *, strict: bool = False
    ) -> None:
        if not write:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        values = {
            "statement": f"{int(limits.statement_timeout_ms)}ms",
            "lock": f"{int(limits.lock_timeout_ms)}ms",
            "name": f"zusage:{name}"[:63],
        }
        connection.exec_driver_sql(_IN_ORDER if write else _SET, values)

    def pressure(self, connection: sa.Connection, brakes: Brakes, /) -> str:
        return of_postgresql(connection, brakes)

    def is_shared(self, connection: sa.Connection, /) -> bool:
        return is_shared(connection)

    def identity(self, connection: sa.Connection) -> Identity:
        database, recovers, may_ask = connection.exec_driver_sql(_IDENTITY).one()
        server, timeline = connection.exec_driver_sql(_CONTROL).one() if may_ask else ("", "")
        marker = ""
        if self.is_set_up(connection):
            marker = str(connection.execute(sa.select(self.books.control.c.marker)).scalar() or "")
        return Identity("postgresql", server, database, timeline, marker, not recovers)

    def reflect(self, connection: sa.Connection) -> Structure:
        found = structure_of(connection.exec_driver_sql(STRUCTURE).one())
        return replace(found, notes=(*found.notes, POOLED)) if is_pooled(connection) else found

    def fingerprint(self, connection: sa.Connection) -> str:
        return str(connection.exec_driver_sql(FINGERPRINT).scalar_one())

    def version(self, connection: sa.Connection, tables: Sequence[str], /) -> str:
        return str(connection.exec_driver_sql(VERSION, {"names": list(tables)}).scalar_one())

    def is_set_up(self, connection: sa.Connection) -> bool:
        readable, present = connection.exec_driver_sql(_SET_UP).one()
        if present and readable < present:
            raise ConnectorError(
                "ZE31", system=self.system, what="permission denied: schema zusage", reason="permission denied"
            )
        return bool(readable == 4)

    def pass_guard(self, connection: sa.Connection, *, passing: bool) -> None:
        connection.exec_driver_sql("SELECT set_config('zusage.passing', %(on)s, true)", {"on": "on" if passing else "off"})

    def finish(self) -> str:
        return "logical"
