"""Grants: the exact SQL that a database administrator runs once, per role, with nothing beyond what the acts need.

Law: `probe` reads; `apply` deletes from the tables that are deleted from, updates the columns that are cleared or must be
locked, and writes our own schema; neither owns a table, is superuser, bypasses row security or truncates. `setup` is whoever
may create a schema and triggers. SQLite and DuckDB have no roles: there the permissions of the file decide, and
the text says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from zusage.adapters.connectors.sql import mariadb_grants
from zusage.adapters.connectors.sql.batch import is_backed
from zusage.adapters.connectors.sql.render import reads_elsewhere
from zusage.adapters.connectors.sql.setup import full_name, literal, quoted, statements
from zusage.plan.act import Act, Child, Clear, Delete, Replace
from zusage.plan.condition import Edge
from zusage.plan.structure import Structure

SQLITE = {
    "probe": ("-- SQLite has no roles. The probe needs read permission on the file and its folder, nothing else.",),
    "apply": ("-- Applying needs write permission on the file and on its folder (journal files lie beside it).",),
}
DUCKDB = {
    "probe": ("-- DuckDB has no roles. The probe opens the file read-only: read permission on the file and its folder.",),
    "apply": (
        "-- Applying needs write permission on the file and on its folder; nobody else may have the file open meanwhile.",
    ),
}
NAMES = {"probe": "zusage_probe", "apply": "zusage_apply"}


def grants(
    product: str,
    structure: Structure,
    tables: Sequence[str],
    acts: Iterable[Act] = (),
    roles: Mapping[str, str] = NAMES,
    marks: Mapping[str, Sequence[str]] = MappingProxyType({}),
    locks: Collection[str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """SQL in the order in which it runs: `roles`, `setup`, `probe`, `apply`; it may be run in every database of a server.

    `roles` are the names of the probe and the apply role; they are made where they are missing, without a password.

    `marks` are columns of a registry (by table) that are written when an instance has been dropped; `locks` are the tables
    that a rule makes read-only (None: all), for only they get guards.
    """
    known = [table for table in tables if table in structure.tables]
    named = {role: name for role, name in roles.items() if role in NAMES}
    setup = tuple(f"{statement};" for statement in statements(product, structure, known, named, locks=locks))
    if product == "sqlite":
        return {"setup": setup, **SQLITE}
    if product == "duckdb":
        return {"setup": setup, **DUCKDB}
    if product == "mariadb":
        return {
            "roles": tuple(mariadb_grants.roles(named)),
            "setup": tuple(map(mariadb_grants.delimited, setup)),
            "probe": tuple(mariadb_grants.probe(known, roles["probe"])),
            "apply": tuple(mariadb_grants.apply(structure, known, acts, marks, roles["apply"])),
        }
    probe, apply = quoted(roles["probe"]), quoted(roles["apply"])
    only = f"ALTER ROLE {probe} SET default_transaction_read_only = on;"
    writes = [*_writes(structure, tuple(acts), apply), *_marks(structure, marks, apply)]
    return {
        "roles": tuple(line for name in dict.fromkeys(named.values()) for line in _role(name)),
        "setup": setup,
        "probe": (*_reads(structure, known, probe), only),
        "apply": (*_reads(structure, _near(structure, known), apply), *writes),
    }


def _role(name: str) -> Iterator[str]:
    role = quoted(name)
    yield (
        f"DO $role$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal(name)}) THEN "
        f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; END IF; END $role$;"
    )
    yield f"DO $role$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO {role}', current_database()); END $role$;"


def _reads(structure: Structure, tables: Sequence[str], role: str) -> Iterator[str]:
    for schema in sorted({full_name(structure, table).split(".")[0] for table in tables}):
        yield f"GRANT USAGE ON SCHEMA {schema} TO {role};"
    for table in tables:
        yield f"GRANT SELECT ON {full_name(structure, table)} TO {role};"


def _near(structure: Structure, tables: Sequence[str]) -> list[str]:
    """The tables and those that refer to them: what a deletion would take along must be seen."""
    children = {child.name for table in tables for child, _ in structure.children(table)}
    return [*tables, *sorted(children - set(tables))]


def _writes(structure: Structure, acts: tuple[Act, ...], role: str) -> list[str]:
    deletes: dict[str, None] = {}
    inserts: dict[str, None] = {}
    updates: dict[str, dict[str, None]] = {}
    whole: dict[str, None] = {}
    for act in acts:
        if not isinstance(act, Delete | Clear | Replace) or act.table not in structure.tables:
            continue
        key = structure.tables[act.table].key
        updates.setdefault(act.table, {}).update(dict.fromkeys(key[:1]))
        if isinstance(act, Delete):
            deletes.update(dict.fromkeys((act.table, *_children(act.children))))
            inserts.update(dict.fromkeys((act.table, *_children(act.children)) if act.undo is not None else ()))
        elif isinstance(act, Clear):
            updates[act.table].update(dict.fromkeys(name for name, _ in act.columns))
        else:
            updates[act.table].update(dict.fromkeys(change.column for change in act.changes))
        _locked(structure, act, updates, whole)
    lines = [f"GRANT DELETE ON {full_name(structure, table)} TO {role};" for table in deletes]
    lines.extend(f"GRANT INSERT ON {full_name(structure, table)} TO {role};" for table in inserts)
    for table, columns in updates.items():
        names = ", ".join(quoted(column) for column in columns)
        lines.append(f"GRANT UPDATE ({names}) ON {full_name(structure, table)} TO {role};")
    lines.extend(f"GRANT UPDATE ON {full_name(structure, table)} TO {role};" for table in whole)
    return lines


def _marks(structure: Structure, marks: Mapping[str, Sequence[str]], role: str) -> Iterator[str]:
    for table, columns in marks.items():
        yield f"GRANT UPDATE ({', '.join(map(quoted, columns))}) ON {full_name(structure, table)} TO {role};"


def _locked(
    structure: Structure, act: Delete | Clear | Replace, updates: dict[str, dict[str, None]], whole: dict[str, None]
) -> None:
    """A row can only be locked by who may update it; a searched table without foreign key is held back as a whole."""
    ways: list[tuple[Edge, ...]] = [*((edge,) for edge in act.locks), *reads_elsewhere(act.condition)]
    for path in ways:
        table = structure.tables.get(path[-1].table)
        if table is None:
            continue
        column = (table.key or tuple(column.name for column in table.columns))[0]
        updates.setdefault(table.name, {})[column] = None
        if not is_backed(structure, act.table, path):
            whole[table.name] = None


def _children(children: tuple[Child, ...]) -> Iterator[str]:
    for child in children:
        yield child.table
        yield from _children(child.children)
