"""Truncate: the end of a value goes: a moment to its day, month or year, a text to its first characters, an IP address
to its network.

Law: moments are cut in UTC where they carry a zone, otherwise as written; what is written as text keeps its form, so
the length stays. A text keeps its first `keep` characters. IP addresses inside a text are cut to /v4 and /v6, all
else stays. A text that should be a moment and is none becomes None where that is allowed, else the empty text: it is
not left as it is. Example: `{born: {truncate: {to: year}}}`, `{postcode: {truncate: {keep: 2}}}`, `{ip: {truncate:
{v4: 24, v6: 48}}}`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from zusage.operators import ip
from zusage.operators.operator import Arguments, Operator, Parameter, Setting, number, one
from zusage.operators.trait import Trait

_MOMENTS = ("instant", "local_instant", "day")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)(.*))?", re.DOTALL)
_ZONE = re.compile(r" ?(?:Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?")
V4, V6 = 24, 48


def _replace(value: object, arguments: Arguments, setting: Setting) -> object:
    if value is None:
        return None
    if to := one(arguments, "to"):
        return _moment(value, to, setting)
    text = value if isinstance(value, str) else str(value)
    if keep := number(arguments, "keep"):
        return text[:keep]
    data = text.encode("utf-8", "surrogateescape")
    cut = ip.shorten(data, number(arguments, "v4", V4), number(arguments, "v6", V6))
    return cut.decode("utf-8", "surrogateescape")


def _moment(value: object, to: str, setting: Setting) -> object:
    if isinstance(value, datetime):
        return _instant(value.astimezone(UTC) if value.tzinfo else value, to)
    if isinstance(value, date):
        return value.replace(month=1, day=1) if to == "year" else value.replace(day=1) if to == "month" else value
    found = _ISO.fullmatch(value) if isinstance(value, str) else None
    if found is None or (found[6] and not _ZONE.fullmatch(found[6])):
        return None if setting.nullable else ""
    year, month, day, between, clock, zone = found.groups()
    month, day = ("01", "01") if to == "year" else (month, "01") if to == "month" else (month, day)
    return f"{year}-{month}-{day}" + (f"{between}{re.sub('[0-9]', '0', clock)}{zone}" if between else "")


def _instant(value: datetime, to: str) -> datetime:
    midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.replace(month=1, day=1) if to == "year" else midnight.replace(day=1) if to == "month" else midnight


def _is_done(value: object, arguments: Arguments, setting: Setting) -> bool:
    return value is None or _replace(value, arguments, setting) == value


def _misfit(arguments: Arguments, setting: Setting) -> str:
    is_moment = setting.kind in _MOMENTS
    if is_moment is not bool(one(arguments, "to")) and setting.kind != "text":
        return "kind"
    return "unique" if setting.alone else ""


OPERATOR = Operator(
    Trait("truncate", "shortens", keeps_unique=False, length="shorter"),
    frozenset({"text", *_MOMENTS}),
    _replace,
    _is_done,
    _misfit,
    (
        Parameter("to", ("day", "month", "year")),
        Parameter("keep", low=1, high=1000),
        Parameter("v4", low=0, high=32),
        Parameter("v6", low=0, high=128),
    ),
    (frozenset({"to"}), frozenset({"keep"}), frozenset({"v4"}), frozenset({"v6"})),
)
