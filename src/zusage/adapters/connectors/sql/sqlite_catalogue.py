"""What the catalogue of SQLite says, in five queries, and its fingerprint in one.

Law: nothing of ours (`zusage_…`) and nothing of SQLite itself is part of the structure, so setting a store up does not
change its fingerprint. Declared types become kinds by the words in them; SQLite itself promises nothing about values.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from zusage.plan.structure import Column, ForeignKey, Structure, Table

_OURS = "name NOT LIKE 'zusage\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_FINGERPRINT = f"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE {_OURS} ORDER BY type, name"
_COLUMNS = f"""
    SELECT m.name, m.type, c.name, c.type, c."notnull", c.pk, m.sql, c.hidden
    FROM (SELECT * FROM sqlite_schema WHERE type IN ('table', 'view') AND {_OURS}) m JOIN pragma_table_xinfo(m.name) c
    ORDER BY m.name, c.cid"""
_KEYS = f"""
    SELECT m.name, f.id, f."table", f."from", f."to", f.on_delete
    FROM (SELECT * FROM sqlite_schema WHERE type = 'table' AND {_OURS}) m JOIN pragma_foreign_key_list(m.name) f
    ORDER BY m.name, f.id, f.seq"""
_INDEXES = f"""
    SELECT m.name, i.name, i."unique", i.partial, i.origin, x.name
    FROM (SELECT * FROM sqlite_schema WHERE type = 'table' AND {_OURS}) m
    JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) x
    ORDER BY m.name, i.name, x.seqno"""
_TRIGGERS = f"SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger' AND {_OURS} ORDER BY tbl_name, name"
_KINDS = (
    ("TIMESTAMPTZ", "instant"),
    ("WITH TIME ZONE", "instant"),
    ("DATETIME", "local_instant"),
    ("TIMESTAMP", "local_instant"),
    ("DATE", "day"),
    ("TIME", "other"),
    ("BOOL", "boolean"),
    ("UUID", "uuid"),
    ("JSON", "json"),
    ("INTERVAL", "other"),
    ("INT", "integer"),
    ("CHAR", "text"),
    ("CLOB", "text"),
    ("TEXT", "text"),
    ("BLOB", "bytes"),
    ("REAL", "number"),
    ("FLOA", "number"),
    ("DOUB", "number"),
    ("DEC", "number"),
    ("NUM", "number"),
)
_GENERATED = (2, 3)
"""How `table_xinfo` marks virtual and stored generated columns."""
_COPIES = re.compile(r"\b(?:INSERT|REPLACE)\b[^;]*?\bINTO\b\s+[\"`\[]?(\w+)", re.IGNORECASE)


def fingerprint(connection: sa.Connection) -> str:
    """A digest over the text of the schema."""
    total = hashlib.sha256()
    for row in connection.exec_driver_sql(_FINGERPRINT):
        total.update(repr(tuple(row)).encode())
    return total.hexdigest()


def reflect(connection: sa.Connection) -> Structure:
    """Tables, views, keys, foreign keys, indexes and triggers of the file."""
    columns = connection.exec_driver_sql(_COLUMNS).all()
    keys, indexes = _foreign_keys(connection), _indexes(connection)
    triggers: dict[str, list[str]] = defaultdict(list)
    copies = []
    for table, name, text in connection.exec_driver_sql(_TRIGGERS):
        triggers[table].append(name)
        if any(into != table for into in _COPIES.findall(_body(text))):
            copies.append(f"trigger {name} of {table}")
    shapes: dict[str, list[Any]] = defaultdict(list)
    for row in columns:
        shapes[row[0]].append(row)
    tables = {name: _table(name, rows, keys, indexes, triggers) for name, rows in shapes.items()}
    return Structure({name: _pointed(table, tables) for name, table in tables.items()}, tuple(copies))


def kind_of(declared: str) -> str:
    """The kind that the words of a declared type mean."""
    upper = declared.upper()
    return next((kind for word, kind in _KINDS if word in upper), "other")


def _table(
    name: str, rows: list[Any], keys: dict[str, Any], indexes: dict[str, Any], triggers: dict[str, list[str]]
) -> Table:
    columns = tuple(_column(row) for row in rows)
    key = tuple(row[2] for row in sorted((row for row in rows if row[5]), key=lambda row: row[5]))
    unique = tuple(columns for columns, is_unique in indexes.get(name, ()) if is_unique)
    plain = tuple(columns for columns, is_unique in indexes.get(name, ()) if not is_unique)
    return Table(
        name, columns, key, tuple(keys.get(name, ())), unique, plain, tuple(triggers.get(name, ())), (), str(rows[0][1])
    )


def _column(row: Any) -> Column:
    _, _, name, declared, not_null, primary, text, hidden = row
    length = re.search(r"\((\d+)\)", declared or "")
    collation = re.search(rf"[\"`\[]?{re.escape(name)}[\"`\]]?\s[^,]*?\bCOLLATE\s+(\w+)", text or "", re.IGNORECASE)
    return Column(
        name,
        kind_of(declared or ""),
        not (not_null or primary),
        int(length[1]) if length else None,
        collation[1].upper() if collation else "",
        hidden in _GENERATED,
    )


def _foreign_keys(connection: sa.Connection) -> dict[str, list[ForeignKey]]:
    pairs: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in connection.exec_driver_sql(_KEYS):
        pairs[row[0], row[1]].append(row)
    found: dict[str, list[ForeignKey]] = defaultdict(list)
    for (table, _), rows in pairs.items():
        there = tuple(row[4] or "" for row in rows)
        found[table].append(ForeignKey(tuple(row[3] for row in rows), rows[0][2], there, rows[0][5]))
    return found


def _pointed(table: Table, tables: dict[str, Table]) -> Table:
    """Foreign keys that name no column mean the primary key of their target; names of targets ignore case."""
    names = {name.lower(): name for name in tables}
    pointed = []
    for key in table.foreign_keys:
        target = names.get(key.target.lower(), key.target)
        there = key.target_columns
        if not all(there) and target in tables:
            there = tables[target].key
        pointed.append(replace(key, target=target, target_columns=there))
    return replace(table, foreign_keys=tuple(pointed))


def _indexes(connection: sa.Connection) -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    columns: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for table, name, unique, partial, origin, column in connection.exec_driver_sql(_INDEXES):
        if origin != "pk" and column is not None:
            columns[table, name, bool(unique) and not partial].append(column)
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for (table, _, unique), names in columns.items():
        found[table].append((tuple(names), unique))
    return found


def _body(text: str) -> str:
    return re.split(r"\bBEGIN\b", text, maxsplit=1, flags=re.IGNORECASE)[-1]
