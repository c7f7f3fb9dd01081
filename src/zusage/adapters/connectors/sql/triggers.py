"""Triggers of the application: a row that one of them deletes because we deleted another was never planned.

Law: a batch after which more rows are gone than were judged is refused and rolled back. PostgreSQL counts the deleted rows
of the transaction itself. MariaDB counts those of the session, a row of a partitioned table twice, so there the application
must have a trigger on the table at all. SQLite counts all changes, so there a trigger that writes a history is told from
one that deletes by its text. A trigger that puts rows into a table while we delete from it refuses the batch as well: such
rows would go and come back up to the ceiling. What else a trigger inserts or updates is the application's own affair.

Example: `AFTER DELETE ON customers … DELETE FROM invoices` refuses the deletion of a customer who has invoices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import sqlalchemy as sa

from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.render import Renderer
from zusage.plan.receipt import Refusal, RefusalKind

_MARIADB = """
    SELECT j.t FROM JSON_TABLE(zusage_triggers(), '$[*]' COLUMNS (t varchar(64) PATH '$[0]', n varchar(64) PATH '$[1]')) j
    WHERE left(j.n, 7) <> 'zusage_'"""
_DELETES = re.compile(r"\b(DELETE\s+FROM|REPLACE)\b", re.IGNORECASE)
_POSTGRESQL = "SELECT coalesce(sum(n_tup_del), 0) FROM pg_stat_xact_user_tables WHERE schemaname <> 'zusage'"
_INSERTED = """
    SELECT coalesce(sum(n_tup_ins), 0) FROM pg_stat_xact_user_tables WHERE relid = to_regclass(%(name)s)
      OR relid IN (SELECT relid FROM pg_partition_tree(to_regclass(%(name)s)))"""
_ON = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name NOT GLOB 'zusage_*' AND lower(tbl_name) = lower(?)"
_ON_DELETE = re.compile(r"\bDELETE\s+ON\b", re.IGNORECASE)
_RULES = "SELECT relhasrules FROM pg_class WHERE oid = to_regclass(%(name)s)"
_TEXTS = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name NOT GLOB 'zusage_*'"


def has_rules(connection: sa.Connection, renderer: Renderer, table: str) -> bool:
    """Whether PostgreSQL rewrites statements on the table."""
    if connection.dialect.name != "postgresql":
        return False
    name = connection.dialect.identifier_preparer.format_table(renderer.scope(table).source)
    return bool(connection.exec_driver_sql(_RULES, {"name": name}).scalar())


def deleted(connection: sa.Connection) -> int:
    """How many rows this transaction has deleted so far (SQLite: changed, whatever the way)."""
    if connection.dialect.name == "duckdb":
        return 0  # there are no triggers
    if connection.dialect.name == "mysql":
        return int(connection.exec_driver_sql("SHOW SESSION STATUS LIKE 'Handler_delete'").one()[1])
    query = "SELECT total_changes()" if connection.dialect.name == "sqlite" else _POSTGRESQL
    return int(connection.exec_driver_sql(query).scalar_one())


def refuse_triggers(connection: sa.Connection, tables: Iterable[str]) -> None:
    """More is gone than was judged: raises Refused, on SQLite where any trigger deletes at all."""
    if connection.dialect.name == "sqlite":
        texts = connection.exec_driver_sql(_TEXTS).scalars()
        if not any(_DELETES.search(text or "") for text in texts):
            return
    if connection.dialect.name == "mysql" and not _has_triggers(connection, set(tables)):
        return
    raise Refused(Refusal(RefusalKind.CASCADE, f"a trigger deletes along with {', '.join(sorted(tables))}"))


def refuse_returned(connection: sa.Connection, renderer: Renderer, counts: Iterable[str]) -> None:
    """A trigger has put rows into a table that the batch deletes from: raises Refused (MariaDB forbids it by itself)."""
    product = connection.dialect.name
    for table in sorted(counts):
        if product == "postgresql":
            name = connection.dialect.identifier_preparer.format_table(renderer.scope(table).source)
            came = bool(connection.exec_driver_sql(_INSERTED, {"name": name}).scalar_one())
        else:
            came = product == "sqlite" and _puts_back(connection, table)
        if came:
            raise Refused(Refusal(RefusalKind.CASCADE, f"a trigger puts rows back into {table}"))


def _puts_back(connection: sa.Connection, table: str) -> bool:
    """By its text: a trigger on deletions from the table inserts into it."""
    into = re.compile(rf"\bINTO\s+[\"'`\[]?{re.escape(table)}(?!\w)", re.IGNORECASE)
    texts = connection.exec_driver_sql(_ON, (table,)).scalars()
    return any(_ON_DELETE.search(text or "") and into.search(text or "") for text in texts)


def _has_triggers(connection: sa.Connection, tables: set[str]) -> bool:
    return bool(tables & set(map(str, connection.exec_driver_sql(_MARIADB).scalars())))
