"""What the catalogue of DuckDB says, and its fingerprint.

Law: nothing of ours (`zusage_…`) is part of the structure, so setting a store up does not change its fingerprint. Tables of
other schemas than `main` are named with their schema. DuckDB has no cascades and no triggers; views keep no copy.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from zusage.plan.structure import Column, ForeignKey, Structure, Table

_HERE = "database_name = current_database() AND NOT internal"
_TABLES = f"SELECT schema_name, table_name, sql FROM duckdb_tables() WHERE {_HERE} AND NOT temporary ORDER BY 1, 2"
_VIEWS = f"SELECT schema_name, view_name, sql FROM duckdb_views() WHERE {_HERE} AND NOT temporary ORDER BY 1, 2"
_COLUMNS = f"""
    SELECT schema_name, table_name, column_name, data_type, is_nullable, is_generated
    FROM duckdb_columns() WHERE {_HERE} ORDER BY 1, 2, column_index"""
_CONSTRAINTS = """
    SELECT schema_name, table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
    FROM duckdb_constraints() WHERE database_name = current_database() ORDER BY 1, 2, constraint_index"""
_INDEXES = """
    SELECT schema_name, table_name, expressions, is_unique, sql
    FROM duckdb_indexes() WHERE database_name = current_database() AND NOT is_primary ORDER BY 1, 2, index_name"""
_KINDS = (
    ("TIMESTAMP WITH TIME ZONE", "instant"),
    ("TIMESTAMP", "local_instant"),
    ("DATE", "day"),
    ("BOOLEAN", "boolean"),
    ("UUID", "uuid"),
    ("JSON", "json"),
    ("VARCHAR", "text"),
    ("ENUM", "other"),
    ("BLOB", "bytes"),
    ("HUGEINT", "number"),
    ("INTERVAL", "other"),
    ("INT", "integer"),
    ("DECIMAL", "number"),
    ("DOUBLE", "number"),
    ("FLOAT", "number"),
)
_TYPE = re.compile(r"[A-Z0-9 _]+")


def fingerprint(connection: sa.Connection) -> str:
    """A digest over the texts of tables, views and indexes."""
    total = hashlib.sha256()
    for query in (_TABLES, _VIEWS, _INDEXES):
        for row in connection.exec_driver_sql(query):
            if not str(row[1]).startswith("zusage_"):
                total.update(repr(tuple(row)).encode())
    return total.hexdigest()


def reflect(connection: sa.Connection) -> Structure:
    """Tables, views, keys, foreign keys and indexes of the file."""
    kinds = {_name(row): "table" for row in connection.exec_driver_sql(_TABLES)}
    kinds |= {_name(row): "view" for row in connection.exec_driver_sql(_VIEWS)}
    columns: dict[str, list[Column]] = defaultdict(list)
    for row in connection.exec_driver_sql(_COLUMNS):
        columns[_name(row)].append(Column(row[2], kind_of(row[3]), bool(row[4]), generated=bool(row[5])))
    keys: dict[str, list[Any]] = defaultdict(list)
    for row in connection.exec_driver_sql(_CONSTRAINTS):
        keys[_name(row)].append(row)
    indexes: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for row in connection.exec_driver_sql(_INDEXES):
        indexes[_name(row)].append((_expressions(row[2]), bool(row[3])))
    tables = {
        name: _table(name, kind, columns[name], keys[name], indexes[name])
        for name, kind in kinds.items()
        if not name.startswith("zusage_")
    }
    places = {f"place:{name}": name.replace(".", "\n", 1) for name in tables if "." in name}
    return Structure(tables, extra={"schema": "main", **places})


def kind_of(declared: str) -> str:
    """The kind that a type of DuckDB means; a list, a struct or a map is none of ours."""
    word = _TYPE.match(declared)
    if word is None or declared.endswith("]") or declared.startswith(("STRUCT", "MAP", "UNION")):
        return "other"
    return next((kind for name, kind in _KINDS if name in word[0]), "other")


def _table(
    name: str, kind: str, columns: list[Column], keys: list[Any], indexes: list[tuple[tuple[str, ...], bool]]
) -> Table:
    primary = next((tuple(row[3]) for row in keys if row[2] == "PRIMARY KEY"), ())
    unique = [tuple(row[3]) for row in keys if row[2] == "UNIQUE"] + [names for names, only in indexes if only and names]
    plain = tuple(names for names, only in indexes if not only and names)
    foreign = tuple(
        ForeignKey(tuple(row[3]), str(row[4]), tuple(row[5])) for row in keys if row[2] == "FOREIGN KEY" and row[4]
    )
    return Table(name, tuple(columns), primary, foreign, tuple(unique), plain, kind=kind)


def _expressions(text: str) -> tuple[str, ...]:
    """The columns of an index; an expression makes it unusable as a list of columns."""
    names = [part.strip().strip('"') for part in str(text).strip("[]").split(",")]
    return tuple(names) if all(re.fullmatch(r"'?\w+'?", name) for name in names) else ()


def _name(row: Any) -> str:
    return str(row[1]) if row[0] == "main" else f"{row[0]}.{row[1]}"
