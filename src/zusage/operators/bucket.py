"""Bucket: a number becomes the lower end of its interval, a date the first day of its group of years.

Law: intervals are closed below and open above and begin at `from` (0 where not stated); a number that is no number
(NaN, infinity) stays. Example: `{age: {bucket: {size: 10}}}` turns 37 into 30; `{born: {bucket: {years: 5}}}` turns
1983-06-17 into 1980-01-01.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

from zusage.operators.operator import Arguments, Operator, Parameter, Setting, number, one
from zusage.operators.trait import Trait

_NUMBERS = ("integer", "number")
_EXACT = 2**52
"""From here on a float cannot tell neighbours apart; a number about a person is never as large."""


def _replace(value: object, arguments: Arguments, _setting: Setting) -> object:
    if one(arguments, "years"):
        return _years(value, number(arguments, "years"))
    size, low = number(arguments, "size"), number(arguments, "from")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, int):
        return (value - low) // size * size + low
    if not math.isfinite(value) or not -_EXACT < value < _EXACT:
        return value
    return type(value)((math.floor(value) - low) // size * size + low)


def _years(value: object, years: int) -> object:
    if isinstance(value, str):
        day = _day(value)
        return value if day is None else _lower(day, years).isoformat()
    if isinstance(value, datetime) or not isinstance(value, date):
        return value
    return _lower(value, years)


def _lower(day: date, years: int) -> date:
    return date(max(day.year // years * years, 1), 1, 1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
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
