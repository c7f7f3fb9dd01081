"""What the notice of Klarwerk promises, as a person reads it: from when, until when. Plain dates, Europe/Berlin.

Law: nothing of Zusage is imported. "After P" means: never before the period has passed, and gone a day of grace and a day's
run later. "Within P" means: gone when it has passed. A period that counts from a day ends with a day; years of a duty end
on 31 December.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from making.world import BERLIN

SLACK = timedelta(days=2)
"""A day of grace, and a day until the next run."""
Terms = tuple[datetime | None, datetime | None]


def begins(day: date) -> datetime:
    """Midnight in Germany."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def _later(at: datetime, days: int) -> datetime:
    """The same time of the day in Germany, days later."""
    wall = at.astimezone(BERLIN).replace(tzinfo=None) + timedelta(days=days)
    return max(wall.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1))


def after(at: datetime, days: int) -> Terms:
    """Not before the period, and soon after it."""
    end = _later(at, days)
    return end, end + SLACK


def within(at: datetime, days: int) -> Terms:
    """At any time, at the latest when the period has passed."""
    return at, _later(at, days)


def after_day(day: date, days: int) -> Terms:
    """After a period that counts from a day."""
    end = begins(day + timedelta(days=days + 1))
    return end, end + SLACK


def after_months(day: date, months: int) -> Terms:
    """After months that count from a day: the day of the same number, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return after_day(last, 0)


def after_years(day: date, years: int) -> Terms:
    """After the end of the calendar year that comes so many years after that of `day`."""
    end = begins(date(day.year + years + 1, 1, 1))
    return end, end + SLACK


NEVER: Terms = (None, None)
"""Kept without end."""
