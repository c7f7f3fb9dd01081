"""Costs: what an act would make the database search again and again, found before a row is touched.

Law: a deletion of n rows must not search a large table n times. Where a table refers to one that rows go from, or is read by
the condition, without an index that begins with the columns of that way, the database searches it whole for each row or each
batch; up to `LARGE` rows that is borne, above it the act is refused with the index that is missing. Names of structure only.

    missing index: messages(contact)  ->  CREATE INDEX ON messages (contact)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.render import Renderer, reads_elsewhere
from zusage.plan.act import Act, Child, Clear, Delete, Replace
from zusage.plan.condition import Edge
from zusage.plan.receipt import Refusal, RefusalKind
from zusage.plan.structure import Structure, Table

LARGE = 20_000
_ROWS = {"table", "partitioned", "partition"}


def is_led(table: Table, columns: frozenset[str]) -> bool:
    """An index finds the rows with given values in these columns: it begins with one of them."""
    return any(index and index[0] in columns for index in (table.key, *table.unique, *table.indexes))


def unindexed(structure: Structure, act: Act) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Tables with the columns by which the act searches them without an index; each once, in order of name."""
    found: set[tuple[str, tuple[str, ...]]] = set()
    for name, columns in _searches(structure, act):
        table = structure.tables.get(name)
        if table is not None and table.kind in _ROWS and not is_led(table, frozenset(columns)):
            found.add((name, columns))
    return tuple(sorted(found))


def refuse_unindexed(connection: sa.Connection, renderer: Renderer, act: Act) -> None:
    """Raises Refused (unable) when one of these tables is large."""
    for name, columns in unindexed(renderer.structure, act):
        some: sa.Select[Any] = sa.select(sa.literal_column("1").label("one")).select_from(renderer.scope(name).source)
        rows = connection.execute(sa.select(sa.func.count()).select_from(some.limit(LARGE + 1).subquery())).scalar_one()
        if rows > LARGE:
            raise Refused(Refusal(RefusalKind.UNABLE, f"missing index: {name}({', '.join(columns)})"))


def _searches(structure: Structure, act: Act) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(act, Delete | Clear | Replace):
        return
    yield from _over(*reads_elsewhere(act.condition), *((edge,) for edge in act.locks))
    if not isinstance(act, Delete):
        return
    yield from _over(*((edge,) for edge in act.forbid))
    yield from _children(act.children)
    for table in {act.table, *_tables(act.children)}:
        yield from ((child.name, key.columns) for child, key in structure.children(table))


def _over(*paths: tuple[Edge, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in paths:
        yield path[-1].table, tuple(there for _, there in path[-1].on)


def _children(children: tuple[Child, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for child in children:
        yield child.table, tuple(there for _, there in child.edge.on)
        yield from _children(child.children)


def _tables(children: tuple[Child, ...]) -> Iterator[str]:
    for child in children:
        yield child.table
        yield from _tables(child.children)
