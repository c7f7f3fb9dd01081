"""What the catalogue of MariaDB says: the whole structure in one query, its fingerprint in the same.

Law: nothing of ours (`zusage_…`) is part of it. A role sees a table here only where it holds a right on it, so foreign keys
of unseen tables would cascade unnoticed: who holds no right on the whole database (SHOW VIEW is the least) is told so and
sees nothing. Triggers, checks, events and columns of tables that the declaration does not name need more rights than that;
they are part of the structure where they are seen, but not of the fingerprint, so that every role has the same one.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from zusage.plan.structure import Column, ForeignKey, Structure, Table

_MINE = "TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE 'zusage\\_%%'"
FACTS = f"""
    SELECT 'table' AS fact, TABLE_NAME AS a, TABLE_TYPE AS b, coalesce(ENGINE, '') AS c,
           CASE WHEN CREATE_OPTIONS LIKE '%%partitioned%%' THEN 'partitioned' ELSE '' END AS d, '' AS e, '' AS f, '' AS g
    FROM information_schema.TABLES WHERE {_MINE}
    UNION ALL SELECT 'column', TABLE_NAME, lpad(ORDINAL_POSITION, 5, '0'), COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE,
           coalesce(COLLATION_NAME, ''), concat(EXTRA, '\n', coalesce(CHARACTER_MAXIMUM_LENGTH, ''))
    FROM information_schema.COLUMNS WHERE {_MINE}
    UNION ALL SELECT 'index', TABLE_NAME, INDEX_NAME, lpad(SEQ_IN_INDEX, 5, '0'), coalesce(COLUMN_NAME, ''), NON_UNIQUE,
           coalesce(SUB_PART, ''), ''
    FROM information_schema.STATISTICS WHERE {_MINE}
    UNION ALL SELECT 'key', k.TABLE_NAME, k.CONSTRAINT_NAME, lpad(k.ORDINAL_POSITION, 5, '0'), k.COLUMN_NAME,
           CASE WHEN k.REFERENCED_TABLE_SCHEMA = DATABASE() THEN k.REFERENCED_TABLE_NAME
                ELSE concat(k.REFERENCED_TABLE_SCHEMA, '.', k.REFERENCED_TABLE_NAME) END,
           k.REFERENCED_COLUMN_NAME, coalesce(r.DELETE_RULE, 'CASCADE')
    FROM information_schema.KEY_COLUMN_USAGE k LEFT JOIN information_schema.REFERENTIAL_CONSTRAINTS r
      ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
    WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME NOT LIKE 'zusage\\_%%' AND k.REFERENCED_TABLE_NAME IS NOT NULL
    UNION ALL SELECT 'trigger', EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, '', ''
    FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME NOT LIKE 'zusage\\_%%'
    UNION ALL SELECT 'event', EVENT_NAME, STATUS, EVENT_DEFINITION, '', '', '', ''
    FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()
    UNION ALL SELECT 'log', 'binary log', @@log_bin, '', '', '', '', ''
    UNION ALL SELECT 'log', 'general log', @@general_log, '', '', '', '', ''
    UNION ALL SELECT 'log', 'slow query log', @@slow_query_log, '', '', '', '', ''"""
_CHECKED = r"json_valid\(`((?:[^`]|``)+)`\)"
CHECKS = """
    SELECT TABLE_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS
    WHERE CONSTRAINT_SCHEMA = DATABASE() AND CHECK_CLAUSE LIKE 'json\\_valid(%%'"""
CHILDREN = """
    SELECT TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME, DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS
    WHERE CONSTRAINT_SCHEMA = DATABASE()"""
_SEEN_BY_ALL = ("table", "index", "key", "log")
_INSERTS = re.compile(r"\b(?:INSERT|REPLACE)\s+(?:LOW_PRIORITY\s+|DELAYED\s+|IGNORE\s+)*INTO\b", re.IGNORECASE)
_DELETES = re.compile(r"\b(?:DELETE|TRUNCATE|DROP)\b", re.IGNORECASE)
_TYPES = {
    "timestamp": "instant",
    "datetime": "local_instant",
    "date": "day",
    "uuid": "uuid",
    "json": "json",
    **dict.fromkeys(("char", "varchar", "tinytext", "text", "mediumtext", "longtext"), "text"),
    **dict.fromkeys(("tinyint", "smallint", "mediumint", "int", "bigint"), "integer"),
    **dict.fromkeys(("decimal", "float", "double"), "number"),
    **dict.fromkeys(("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"), "bytes"),
}
_WHOLE = {"tinyint(1)": "boolean", "bit(1)": "boolean", "binary(16)": "uuid"}
_KINDS = {"VIEW": "view", "SEQUENCE": "sequence"}
SAFE_ENGINES = {"innodb", "rocksdb"}


def fingerprint_of(facts: Iterable[Sequence[Any]], declared: Collection[str]) -> str:
    """A digest over what every role sees alike."""
    seen = [tuple(map(str, row)) for row in facts if row[0] in _SEEN_BY_ALL or (row[0] == "column" and row[1] in declared)]
    total = hashlib.sha256()
    for row in sorted(seen):
        total.update(repr(row).encode())
    return total.hexdigest()


def structure_of(facts: Iterable[Sequence[Any]], checks: Iterable[Sequence[Any]]) -> Structure:
    """The structure that the rows of `FACTS` and `CHECKS` tell."""
    sorts: dict[str, dict[str, list[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted({tuple(map(str, row)) for row in facts}):
        sorts[row[0]][row[1]].append(row[2:])
    json = {(str(table), name.replace("``", "`")) for table, text in checks for name in re.findall(_CHECKED, str(text))}
    tables = {name: _table(name, rows[0], sorts, json) for name, rows in sorts["table"].items()}
    return Structure(tables, tuple(_copies(sorts)), tuple(_notes(sorts)), {"product": "mariadb"})


def _table(name: str, row: tuple[str, ...], sorts: dict[str, dict[str, list[tuple[str, ...]]]], json: set[Any]) -> Table:
    indexes: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for index in sorts["index"].get(name, ()):
        indexes[index[0]].append(index[1:])
    keys = tuple(_keys(sorts["key"].get(name, ())))
    columns = [_column(name, column, json) for column in sorts["column"].get(name, ())]
    known = {column.name for column in columns}
    unseen = dict.fromkeys(column for key in keys for column in key.columns if column not in known)
    named = {index: (tuple(part[1] for part in parts), _is_unique(parts)) for index, parts in indexes.items()}
    return Table(
        name,
        (*columns, *(Column(column, "other") for column in unseen)),
        named.get("PRIMARY", ((), True))[0],
        keys,
        tuple(columns for index, (columns, unique) in named.items() if unique and index != "PRIMARY"),
        tuple(columns for columns, unique in named.values() if not unique and all(columns)),
        tuple(dict.fromkeys(trigger[0] for trigger in sorts["trigger"].get(name, ()))),
        (),
        _kind(row),
    )


def _kind(row: tuple[str, ...]) -> str:
    """A table whose engine knows no transactions cannot be deleted from together with its journal row: it is none to us."""
    kind, engine, partitioned = row[:3]
    if kind in _KINDS:
        return _KINDS[kind]
    if engine.lower() not in SAFE_ENGINES:
        return f"table of engine {engine or 'unknown'}, which knows no transactions"
    return partitioned or "table"


def _column(table: str, row: tuple[str, ...], json: set[Any]) -> Column:
    _, name, declared, nullable, collation, more = row[:6]
    extra, _, length = more.partition("\n")
    bare = re.split(r"[( ]", declared, maxsplit=1)[0].lower()
    kind = _WHOLE.get(declared.lower()) or ("json" if (table, name) in json else _TYPES.get(bare, "other"))
    has_length = bool(length) and (kind == "text" or declared.lower() == "binary(16)")
    return Column(name, kind, nullable == "YES", int(length) if has_length else None, collation, "GENERATED" in extra)


def _is_unique(parts: list[tuple[str, ...]]) -> bool:
    return all(part[2] == "0" for part in parts) and all(part[1] and not part[3] for part in parts)


def _keys(rows: Iterable[tuple[str, ...]]) -> Iterable[ForeignKey]:
    grouped: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    for parts in grouped.values():
        here, there = tuple(part[2] for part in parts), tuple(part[4] for part in parts)
        yield ForeignKey(here, parts[0][3], there, parts[0][5])


def _copies(sorts: dict[str, dict[str, list[tuple[str, ...]]]]) -> Iterable[str]:
    for table, rows in sorted(sorts["table"].items()):
        if rows[0][0] == "SYSTEM VERSIONED":
            yield f"system versioning of {table}"
    for table, rows in sorted(sorts["trigger"].items()):
        yield from (f"trigger {row[0]} of {table}" for row in rows if _INSERTS.search(row[3]))
    for name, (_, definition, *_) in ((name, rows[0]) for name, rows in sorted(sorts["event"].items())):
        if _INSERTS.search(definition):
            yield f"event {name} of *"
    yield from (f"{name} of *" for name, rows in sorts["log"].items() if rows[0][0] in {"1", "ON"})


def _notes(sorts: dict[str, dict[str, list[tuple[str, ...]]]]) -> Iterable[str]:
    for name, rows in sorted(sorts["event"].items()):
        if _DELETES.search(rows[0][1]) and rows[0][0] == "ENABLED":
            yield f"event {name} deletes rows by itself"
