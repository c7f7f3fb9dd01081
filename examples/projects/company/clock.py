"""What a period of the notice means in moments: arithmetic of the life's own, on the wall clock of Germany."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from making.world import BERLIN

SLACK = timedelta(days=2)
"""A day of grace, and a day until the next run."""


def later(moment: datetime, days: int) -> datetime:
    """The same time of day so many days later."""
    local = moment.astimezone(BERLIN).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=BERLIN).astimezone(UTC)


def begins(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def after_day(day: date, days: int) -> datetime:
    """When so many whole days after `day` are over."""
    return begins(day + timedelta(days=days + 1))


def after_years(day: date, years: int) -> datetime:
    """When so many calendar years after the year of `day` are over."""
    return begins(date(day.year + years + 1, 1, 1))


def a_year_later(moment: datetime) -> datetime:
    """Twelve months later; the 29th of February becomes the 28th."""
    local = moment.astimezone(BERLIN).replace(tzinfo=None)
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    return local.replace(year=local.year + 1, day=day, tzinfo=BERLIN).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day in Germany."""
    return moment.astimezone(BERLIN).date()


def stored(moment: datetime) -> str:
    """A moment as Django writes it into SQLite."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
