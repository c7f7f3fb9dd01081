"""How a stored value is read as a moment when the column itself does not say it (text, numbers, wall-clock times).

Law: what cannot be read without guessing is no moment (None), so it is never before anything. Text must be an ISO 8601 date
or date-time; numbers are Unix seconds, milliseconds or microseconds within their plausible ranges (a number such as
20260101 is none). A wall-clock time without zone is read in every zone that it may be in; the latest instant counts.
Sentinels are the first of January of the years 1, 1900 and 1970 in UTC or in the zone of the reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SENTINELS = (date(1, 1, 1), date(1900, 1, 1), date(1970, 1, 1))
EPOCHS = ((10**8, 10**11, 10**6), (10**12, 10**14, 10**3), (10**15, 10**17, 1))
"""(from, below, microseconds per unit): seconds since 1973, milliseconds and microseconds since 2001."""
EARLIEST = datetime(1, 1, 4, tzinfo=UTC)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones that a wall-clock time of this store may be in: the declared one, or UTC and the organisation's."""

    own: ZoneInfo
    declared: str = ""

    @property
    def readings(self) -> tuple[ZoneInfo, ...]:
        """All zones that count."""
        return (ZoneInfo(self.declared),) if self.declared else (ZoneInfo("UTC"), self.own)

    def latest(self, wall: datetime) -> datetime:
        """The latest instant that a wall-clock time can mean."""
        try:
            return max(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for zone in self.readings for fold in (0, 1))
        except OverflowError:
            return wall.replace(tzinfo=UTC)

    def wall(self, instant: datetime) -> datetime:
        """The latest wall-clock time all of whose meanings lie at or before `instant`."""
        return min(self._wall(instant, zone) for zone in self.readings)

    def _wall(self, instant: datetime, zone: ZoneInfo) -> datetime:
        local = instant.astimezone(zone).replace(tzinfo=None, fold=0)
        step = timedelta(minutes=1)
        if local.replace(tzinfo=zone, fold=1).astimezone(UTC) <= instant:
            return local
        low = local.replace(second=0, microsecond=0)
        while low.replace(tzinfo=zone, fold=1).astimezone(UTC) > instant:
            low -= step
        return low + step - timedelta(microseconds=1)


def read(value: object, zones: Zones) -> datetime | date | None:
    """The moment that a stored value means: an instant, a day, or None. Sentinels are returned as they are."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else zones.latest(value)
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _text(value, zones)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return None


def is_sentinel(moment: datetime | date, zones: Zones) -> bool:
    """Whether a moment is one that programs write when they have none."""
    if not isinstance(moment, datetime):
        return moment in SENTINELS
    if moment < EARLIEST:
        return True
    days = {moment.astimezone(zone).date() for zone in (UTC, *zones.readings)}
    return any(day in SENTINELS for day in days)


def is_before(value: object, instant: datetime, day: date, zones: Zones) -> bool:
    """Whether a stored value is a real moment at or before the cut-off."""
    moment = read(value, zones)
    if moment is None or is_sentinel(moment, zones):
        return False
    return moment <= instant if isinstance(moment, datetime) else moment <= day


def as_instant(value: object, zones: Zones) -> datetime | None:
    """A real moment as an instant (a day as its beginning in the organisation's zone), or None."""
    moment = read(value, zones)
    if moment is None or is_sentinel(moment, zones):
        return None
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), zones.own).astimezone(UTC)


def has_zone(value: object) -> bool:
    """Whether a value says its own zone."""
    if isinstance(value, datetime):
        return value.tzinfo is not None
    return not isinstance(value, str) or bool((match := _ISO.fullmatch(value.strip())) and match[8])


def micros(moment: datetime) -> int:
    """Microseconds since 1970, for comparing inside SQLite."""
    return (moment - _UNIX) // timedelta(microseconds=1)


def from_micros(number: int) -> datetime:
    """The reverse of `micros`."""
    return _UNIX + timedelta(microseconds=number)


def _text(value: str, zones: Zones) -> datetime | date | None:
    match = _ISO.fullmatch(value.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        clock = time(int(hour), int(minute), int(second or 0), int((fraction or "0").ljust(6, "0")))
        wall = datetime.combine(date(int(year), int(month), int(day)), clock)
        return zones.latest(wall) if zone is None else (wall - _offset(zone)).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if zone[0] == "-" else offset


def _number(value: int | float) -> datetime | None:
    unit = next((unit for low, high, unit in EPOCHS if low <= value < high), None)
    return None if unit is None else _UNIX + timedelta(microseconds=int(value * unit))
