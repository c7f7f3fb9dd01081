"""What the notices of Nordnetz IT promise, as a person reads them: from when, until when. Plain dates, Europe/Berlin.

Law: nothing of Zusage is imported. "After P" means: never before the period has passed, and gone a day of grace and a day's
run later. "Within P" means: gone when it has passed. The day of an event does not count; years of a duty end on 31 December.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta

from making.world import BERLIN

SLACK = timedelta(days=2)
"""A day of grace, and a day until the next run."""
Span = tuple[datetime, datetime]


def day_begins(day: date) -> datetime:
    """Midnight in Germany."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def today(now: datetime) -> date:
    """The calendar day in Germany."""
    return now.astimezone(BERLIN).date()


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> Span:
    """So many whole days after a day."""
    return _soon(day_begins(day + timedelta(days=days + 1)))


def months_after(day: date, months: int) -> Span:
    """So many months after a day."""
    return _soon(day_begins(months_later(day, months) + timedelta(days=1)))


def later(at: datetime, days: int) -> Span:
    """The same time of the day in Germany, days later."""
    wall = at.astimezone(BERLIN).replace(tzinfo=None) + timedelta(days=days)
    return _soon(max(wall.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1)))


def years_later(at: datetime, years: int) -> Span:
    """The same moment of another year."""
    wall = at.astimezone(BERLIN)
    day = months_later(wall.date(), 12 * years)
    return _soon(datetime.combine(day, wall.time(), BERLIN).astimezone(UTC))


def years_end(day: date, years: int) -> Span:
    """The end of the calendar year that comes so many years after that of `day`."""
    return _soon(day_begins(date(day.year + years + 1, 1, 1)))


def within(at: datetime, days: int) -> Span:
    """At any time, at the latest when the period has passed."""
    return at, later(at, days)[0]


def day_within(day: date, days: int) -> Span:
    """The same for what bears a day and no time."""
    return day_begins(day), days_after(day, days)[0]


def first(*spans: Span | None) -> Span:
    """Whichever comes first."""
    return min(span for span in spans if span is not None)


def last(*spans: Span | None) -> Span:
    """Whichever comes last, and a day more: what hangs on something else goes with the next run."""
    begin, end = max(span for span in spans if span is not None)
    return begin, end + timedelta(days=1)


def _soon(at: datetime) -> Span:
    return at, at + SLACK
