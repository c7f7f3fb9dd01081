"""What the notice of Belegwerk promises, as a person reads it: from when, until when. Plain dates, Europe/Berlin.

Law: nothing of Zusage is imported. "After P" means: never before the period has passed, and gone a day of grace and a day's
run later. "Within P" means: gone when it has passed. Years of a duty end on 31 December.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from making.world import BERLIN

SLACK = timedelta(days=2)
"""A day of grace, and a day until the next run."""

Span = tuple[datetime | None, datetime | None]
"""Not before, and at the latest; None: never, and whenever."""

NEVER: Span = (None, None)


def day_begins(day: date) -> datetime:
    """Midnight in Germany."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def german_day(at: datetime) -> date:
    """The day on which something happened."""
    return at.astimezone(BERLIN).date()


def later(at: datetime, days: int = 0, months: int = 0) -> datetime:
    """The same time of the day in Germany, days or months later; a day that the month lacks becomes its last day."""
    wall = at.astimezone(BERLIN).replace(tzinfo=None) + timedelta(days=days)
    year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    wall = wall.replace(year=year, month=month + 1, day=min(wall.day, monthrange(year, month + 1)[1]))
    return max(wall.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1))


def once(at: datetime) -> Span:
    """At once."""
    return at, at + SLACK


def after(at: datetime, days: int = 0, months: int = 0) -> Span:
    """Not before the period, and soon after it."""
    return once(later(at, days, months))


def day_within(day: date, days: int) -> Span:
    """Files that carry a day: at any time, and at the latest when so many days after that day have passed."""
    return day_begins(day), day_begins(day + timedelta(days=days + 1))


def day_after(day: date, days: int) -> Span:
    """Files that carry a day: not before so many days after that day have passed."""
    return once(day_begins(day + timedelta(days=days + 1)))


def years_end(day: date, years: int) -> Span:
    """After the end of the calendar year that comes so many years after that of `day`."""
    return once(day_begins(date(day.year + years + 1, 1, 1)))


def earlier(one: Span, other: Span) -> Span:
    """Whichever comes first."""
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    return one if one[0] < other[0] else other


def last(*spans: Span) -> Span:
    """Not before all of them; a day more, because what hangs on it goes first."""
    if any(span[0] is None for span in spans):
        return NEVER
    begin = max(span[0] for span in spans if span[0])
    return begin, begin + SLACK + timedelta(days=1)
