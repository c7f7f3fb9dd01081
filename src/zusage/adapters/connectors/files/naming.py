"""Naming: the moment that a file name tells.

Law: the first real date in the name counts: 2026-03-01, 20260301, 2026_03_01, 2026.03.01, also with a time after T, `_` or a
blank; where there is none of these 01.03.2026, then a week (2026-W10), then a month (2026-03). Without a time it is a
calendar day; a week or a month is its last day. A time without zone is the later of what it means in UTC and in the declared
zone. A name without a date has no moment and is never due; 03-01-2026 is no date: nobody knows which number is the month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_DATE = re.compile(
    r"(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?:[T_ ](\d\d)[:.h-]?(\d\d)(?:[:.m-]?(\d\d))?(Z)?(?!\d))?(?![\d])", re.ASCII
)
_GERMAN = re.compile(r"(?<![\d.])(\d\d)\.(\d\d)\.(\d{4})(?!\d)", re.ASCII)
_WEEK = re.compile(r"(?<!\d)(\d{4})-?W(\d\d)(?!\d)", re.ASCII)
_MONTH = re.compile(r"(?<!\d)(?<!\d[-_.])((?:19|20)\d\d)[-_.](\d\d)(?![-_.]?\d)", re.ASCII)


def moment(name: str, zone: str) -> date | None:
    """The day or the instant that a name tells, or None."""
    for found in _DATE.finditer(name):
        try:
            day = date(int(found[1]), int(found[3]), int(found[4]))
            clock = time(int(found[5]), int(found[6]), int(found[7] or 59)) if found[5] else None
        except ValueError:
            continue
        if clock is None:
            return day
        universal = datetime.combine(day, clock, UTC)
        return universal if found[8] else max(universal, datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC))
    return _coarse(name)


def _coarse(name: str) -> date | None:
    """A date as Germans write it, or the last day of a week or a month."""
    for found in _GERMAN.finditer(name):
        if (day := _day(int(found[3]), int(found[2]), int(found[1]))) is not None:
            return day
    for found in _WEEK.finditer(name):
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 7)
        except ValueError:
            continue
    for found in _MONTH.finditer(name):
        year, month = int(found[1]), int(found[2])
        if 1 <= month <= 12:
            return date(year, month, monthrange(year, month)[1])
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
