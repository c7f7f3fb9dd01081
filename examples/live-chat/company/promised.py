"""What the notice of Hafenchat promises, as a person reads it: from when, until when. Plain dates, Europe/Berlin.

Law: nothing of Zusage is imported. "After P" means: never before the period has passed, and gone a day of grace and a day's
run later. "Within P" means: gone when it has passed. Years of a duty end on 31 December.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from making.world import BERLIN

SLACK = timedelta(days=2)
"""A day of grace, and a day until the next run."""


def day_begins(day: date) -> datetime:
    """Midnight in Germany."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def later(at: datetime, days: int) -> datetime:
    """The same time of the day in Germany, days later."""
    wall = at.astimezone(BERLIN).replace(tzinfo=None) + timedelta(days=days)
    return max(wall.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1))


def day_after(day: date, days: int) -> datetime:
    """The end of the day that comes so many days after `day`."""
    return day_begins(day + timedelta(days=days + 1))


def years_end(day: date, years: int) -> datetime:
    """The end of the calendar year that comes so many years after that of `day`."""
    return day_begins(date(day.year + years + 1, 1, 1))


def after(at: datetime, days: int) -> tuple[datetime, datetime]:
    """Not before the period, and soon after it."""
    end = later(at, days)
    return end, end + SLACK


def within(at: datetime, days: int) -> tuple[datetime, datetime]:
    """At any time, at the latest when the period has passed."""
    return at, later(at, days)
