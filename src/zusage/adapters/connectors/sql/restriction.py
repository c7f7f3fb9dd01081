"""Restriction: how a store keeps the application from rows that are marked, and whether it really does.

Law: PostgreSQL only, and only for tables that a rule restricts: a restrictive row policy TO the application's roles
and the owner, with FORCE ROW LEVEL SECURITY, beside a permissive one that lets everything else through, so that
nothing changes for rows without a mark. A table that has row policies of the application gets ours in addition and no
permissive one. Our own transactions keep `row_security = off`, with which a filtered query fails, unless every table
under row security carries our two policies alone and none of the restrictive ones is for our role: then nothing is
filtered, and it is switched on for that transaction. Everywhere else a mark is a mark. `zusage.is_restricted` reads
our table as its owner, so nobody needs a right on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from zusage.adapters.connectors.sql.store import Store

OPEN, CLOSED = "zusage_open", "zusage_restricted"
TABLE = (
    "CREATE TABLE IF NOT EXISTS {name} (table_name {text} NOT NULL, {key} {text} NOT NULL, promise {text} NOT NULL, "
    "PRIMARY KEY (table_name, {key}, promise))"
)
POSTGRESQL = (
    TABLE.format(name="zusage.restricted", text="text", key="key"),
    """CREATE OR REPLACE FUNCTION zusage.is_restricted(text, text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $marked$ SELECT EXISTS (SELECT 1 FROM zusage.restricted r WHERE r.table_name = $1 AND r.key = $2) $marked$""",
    "GRANT EXECUTE ON FUNCTION zusage.is_restricted(text, text) TO PUBLIC",
)
SQLITE = (TABLE.format(name="zusage_restricted", text="TEXT", key="key"),)
SECURITY = f"""
    CASE WHEN EXISTS (SELECT 1 FROM pg_policy WHERE polname = '{OPEN}') AND NOT EXISTS (
      SELECT 1 FROM pg_class c WHERE c.relrowsecurity AND (
        NOT EXISTS (SELECT 1 FROM pg_policy y WHERE y.polrelid = c.oid AND y.polname = '{OPEN}'
                      AND y.polpermissive AND 0 = ANY (y.polroles) AND pg_get_expr(y.polqual, y.polrelid) = 'true')
        OR EXISTS (SELECT 1 FROM pg_policy y WHERE y.polrelid = c.oid AND NOT y.polpermissive
                     AND (y.polname <> '{CLOSED}' OR EXISTS (SELECT 1 FROM unnest(y.polroles) r
                            WHERE r = 0 OR pg_has_role(session_user, r, 'USAGE'))))))
    THEN 'on' ELSE 'off' END"""
"""Whether row security may be on in our transaction because it filters nothing from us."""


def policies(where: str, table: str, key: Sequence[str], roles: Sequence[str], has_own: bool) -> Iterator[str]:
    """The statements that keep `roles` (quoted) from marked rows of a table; `where` is its full quoted name."""
    text = " || E'\\x1f' || ".join(f"{name}::text" for name in key)
    yield f"ALTER TABLE {where} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {where} FORCE ROW LEVEL SECURITY"
    if not has_own:
        yield f"DROP POLICY IF EXISTS {OPEN} ON {where}"
        yield f"CREATE POLICY {OPEN} ON {where} AS PERMISSIVE FOR ALL TO PUBLIC USING (true) WITH CHECK (true)"
    yield f"DROP POLICY IF EXISTS {CLOSED} ON {where}"
    yield (
        f"CREATE POLICY {CLOSED} ON {where} AS RESTRICTIVE FOR ALL TO {', '.join(roles)} "
        f"USING (NOT zusage.is_restricted({table}, {text}))"
    )


def has_marks(store: Store, connection: sa.Connection) -> bool:
    """Whether our table for marks is there."""
    marks = store.books.restricted
    return sa.inspect(connection).has_table(marks.name, schema=store.books.schema)


def enforced_tables(store: Store, connection: sa.Connection) -> frozenset[str]:
    """Tables whose marks keep the application's roles from reading."""
    if store.product != "postgresql":
        return frozenset()
    query = f"""
        SELECT CASE WHEN n.nspname = current_schema() THEN c.relname ELSE n.nspname || '.' || c.relname END
        FROM pg_policy y JOIN pg_class c ON c.oid = y.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE y.polname = '{CLOSED}' AND NOT y.polpermissive AND c.relrowsecurity AND c.relforcerowsecurity"""
    return frozenset(connection.exec_driver_sql(query).scalars())
