"""Interpret: does one row fulfil a condition? The reader of conditions for lines, files, messages and the twin.

Law: exactly the meaning written in `zusage.plan.condition`. A row is a mapping from column to value; a column that is
absent counts as empty. Empty (None) fulfils nothing but `IsNull`. `Before` needs a readable moment that is no sentinel and
at or before the cut-off: so a date in the future, unreadable text or a zero date is never before. Every part yields a plain
yes or no; what is unknown is "no" before `Not` turns it. Constants are compared by type and bytes: `1` is not `"1"`; only
a boolean is also what stores without booleans write for it (`TRUE_WORDS`, `FALSE_WORDS`, 1, 0), in any letter case.
A tuple is a column with several values: `Equals` and `In` are true when they are true for one of them.
Example: `Not(Before("ended_at", c))` is true for a row whose `ended_at` is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import assert_never

from zusage.operators.normalise import normalise
from zusage.plan.condition import (
    FALSE_WORDS,
    TRUE_WORDS,
    And,
    Before,
    Condition,
    Constant,
    CutOff,
    Edge,
    Equals,
    Exists,
    Feed,
    Held,
    In,
    IsNull,
    Not,
    Or,
)

Row = Mapping[str, object]
Feeds = Mapping[str, Collection[str]]
IsHeld = Callable[[str, object], bool]
Related = Callable[[Edge, Row], Iterable[Row]]

_SENTINEL_YEARS = (1, 1900, 1970)


def fulfils(condition: Condition, row: Row, feeds: Feeds, held: IsHeld, related: Related | None = None) -> bool:
    """Whether `row` fulfils `condition`.

    `held(table, key)` answers for holds; `related(edge, row)` yields the rows over an edge (None: the store has no edges,
    and a condition that needs one raises LookupError instead of guessing).
    """
    match condition:
        case Before(column, cut_off):
            return is_before(row.get(column), cut_off)
        case IsNull(column):
            return row.get(column) is None
        case Equals(column, value):
            return _same(row.get(column), value)
        case In(column, values):
            return _is_in(row.get(column), values, feeds)
        case Exists(edge, inner):
            return _exists(edge, inner, row, feeds, held, related)
        case Held(table, column):
            return held(table, row.get(column))
        case And(parts):
            return all(fulfils(part, row, feeds, held, related) for part in parts)
        case Or(parts):
            return any(fulfils(part, row, feeds, held, related) for part in parts)
        case Not(part):
            return not fulfils(part, row, feeds, held, related)
        case _ as never:
            assert_never(never)


def is_before(value: object, cut_off: CutOff) -> bool:
    """Whether a value is a moment at or before the cut-off: instants by the instant, days by the day."""
    moment = readable(value)
    if moment is None or is_sentinel(moment):
        return False
    if not isinstance(moment, datetime):
        return moment <= cut_off.day
    if moment.tzinfo is None:
        return False
    return moment <= cut_off.instant


def readable(value: object) -> date | None:
    """The moment (datetime or date) that a value is or says in ISO 8601; None if it says none."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        return None


def is_sentinel(moment: date) -> bool:
    """The first of January of year 1, 1900 or 1970 in whatever zone it was written, or midnight of it in UTC."""
    days = [(moment.year, moment.month, moment.day)]
    if isinstance(moment, datetime) and moment.tzinfo is not None and 1 < moment.year < 9999:
        utc = moment.astimezone(UTC)
        days.append((utc.year, utc.month, utc.day))
    return any(year in _SENTINEL_YEARS and (month, day) == (1, 1) for year, month, day in days)


def _same(value: object, constant: Constant) -> bool:
    if isinstance(value, tuple):
        return any(_same(item, constant) for item in value)
    if isinstance(constant, bool) and isinstance(value, str):
        return value.strip().lower() in (TRUE_WORDS if constant else FALSE_WORDS)
    if isinstance(constant, bool) and type(value) is int:
        return value == int(constant)
    return type(value) is type(constant) and value == constant


def _is_in(value: object, values: tuple[Constant, ...] | Feed, feeds: Feeds) -> bool:
    if value is None:
        return False
    if not isinstance(values, Feed):
        return any(_same(value, constant) for constant in values)
    keys = feeds[values.name]
    items = value if isinstance(value, tuple) else (value,)
    return any(normalise(values.normalise, str(item)) in keys for item in items)


def _exists(edge: Edge, inner: Condition | None, row: Row, feeds: Feeds, held: IsHeld, related: Related | None) -> bool:
    if related is None:
        raise LookupError(f"no way from here to {edge.table}")
    if any(row.get(here) is None for here, _ in edge.on):
        return False
    return any(inner is None or fulfils(inner, other, feeds, held, related) for other in related(edge, row))
