"""What `set_up` creates in a target: our tables, the marker, and the guard triggers of the declared tables.

Law: idempotent; needs the setup connection; changes no table of the application but adds guard triggers to those declared.
A guard does nothing until a row in our `locks` names its table; then every write fails with the promise in its error, unless
it is ours (PostgreSQL: a role in `writers` that says so in this transaction; SQLite: a flag set inside our exclusive
transaction). The guard reads our tables as their owner, so the application needs no right on them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

import sqlalchemy as sa

from zusage.adapters.connectors.sql import duckdb_setup, mariadb_setup, restriction
from zusage.adapters.connectors.sql.products import ALONE
from zusage.adapters.connectors.sql.render import place
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.structure import Structure

_GUARD = """
CREATE OR REPLACE FUNCTION zusage.guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $guard$
DECLARE
  promises text;
BEGIN
  SELECT string_agg(l.promise, ', ' ORDER BY l.promise) INTO promises FROM zusage.locks l WHERE l.table_name = TG_ARGV[0];
  IF promises IS NOT NULL AND NOT (coalesce(current_setting('zusage.passing', true), '') = 'on'
      AND EXISTS (SELECT 1 FROM zusage.writers w WHERE w.role = session_user)) THEN
    RAISE EXCEPTION 'Zusage: % is read-only by promise %', TG_ARGV[0], promises;
  END IF;
  IF TG_LEVEL = 'STATEMENT' THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $guard$"""
_POSTGRESQL = (
    "CREATE SCHEMA IF NOT EXISTS zusage",
    "CREATE TABLE IF NOT EXISTS zusage.control (id integer PRIMARY KEY CHECK (id = 1), marker text NOT NULL, "
    "stopped boolean NOT NULL DEFAULT false, epoch bigint NOT NULL DEFAULT 0, passing integer NOT NULL DEFAULT 0)",
    "CREATE TABLE IF NOT EXISTS zusage.writers (role name PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS zusage.journal (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
    "target text NOT NULL, run text NOT NULL, act text NOT NULL, promise text NOT NULL, number integer NOT NULL, "
    "counts text NOT NULL, "
    "at text NOT NULL, epoch bigint NOT NULL, UNIQUE (target, run, act, number))",
    "ALTER TABLE zusage.journal ADD COLUMN IF NOT EXISTS written timestamptz DEFAULT clock_timestamp()",
    "CREATE TABLE IF NOT EXISTS zusage.holds (hold text NOT NULL, table_name text NOT NULL DEFAULT '', key text)",
    "CREATE INDEX IF NOT EXISTS holds_by_row ON zusage.holds (table_name, key)",
    "CREATE TABLE IF NOT EXISTS zusage.locks (table_name text NOT NULL, promise text NOT NULL, "
    "PRIMARY KEY (table_name, promise))",
    "CREATE TABLE IF NOT EXISTS zusage.gate (ledger text NOT NULL, target text NOT NULL, "
    "closed integer NOT NULL DEFAULT 0, pulse text NOT NULL DEFAULT '', PRIMARY KEY (ledger, target))",
    "CREATE TABLE IF NOT EXISTS zusage.files (relation bigint PRIMARY KEY, file bigint NOT NULL, rewritten timestamptz, "
    "pushed timestamptz)",
    "CREATE TABLE IF NOT EXISTS zusage.partitions (relation bigint PRIMARY KEY, table_name text NOT NULL, "
    "parent text NOT NULL, name text NOT NULL, bounds text NOT NULL, run text NOT NULL, act text NOT NULL, "
    "promise text NOT NULL, number integer NOT NULL, at text NOT NULL)",
    *restriction.POSTGRESQL,
    "REVOKE ALL ON SCHEMA zusage FROM PUBLIC",
    _GUARD,
    "REVOKE ALL ON FUNCTION zusage.guard() FROM PUBLIC",
)
_SQLITE = (
    "CREATE TABLE IF NOT EXISTS zusage_control (id INTEGER PRIMARY KEY CHECK (id = 1), marker TEXT NOT NULL, "
    "stopped INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0, passing INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE IF NOT EXISTS zusage_journal (position INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, "
    "run TEXT NOT NULL, act TEXT NOT NULL, promise TEXT NOT NULL, number INTEGER NOT NULL, counts TEXT NOT NULL, "
    "at TEXT NOT NULL, epoch INTEGER NOT NULL, UNIQUE (target, run, act, number))",
    "CREATE TABLE IF NOT EXISTS zusage_holds (hold TEXT NOT NULL, table_name TEXT NOT NULL DEFAULT '', key TEXT)",
    "CREATE TABLE IF NOT EXISTS zusage_emptied (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL, "
    "clean INTEGER NOT NULL DEFAULT -1)",
    "CREATE INDEX IF NOT EXISTS zusage_holds_by_row ON zusage_holds (table_name, key)",
    "CREATE TABLE IF NOT EXISTS zusage_locks (table_name TEXT NOT NULL, promise TEXT NOT NULL, "
    "PRIMARY KEY (table_name, promise))",
    "CREATE TABLE IF NOT EXISTS zusage_gate (ledger TEXT NOT NULL, target TEXT NOT NULL, "
    "closed INTEGER NOT NULL DEFAULT 0, pulse TEXT NOT NULL DEFAULT '', PRIMARY KEY (ledger, target))",
    *restriction.SQLITE,
)
_EVENTS = ("INSERT", "UPDATE", "DELETE")
GUARDED_KINDS = ("table", "partitioned")


def set_up(store: Store) -> None:
    """Create everything that is missing; raises ConnectorError."""
    marker = os.urandom(16).hex()
    with store.changing("setup", "setup") as connection:
        structure = store.reflect(connection)
        tables = [name for name in store.opening.tables if name in structure.tables]
        lines = statements(store.product, structure, tables, roles(store), kept_out(store, structure), store.opening.locks)
        if store.product == "mariadb":
            mariadb_setup.run(store, connection, lines)
        else:
            for statement in lines:
                connection.execute(sa.text(statement.replace(":", "\\:")))
        control = store.books.control
        if connection.execute(sa.select(control.c.id)).first() is None:
            connection.execute(sa.insert(control).values(id=1, marker=marker, stopped=bind_false(store), epoch=0, passing=0))


def bind_false(store: Store) -> bool | int:
    """The product's own false."""
    return 0 if store.product == "sqlite" else False


def roles(store: Store) -> dict[str, str]:
    """The names of the roles that the addresses carry: probe and apply."""
    if store.product in ALONE:
        return {}
    if store.product == "mariadb":
        return mariadb_setup.accounts(store)
    named = {"probe": store.url("url"), "apply": store.url("apply")}
    return {role: name for role, url in named.items() if url and (name := sa.make_url(url).username)}


def kept_out(store: Store, structure: Structure) -> dict[str, tuple[str, ...]]:
    """For each table that a rule restricts, the roles that may not see marked rows: the application's and the owner."""
    app, ours = store.url("app"), set(roles(store).values())
    if store.product != "postgresql" or not app:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for table in store.opening.restricts:
        shape = structure.tables.get(table)
        names = {sa.make_url(app).username or "", shape.owner if shape else ""} - ours - {""}
        if shape is not None and shape.kind in GUARDED_KINDS and shape.key and names:
            found[table] = tuple(sorted(names))
    return found


def statements(
    product: str,
    structure: Structure,
    tables: Sequence[str],
    named: dict[str, str],
    closed: Mapping[str, Sequence[str]] = MappingProxyType({}),
    locks: Collection[str] | None = None,
) -> tuple[str, ...]:
    """The SQL of the setup, in order; every statement may be run again.

    `closed` are tables and whom marks keep out; `locks` are the tables that get guards (None: all).
    """
    shapes = [structure.tables[name] for name in tables]
    lockable = [shape.name for shape in shapes if shape.kind in GUARDED_KINDS]
    guarded = [name for name in lockable if locks is None or name in locks]
    if product == "sqlite":
        return (*_SQLITE, *(trigger for table in guarded for trigger in _sqlite_guards(table)))
    if product == "mariadb":
        return mariadb_setup.statements(guarded, named)
    if product == "duckdb":
        return duckdb_setup.STATEMENTS
    triggers = (trigger for table in guarded for trigger in _postgresql_guards(structure, table))
    policies = (line for table, out in closed.items() for line in _policies(structure, table, out))
    return (*_POSTGRESQL, *_own_grants(named), *triggers, *policies)


def _policies(structure: Structure, table: str, roles: Sequence[str]) -> Iterable[str]:
    shape = structure.tables[table]
    key, names = [quoted(name) for name in shape.key], [quoted(role) for role in roles]
    return restriction.policies(full_name(structure, table), literal(table), key, names, bool(shape.policies))


def quoted(name: str) -> str:
    """An identifier as it stands."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A name of structure as a text constant."""
    return "'" + text.replace("'", "''") + "'"


def full_name(structure: Structure, table: str) -> str:
    """Schema and name, quoted."""
    schema, name = place(structure, table)
    return f"{quoted(schema)}.{quoted(name)}" if schema else quoted(name)


def _own_grants(named: dict[str, str]) -> Iterable[str]:
    for name in dict.fromkeys(named.values()):
        yield f"GRANT USAGE ON SCHEMA zusage TO {quoted(name)}"
        yield f"GRANT SELECT ON ALL TABLES IN SCHEMA zusage TO {quoted(name)}"
    if role := named.get("apply"):
        yield f"GRANT UPDATE (stopped, epoch) ON zusage.control TO {quoted(role)}"
        yield f"GRANT INSERT ON zusage.journal TO {quoted(role)}"
        yield f"GRANT INSERT, UPDATE ON zusage.gate TO {quoted(role)}"
        yield f"GRANT INSERT, DELETE ON zusage.holds, zusage.locks, zusage.restricted TO {quoted(role)}"
        yield f"INSERT INTO zusage.writers (role) VALUES ({literal(role)}) ON CONFLICT DO NOTHING"


def _postgresql_guards(structure: Structure, table: str) -> Iterable[str]:
    """One call per statement, cascades included; per row only where a partition may be written by its own name."""
    where, argument = full_name(structure, table), literal(table)
    ways = [("zusage_guard", "INSERT OR UPDATE OR DELETE OR TRUNCATE", "STATEMENT")]
    if structure.tables[table].kind == "partitioned":
        ways.append(("zusage_guard_row", "INSERT OR UPDATE OR DELETE", "ROW"))
    for name, events, level in ways:
        yield f"DROP TRIGGER IF EXISTS {name} ON {where}"
        yield f"CREATE TRIGGER {name} BEFORE {events} ON {where} FOR EACH {level} EXECUTE FUNCTION zusage.guard({argument})"


def _sqlite_guards(table: str) -> Iterable[str]:
    """RAISE takes no computed text, so the promise is named by the error of a JSON path that holds it."""
    argument = literal(table)
    for event in _EVENTS:
        name = quoted(f"zusage_{event.lower()}_{table}")
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {quoted(table)} "
            f"WHEN EXISTS (SELECT 1 FROM zusage_locks WHERE table_name = {argument}) "
            f"AND NOT EXISTS (SELECT 1 FROM zusage_control WHERE passing = 1) BEGIN "
            f"SELECT json_extract('{{}}', 'Zusage: read-only by promise ' || group_concat(promise, ', ')) FROM zusage_locks "
            f"WHERE table_name = {argument}; SELECT RAISE(ABORT, 'Zusage: this table is read-only'); END"
        )
