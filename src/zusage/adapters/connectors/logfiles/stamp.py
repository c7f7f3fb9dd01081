"""Stamp: when a line of a combined log was written.

Law: only a stamp `[10/Oct/2026:13:55:36 +0200]` before the first quote counts, because everything after it was sent by the
visitor. A user name may hold a false stamp: then the line has two times, the earliest and the latest; deleting goes by the
latest, shortening by the earliest. A sentinel or impossible date is no stamp.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from zusage.plan.interpret import is_sentinel

_TIME = rb"(\d\d/[A-Z][a-z]{2}/\d{4}:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d [+-](?:[01]\d|2[0-3])[0-5]\d)"
_SURE = re.compile(rb"\n[^\n\[\"]*\[" + _TIME + rb"\] \"")
_ANY = re.compile(rb"\[" + _TIME + rb"\]")
_SUSPECT = frozenset((1, 2, 1899, 1900, 1969, 1970))
_MONTHS = {name: n for n, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}

Span = tuple[datetime, datetime]


def sure(block: bytes, lines: int) -> Span | None:
    """Earliest and latest time of a block of whole lines if every line has exactly one sure stamp, else None."""
    found = _SURE.findall(b"\n" + block)
    if len(found) != lines:
        return None
    edges: dict[bytes, list[bytes]] = {}
    stamps = set(found)
    for day in {stamp[:11] + stamp[20:] for stamp in stamps}:
        edges[day] = []
    if len(edges) == 1:
        ends = [min(stamps), max(stamps)]
    else:
        for stamp in stamps:
            edges[stamp[:11] + stamp[20:]].append(stamp)
        ends = [end for same in edges.values() for end in (min(same), max(same))]
    times = [parsed(stamp) for stamp in ends]
    known = [time for time in times if time is not None and time.year not in _SUSPECT]
    return (min(known), max(known)) if known and len(known) == len(times) else None


def of_line(line: bytes) -> Span | None:
    """Earliest and latest time that a line claims, or None."""
    head = line.partition(b'"')[0]
    known = [time for time in map(parsed, _ANY.findall(head)) if time is not None]
    return (min(known), max(known)) if known else None


@lru_cache(maxsize=65_536)
def parsed(stamp: bytes) -> datetime | None:
    """The instant of `10/Oct/2026:13:55:36 +0200`."""
    try:
        offset = timedelta(hours=int(stamp[21:24]), minutes=int(stamp[21:22] + stamp[24:26]))
        moment = datetime(
            int(stamp[7:11]),
            _MONTHS[stamp[3:6]],
            int(stamp[:2]),
            int(stamp[12:14]),
            int(stamp[15:17]),
            int(stamp[18:20]),
            tzinfo=timezone(offset),
        )
    except (ValueError, KeyError):
        return None
    return None if moment.year in _SUSPECT and is_sentinel(moment) else moment
