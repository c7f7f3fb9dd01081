"""Naming: the moment that a file name tells.

Law: the first real date in the name counts (2026-03-01, 20260301, also with a time after T, `_` or a blank). Without a time
it is a calendar day. A time without zone is the later of what it means in UTC and in the declared zone. A name without a
date has no moment and is never due.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_DATE = re.compile(
    r"(?<!\d)(\d{4})(-?)(\d\d)\2(\d\d)(?:[T_ ](\d\d)[:.h-]?(\d\d)(?:[:.m-]?(\d\d))?(Z)?(?!\d))?(?![\d])", re.ASCII
)


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
    return None
