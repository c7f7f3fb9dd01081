"""Show: an act as SQL that a database administrator can read; for reading, never for running.

Law: the statement has the conditions that a batch will judge, with cut-offs and constants written out (they are dates and
words of the declaration, never values of persons); feeds of other systems appear as a parameter. Batches, locks and guards
stand around it in `docs/spec/journal.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite

from zusage.adapters.connectors.sql.batch import guarded
from zusage.adapters.connectors.sql.books import Books
from zusage.adapters.connectors.sql.reading import Zones
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.spelling import spelled
from zusage.plan.act import Act, Clear, Delete, Drop, Lock, Replace, Restrict, Unlock
from zusage.plan.change import Change
from zusage.plan.condition import feeds_of
from zusage.plan.structure import Structure

_NAME = re.compile(r"(?<!:):([A-Za-z_]\w*)")
_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[()]| (?:AND|OR|WHERE|FROM|WHEN|ELSE) |[^'"`() ]+| """)
_BREAKS = {"AND", "OR", "WHERE", "FROM", "WHEN", "ELSE"}


def show_act(product: str, structure: Structure, act: Act, timezone: str, zone: str) -> Iterator[str]:
    """Lines of SQL for one act."""
    match act:
        case Delete() | Clear():
            yield _statement(product, structure, act, Zones(ZoneInfo(timezone), zone)) + ";"
        case Lock() | Unlock():
            yield f"-- {type(act).__name__.lower()}: {', '.join(act.tables)} (guards read zusage locks; no DDL)"
        case Drop():
            yield "-- the whole database ends: DROP DATABASE, or the file is removed"
        case Replace():
            yield _statement(product, structure, act, Zones(ZoneInfo(timezone), zone)) + ";"
        case Restrict():
            yield f"-- marks in our table restricted, promise {act.promise}; see the plan"
        case _:
            yield f"-- {type(act).__name__}"


def _statement(product: str, structure: Structure, act: Delete | Clear | Replace, zones: Zones) -> str:
    books = Books("zusage", "") if product == "postgresql" else Books(None, "zusage_")
    feeds: dict[str, tuple[str, ...]] = {feed.name: (f":{feed.name}",) for feed in feeds_of(act.condition)}
    renderer = Renderer(product, structure, zones, books, feeds)
    scope = renderer.scope(act.table)
    where = renderer.condition(guarded(structure, act), scope)
    statement: Any = sa.delete(scope.source).where(where)
    if isinstance(act, Clear):
        statement = sa.update(scope.source).values(dict(act.columns)).where(where)
    if isinstance(act, Replace):
        new = {scope.source.c[change.column]: _becomes(product, scope, change) for change in act.changes}
        statement = sa.update(scope.source).values(new).where(where)
    build: Any = {"sqlite": sqlite.dialect, "mariadb": mysql.dialect}.get(product, postgresql.dialect)
    compiled = statement.compile(dialect=build(paramstyle="named"), compile_kwargs={"render_postcompile": True})
    text = _NAME.sub(lambda match: _literal(compiled.params.get(match[1], match[0]), product), str(compiled))
    return _laid_out(text)


def _becomes(product: str, scope: Scope, change: Change) -> Any:
    """The new value in SQL, or the name of the operator as a parameter where only Python knows it."""
    known = spelled(product, scope, change)
    return known.value if known is not None else sa.bindparam(f"{change.operator}_of_{change.column}", f":{change.operator}")


def _literal(value: object, product: str) -> str:
    if value is None or isinstance(value, bool):
        return "NULL" if value is None else str(value).upper()
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("'", "''")
    return "'" + (text.replace("\\", "\\\\") if product == "mariadb" else text) + "'"


def _laid_out(statement: str) -> str:
    """The same statement in lines: each condition on its own, indented by its brackets; what is quoted stays as it is."""
    depth, parts = 0, []
    for token in _TOKEN.findall(" ".join(statement.split("\n"))):
        depth += {"(": 1, ")": -1}.get(token, 0)
        parts.append(f"\n{'  ' * (depth + 1)}{token.strip()} " if token.strip() in _BREAKS and len(token) > 3 else token)
    return re.sub(r" +\n", "\n", "".join(parts))
