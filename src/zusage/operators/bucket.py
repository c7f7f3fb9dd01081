"""Bucket: a number becomes the lower end of its interval, a date the first day of its group of years.

Law: intervals are closed below and open above and begin at `from` (0 where not stated); a number that is no number
(NaN, infinity) stays, and so does one that is too large to be about a person. What should be a number or a date and is
none becomes None where that is allowed, else the lowest value: it is not left as it is. Example: `{age: {bucket:
{size: 10}}}` turns 37 into 30; `{born: {bucket: {years: 5}}}` turns 1983-06-17 into 1980-01-01.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

from zusage.operators.operator import Arguments, Operator, Parameter, Setting, number, one
from zusage.operators.trait import Trait

_NUMBERS = ("integer", "number")
_EXACT = 2**53
"""From here on a float cannot tell neighbours apart."""
_LARGEST = 10**40
_FIRST = date(1, 1, 1)


def _replace(value: object, arguments: Arguments, setting: Setting) -> object:
    if value is None or isinstance(value, bool):
        return value
    if one(arguments, "years"):
        return _years(value, number(arguments, "years"), setting)
    size, low = number(arguments, "size"), number(arguments, "from")
    found: object = _number(value) if isinstance(value, str) else value
    if isinstance(found, int):
        return (found - low) // size * size + low
    if not isinstance(found, float | Decimal):
        return None if setting.nullable else low
    limit = _EXACT if isinstance(found, float) else _LARGEST
    if not math.isfinite(found) or not -limit < found < limit:
        return value
    return type(found)((math.floor(found) - low) // size * size + low)


def _number(text: str) -> Decimal | int | None:
    """What is written where a number should stand: databases without strict types keep texts there, too."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        found = Decimal(text)
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found) < _LARGEST else None


def _years(value: object, years: int, setting: Setting) -> object:
    if isinstance(value, str):
        day = _day(value)
        lowest = None if setting.nullable else _FIRST.isoformat()
        return lowest if day is None else _lower(day, years).isoformat()
    if not isinstance(value, date):
        return None if setting.nullable else _FIRST
    return _lower(value, years)


def _lower(day: date, years: int) -> date:
    return date(max(day.year // years * years, 1), 1, 1)


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _is_done(value: object, arguments: Arguments, setting: Setting) -> bool:
    return value is None or _replace(value, arguments, setting) == value


def _misfit(arguments: Arguments, setting: Setting) -> str:
    if (setting.kind == "day") is not bool(one(arguments, "years")):
        return "kind"
    return "unique" if setting.alone else ""


OPERATOR = Operator(
    Trait("bucket", "shortens", keeps_unique=False, length="same"),
    frozenset({*_NUMBERS, "day"}),
    _replace,
    _is_done,
    _misfit,
    (Parameter("size", low=2), Parameter("from", low=-(10**9)), Parameter("years", low=2, high=1000)),
    (frozenset({"size"}), frozenset({"years"})),
)
