"""Moments in SQL: "at or before the cut-off", by kind of column and product, without date arithmetic in a dialect.

Law: one computed cut-off is bound as one typed value. The result is true or false, never unknown. NULL, sentinels and what
cannot be read is never before anything. SQLite stores moments as text or numbers: the canonical text is compared by
SQLite itself, every other form by `reading.is_before` through a function of the connection.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.exact import BYTEWISE, exact
from zusage.adapters.connectors.sql.prepared import dated
from zusage.adapters.connectors.sql.reading import EARLIEST, EPOCHS, SENTINELS, Zones, micros
from zusage.model.errors import ConnectorError
from zusage.plan.condition import CutOff
from zusage.plan.structure import Column

Expression = sa.ColumnElement[Any]
Truth = sa.ColumnElement[bool]
_DAY = timedelta(days=1)
_DIGITS = "[0-9]" * 4 + "-[0-9][0-9]-[0-9][0-9]"
_SECONDS = f"{_DIGITS} [0-9][0-9]:[0-9][0-9]:[0-9][0-9]"


_CALENDAR = (
    r"(\d{4}-(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|\d{4}-(0[469]|11)-(0[1-9]|[12]\d|30)|\d{4}-02-(0[1-9]|1\d|2[0-8])"
    r"|(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
)
_CLOCK = r"[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"
"""Days and times that there are: a day such as the 30th of February is unreadable."""


def bind(value: object) -> Any:
    """A value as a parameter without a cast, so that the database takes the column's own type."""
    return sa.bindparam(None, value, type_=sa.types.NullType())


def before(product: str, column: Expression, shape: Column, cut: CutOff, zones: Zones) -> Truth:
    """The column holds a real moment at or before the cut-off."""
    if product == "sqlite":
        return _sqlite(column, shape, cut, zones)
    if product == "mariadb":
        return _mariadb(column, shape, cut, zones)
    return _typed(column, shape, cut, zones)


def _typed(column: Expression, shape: Column, cut: CutOff, zones: Zones) -> Truth:
    match shape.kind:
        case "instant":
            return _between(column, EARLIEST, cut, lambda c: c.instant, _windows(zones), sa.DateTime(timezone=True))
        case "local_instant":
            windows = [(datetime.combine(day, time()), datetime.combine(day + _DAY, time())) for day in SENTINELS]
            low = EARLIEST.replace(tzinfo=None)
            return _between(column, low, cut, lambda c: zones.wall(c.instant), windows, sa.DateTime())
        case "day":
            return _between(column, date(1, 1, 2), cut, lambda c: c.day, [(day, day + _DAY) for day in SENTINELS], sa.Date())
        case "integer":
            return _epoch(column, cut)
        case "text":
            return _iso(column, cut, zones)
        case _:
            raise ConnectorError("ZE44", what=f"{shape.name} holds no moment", reason=f"{shape.name} holds no moment")


def ceiling(product: str, column: Expression, shape: Column, cut: CutOff) -> Truth | None:
    """A plain comparison that every row before the cut-off fulfils, and that an index can answer; None if there is none."""
    limit: Truth
    if product == "sqlite":
        text = shape.kind in {"instant", "local_instant", "day", "text"}
        limit = column <= dated(cut, _latest_text)
        return limit if text else None
    match shape.kind:
        case "instant":
            limit = column <= dated(cut, lambda c: c.instant, sa.DateTime(timezone=True))
        case "local_instant":
            limit = column <= dated(cut, lambda c: c.instant.astimezone(UTC).replace(tzinfo=None) + _DAY, sa.DateTime())
        case "day":
            limit = column <= dated(cut, lambda c: c.day, sa.Date())
        case _:
            return None
    return limit


def _mariadb(column: Expression, shape: Column, cut: CutOff, zones: Zones) -> Truth:
    """A zero date, a month 0 and a 31st of February can be stored and compare as smaller: they are no moments."""
    if shape.kind == "text":
        return _iso_exactly(column, shape, cut, zones)
    if shape.kind not in {"instant", "local_instant", "day"}:
        return _typed(column, shape, cut, zones)
    day = sa.func.dayofmonth(column)
    there_is = sa.func.coalesce(day.between(bind(1), sa.func.dayofmonth(sa.func.last_day(column))), bind(0)) == bind(1)
    return sa.and_(_typed(column, shape, cut, zones), there_is)


def canonical(column: Expression) -> Truth:
    """Text on SQLite whose order as text is its order in time: a date and a time to the second or the microsecond."""
    seconds = sa.and_(sa.func.length(column) == bind(19), column.op("GLOB")(bind(_SECONDS)))
    micro = sa.and_(sa.func.length(column) == bind(26), column.op("GLOB")(bind(f"{_SECONDS}.{'[0-9]' * 6}")))
    return sa.and_(sa.func.typeof(column) == bind("text"), sa.or_(seconds, micro))


def _between(
    column: Expression,
    low: Any,
    cut: CutOff,
    high: Callable[[CutOff], Any],
    sentinels: list[tuple[Any, Any]],
    kind: Any,
) -> Truth:
    def value(moment: Any) -> Any:
        return sa.bindparam(None, moment, type_=kind)

    none = [sa.not_(sa.and_(column >= value(first), column < value(last))) for first, last in sentinels if last > low]
    return sa.and_(column.is_not(None), column <= dated(cut, high, kind), column >= value(low), *none)


def _windows(zones: Zones) -> list[tuple[datetime, datetime]]:
    windows: list[tuple[datetime, datetime]] = []
    for day in SENTINELS[1:]:
        starts = [datetime.combine(day, time(), zone).astimezone(UTC) for zone in (UTC, *zones.readings)]
        windows.extend((start, start + _DAY) for start in starts)
    return windows


def _epoch(column: Expression, cut: CutOff) -> Truth:
    """Unix seconds, milliseconds or microseconds; every other number is no moment."""
    plausible = (sa.and_(column >= bind(low), column <= dated(cut, _last(high, unit))) for low, high, unit in EPOCHS)
    return sa.and_(column.is_not(None), sa.or_(*plausible))


def _last(high: int, unit: int) -> Callable[[CutOff], int]:
    return lambda cut: min(high - 1, micros(cut.instant) // unit)


def _iso(column: Expression, cut: CutOff, zones: Zones) -> Truth:
    """Text on PostgreSQL: a canonical date or date-time without zone or with Z; any other text is no moment."""
    text = sa.func.replace(column, "T", " ").collate("C")
    bare = sa.func.rtrim(text, "Z").collate("C")
    day = column.op("~")(bind(f"^{_CALENDAR}$"))
    wall = column.op("~")(bind(f"^{_CALENDAR}{_CLOCK}$"))
    utc = column.op("~")(bind(f"^{_CALENDAR}{_CLOCK}Z$"))
    real = sa.and_(*(text.not_like(f"{sentinel.isoformat()}%") for sentinel in SENTINELS), text > bind("0001-01-04"))
    tests = sa.case(
        (column.is_(None), sa.false()),
        (day, text <= dated(cut, lambda c: c.day.isoformat())),
        (wall, text <= dated(cut, lambda c: _text(zones.wall(c.instant)))),
        (utc, bare <= dated(cut, lambda c: _text(c.instant.astimezone(UTC).replace(tzinfo=None)))),
        else_=sa.false(),
    )
    return sa.and_(column.is_not(None), tests, real)


def _iso_exactly(column: Expression, shape: Column, cut: CutOff, zones: Zones) -> Truth:
    """The same on MariaDB, whose collations forget case and trailing blanks and whose `$` forgets a line end."""
    value = exact(column, shape)
    text = sa.func.replace(value, "T", " ").collate(BYTEWISE)
    bare = sa.func.replace(text, "Z", "").collate(BYTEWISE)
    day, wall, utc = (
        value.op("REGEXP")(bind(rf"^{_CALENDAR}{end}\z".replace(r"\d", "[0-9]"))) for end in ("", _CLOCK, f"{_CLOCK}Z")
    )
    real = sa.and_(*(text.not_like(f"{sentinel.isoformat()}%") for sentinel in SENTINELS), text > bind("0001-01-04"))
    tests = sa.case(
        (column.is_(None), sa.false()),
        (day, text <= dated(cut, lambda c: c.day.isoformat())),
        (wall, text <= dated(cut, lambda c: _text(zones.wall(c.instant)))),
        (utc, bare <= dated(cut, lambda c: _text(c.instant.astimezone(UTC).replace(tzinfo=None)))),
        else_=sa.false(),
    )
    return sa.and_(column.is_not(None), tests, real)


def _sqlite(column: Expression, shape: Column, cut: CutOff, zones: Zones) -> Truth:
    if shape.kind == "integer":
        return sa.and_(sa.func.typeof(column) == bind("integer"), _epoch(column, cut))
    if shape.kind not in {"instant", "local_instant", "day", "text", "number"}:
        raise ConnectorError("ZE44", what=f"{shape.name} holds no moment", reason=f"{shape.name} holds no moment")
    slow = sa.func.zusage_before(
        column, dated(cut, lambda c: micros(c.instant)), dated(cut, lambda c: c.day.isoformat())
    ) == bind(1)
    if shape.kind == "number":
        return sa.and_(column.is_not(None), slow)
    day, wall = dated(cut, lambda c: c.day.isoformat()), dated(cut, lambda c: _text(zones.wall(c.instant)))
    sentinel = sa.func.substr(column, 1, 10).in_([bind(item.isoformat()) for item in SENTINELS])
    real_day = sa.and_(column.op("GLOB")(bind(_DIGITS)), column > bind("0001-01-01"))
    there_is = sa.func.coalesce(sa.func.date(column, bind("+0 days")), bind("")) == sa.func.substr(
        column, 1, 10
    )  # SQLite moves the 30th of February into March
    real = sa.and_(sa.not_(sentinel), there_is)
    tests = sa.case(
        (sa.func.typeof(column) != bind("text"), sa.false()),
        (canonical(column), sa.and_(column <= wall, column > bind("0001-01-04"), real)),
        (sa.and_(sa.func.length(column) == bind(10), real_day), sa.and_(column <= day, real)),
        else_=slow,
    )
    return sa.and_(column.is_not(None), column <= dated(cut, _latest_text), tests)


def _latest_text(cut: CutOff) -> str:
    return f"{(max(cut.day, cut.instant.date()) + 2 * _DAY).isoformat()}~"


def _text(wall: datetime) -> str:
    return wall.strftime("%Y-%m-%d %H:%M:%S.%f") if wall.year >= 1000 else wall.isoformat(" ", "microseconds")
