"""Window: in which order an act goes through its table, and up to which row one batch looks.

Law: an act passes its table once. A window is the next n rows in that order, due or not, so that the work of one transaction
is bounded however rare due rows are; bounds are (start, key) or the key alone, so equal starts make no window larger. The
start leads only where an index begins with it and the cut-off can be compared plainly; else the key does, which always has
an index. Where a whole window lies within one start and the index does not go on with the key, the order changes to the key.

    way_of(table, act, key) -> Way(("at", "id"), Before("at", …))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.deed import RowAct, Stage
from zusage.adapters.connectors.sql.moments import Truth, bind, ceiling
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.plan.condition import And, Before, Condition
from zusage.plan.structure import Table

Bound = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The columns that a pass is ordered by; `last` bounds it where the start leads. `even`: equal starts cost nothing."""

    columns: tuple[str, ...]
    last: Before | None = None
    even: bool = True

    def is_stuck(self, after: Bound | None, until: Bound | None) -> bool:
        """The window lies within one start, and each further one would read that start from its beginning."""
        return not self.even and after is not None and until is not None and after[0] == until[0]


def way_of(table: Table, act: RowAct, key: tuple[str, ...], product: str) -> Way:
    """The order in which an act goes through its table."""
    moment = act.moment
    start = before_of(act.condition, moment.column) if moment and not moment.over else None
    shape = table.column(start.column) if start else None
    if start is None or shape is None or ceiling(product, sa.column(shape.name), shape, start.cut_off) is None:
        return Way(key)
    rest = tuple(column for column in key if column != start.column)
    indexes = (table.key, *table.unique, *table.indexes)
    leading = [columns for columns in indexes if columns[:1] == (start.column,)]
    if not leading:
        return Way(key)
    implied = product == "sqlite" and len(rest) == 1 and (column := table.column(rest[0])) and column.kind == "integer"
    implied = implied or (product == "mariadb" and rest == table.key)  # InnoDB ends every index with the primary key
    even = bool(implied) or any(columns[: 1 + len(rest)] == (start.column, *rest) for columns in leading)
    return Way((start.column, *rest), start, even)


def before_of(condition: Condition, column: str) -> Before | None:
    """The part that every due row fulfils and that bounds the column."""
    match condition:
        case Before(name, _):
            return condition if name == column else None
        case And(parts):
            return next((found for part in parts if (found := before_of(part, column))), None)
        case _:
            return None


def span(scope: Scope, columns: tuple[str, ...], after: Bound | None, until: Bound | None, product: str = "") -> Truth:
    """The rows after one bound, up to and with the other."""
    parts: list[Truth] = []
    if len(columns) == 1:
        column = scope.column(columns[0])
        parts += [column > bind(after[0])] if after is not None else []
        parts += [column <= bind(until[0])] if until is not None else []
        return sa.and_(sa.true(), *parts)
    if product in {"mariadb", "duckdb"}:  # one reads the whole table for a comparison of rows, the other refuses it
        found = [scope.column(name) for name in columns]
        parts += [_beyond(found, after)] if after is not None else []
        parts += [sa.and_(found[0] <= bind(until[0]), sa.not_(_beyond(found, until)))] if until is not None else []
        return sa.and_(sa.true(), *parts)
    row = sa.tuple_(*(scope.column(name) for name in columns))
    if after is not None:
        parts.append(row > sa.tuple_(*map(bind, after)))
    if until is not None:
        parts.append(row <= sa.tuple_(*map(bind, until)))
    return sa.and_(sa.true(), *parts)


def _beyond(columns: Sequence[sa.ColumnElement[Any]], bound: Bound) -> Truth:
    """The row lies after the bound, in the form of which an index makes a range."""
    (column, *rest), value = columns, bind(bound[0])
    if not rest:
        last: Truth = column > value
        return last
    return sa.and_(column >= value, sa.or_(column > value, sa.and_(column == value, _beyond(rest, bound[1:]))))


def end_of(
    stage: Stage, way: Way, after: Bound | None, until: Bound | None, size: int, rows: Truth | None = None
) -> Bound | None:
    """The bound of the next `size` rows (of those that `rows` chooses) of a window, or None where fewer are left."""
    columns = [stage.scope.column(name) for name in way.columns]
    within = inside(stage.renderer, stage.scope, way, after, until)
    query = sa.select(*columns).where(within if rows is None else sa.and_(within, rows))
    found = stage.connection.execute(query.order_by(*columns).offset(size - 1).limit(1)).first()
    return tuple(found) if found is not None else None


def inside(renderer: Renderer, scope: Scope, way: Way, after: Bound | None, until: Bound | None) -> Truth:
    """The rows of a window."""
    within = span(scope, way.columns, after, until, renderer.product)
    if way.last is None:
        return within
    name = way.last.column
    top = ceiling(renderer.product, scope.column(name), scope.kind(name), way.last.cut_off)
    if top is None:
        return within
    bounded: Truth = sa.and_(within, top)
    return bounded
