"""Spelling: operators in SQL, where a product can say exactly what their Python means.

Law: `spelled` gives for a column the new value and whether it is still to be replaced, both exact, or None where only Python
knows. Arguments were checked when the declaration was compiled; numbers are written after `int`, everything else is bound.
The conformance suite compares both on random values, per product. Keyed operators are never spelled: a secret stays in our
memory, and does not travel into a server's log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.exact import exact
from zusage.adapters.connectors.sql.moments import Expression, Truth, bind
from zusage.adapters.connectors.sql.render import Scope
from zusage.operators.catalogue import grouped
from zusage.operators.constant import constant
from zusage.operators.operator import Arguments, number, one
from zusage.operators.placeholder import placeholder
from zusage.plan.change import Change
from zusage.plan.structure import Column

_LENGTHS = {"sqlite": "length", "postgresql": "char_length", "mariadb": "char_length"}
_MONTHS = {"instant": "timestamptz", "local_instant": "timestamp", "day": "date"}


@dataclass(frozen=True, slots=True)
class Spelled:
    """The new value, and the truth that the old one is not that yet."""

    value: Expression
    pending: Truth


def spelled(product: str, scope: Scope, change: Change) -> Spelled | None:
    """The change in SQL, or None where it is Python's alone."""
    column, kind, arguments = scope.column(change.column), scope.kind(change.column).kind, grouped(change.arguments)
    match change.operator:
        case "nothing":
            return Spelled(sa.null(), column.is_not(None))
        case "constant":
            return _constant(product, column, kind, arguments)
        case "placeholder":
            wanted = bind(placeholder(one(arguments, "row"), kind))
            return Spelled(wanted, sa.and_(column.is_not(None), column != wanted)) if kind == "integer" else None
        case "truncate" if kind == "text" and "keep" in arguments:
            return _prefix(product, column, number(arguments, "keep"))
        case "truncate" if kind in _MONTHS and "to" in arguments and product == "postgresql":
            return _moment(column, kind, one(arguments, "to"))
        case "bucket" if kind == "integer" and product == "postgresql":
            return _interval(column, number(arguments, "size"), number(arguments, "from"))
        case _:
            return None


def _constant(product: str, column: Expression, kind: str, arguments: Arguments) -> Spelled | None:
    if kind != "text" and product == "sqlite":
        return None  # what stands in a column of SQLite need not be of its kind
    wanted: Any = bind(constant(one(arguments, "value"), kind))
    here = column.collate("BINARY") if product == "sqlite" else column
    if product == "mariadb" and kind == "text":
        here = exact(column, Column("", kind))
    if product == "postgresql" and kind == "text":
        same = bind(constant(one(arguments, "value"), kind))
        return Spelled(wanted, sa.cast(column, sa.Text()).collate("C").is_distinct_from(sa.cast(same, sa.Text())))
    return Spelled(wanted, here.is_distinct_from(wanted))


def _prefix(product: str, column: Expression, keep: int) -> Spelled | None:
    """The first characters; SQLite counts code points only in text, so anything else is Python's."""
    if product == "sqlite":
        return None
    count: sa.ColumnClause[int] = sa.literal_column(str(int(keep)))
    length = getattr(sa.func, _LENGTHS.get(product, "char_length"))(column)
    return Spelled(sa.func.substr(column, sa.literal_column("1"), count), sa.and_(column.is_not(None), length > count))


def _moment(column: Expression, kind: str, to: str) -> Spelled:
    """The start of the day, month or year; in UTC where the column has a zone."""
    unit: sa.ColumnClause[str] = sa.literal_column({"day": "'day'", "month": "'month'", "year": "'year'"}[to])
    utc: sa.ColumnClause[str] = sa.literal_column("'UTC'")
    value: Expression = sa.func.date_trunc(unit, sa.func.timezone(utc, column) if kind == "instant" else column)
    if kind == "instant":
        value = sa.func.timezone(utc, value)
    if kind == "day":
        value = sa.cast(value, sa.Date())
    return Spelled(value, sa.and_(column.is_not(None), column != value))


def _interval(column: Expression, size: int, low: int) -> Spelled:
    """What is left over goes; a division of long numbers would be rounded."""
    exact = sa.cast(column, sa.Numeric())
    width: sa.ColumnClause[int] = sa.literal_column(str(int(size)))
    start: sa.ColumnClause[int] = sa.literal_column(f"({int(low)})")
    over = sa.func.mod(sa.func.mod(exact - start, width) + width, width)
    return Spelled(sa.cast(exact - over, sa.BigInteger()), sa.and_(column.is_not(None), over != 0))
