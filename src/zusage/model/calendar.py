"""All date arithmetic of Zusage: when a period that began at a start ends, and which starts are already due.

Law: every clock is monotone (a later start is never due earlier), so "due" is "start <= cut-off" with one computed
cut-off; SQL binds it as one typed value and no dialect ever does date arithmetic. A start that is a calendar day counts
as the whole day: the period begins with the next day (Regulation (EEC, Euratom) 1182/71, Art. 3(1), (2)(b)-(c)). A month
that has no such day ends on its last day (Art. 3(2)(c)). Where summer time makes a wall-clock time ambiguous, the later
instant counts, so nothing is due early.

A financial year is named by the day on which it ends; "02-28" and "02-29" both mean the last day of February.

Deletions have no working days: a deadline that falls on a Sunday stays there. Only what people are owed an answer to moves
to the next working day (`answer_day`; Art. 3(4) of the Regulation, § 193 BGB).

Example: a voucher of 2025-03-10 kept eight years from the end of the calendar year is deletable from 2034-01-01.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from zusage.model.period import Period

_LAST = time(23, 59, 59, 999999)
_SATURDAY = 5
_TWO_YEARS = timedelta(days=732)


class Clock(StrEnum):
    """Where counting begins: at the start itself; at the end of its calendar year; at the end of its financial year; or at
    the end of the calendar year in which its financial year ends."""

    AT = "at"
    END_OF_YEAR = "end_of_year"
    END_OF_FINANCIAL_YEAR = "end_of_financial_year"
    END_OF_YEAR_OF_FINANCIAL_YEAR = "end_of_year_of_financial_year"


DECEMBER_31 = (12, 31)
"""The end of a financial year that is the calendar year."""


@dataclass(frozen=True, slots=True)
class Term:
    """A period and the clock it counts by; `year_ends` is month and day of the end of a financial year."""

    period: Period
    clock: Clock = Clock.AT
    year_ends: tuple[int, int] = DECEMBER_31


def add_days(day: date, period: Period) -> date:
    """`day` plus years, months and days of `period`; a day that the month lacks becomes its last day."""
    months = day.year * 12 + day.month - 1 + period.years * 12 + period.months
    year, month = divmod(months, 12)
    day_of_month = min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day_of_month) + timedelta(days=period.days)


def counts_from(day: date, term: Term) -> date:
    """The day from whose end `term` counts when it was begun by `day`."""
    match term.clock:
        case Clock.AT:
            return day
        case Clock.END_OF_YEAR:
            return date(day.year, *DECEMBER_31)
        case Clock.END_OF_FINANCIAL_YEAR:
            return financial_year_end(day, term.year_ends)
        case Clock.END_OF_YEAR_OF_FINANCIAL_YEAR:
            return date(financial_year_end(day, term.year_ends).year, *DECEMBER_31)


def financial_year_end(day: date, ends: tuple[int, int]) -> date:
    """The last day of the financial year in which `day` lies."""
    this = _day_of(day.year, ends)
    return this if day <= this else _day_of(day.year + 1, ends)


def answer_day(received: date, period: Period, closed: Container[date]) -> date:
    """The last day for an answer to something received on a day; Saturdays, Sundays and days in `closed` are none."""
    day = add_days(received, period)
    while day.weekday() >= _SATURDAY or day in closed:
        day += timedelta(days=1)
    return day


def end_of(start: datetime | date, term: Term, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) at which `term`, begun by `start`, has passed.

    `start` is an aware instant or a calendar day. Raises ValueError for a naive datetime.
    """
    if isinstance(start, datetime):
        if start.tzinfo is None:
            raise ValueError("a start needs a time zone")
        if term.clock is Clock.AT:
            local = start.astimezone(zone)
            wall = datetime.combine(add_days(local.date(), term.period), local.time().replace(fold=0))
            return max(_latest(wall, zone), start) + timedelta(hours=term.period.hours)
        start = start.astimezone(zone).date()
    day = add_days(counts_from(start, term), term.period) + timedelta(days=1)
    return _latest(datetime.combine(day, time()), zone) + timedelta(hours=term.period.hours)


def cut_off(now: datetime, term: Term, zone: ZoneInfo) -> datetime:
    """The latest instant (UTC) such that every aware start at or before it is due at `now`: `end_of(start) <= now`."""
    now = now.astimezone(UTC)
    if term.clock is not Clock.AT:
        return last_instant(cut_off_day(now, term, zone), zone)
    low, high = now - timedelta(days=367 * (term.period.years + 1) + 32 * term.period.months + term.period.days), now
    high -= timedelta(hours=term.period.hours)
    return _bisect(low, high, now, term, zone)


def cut_off_day(now: datetime, term: Term, zone: ZoneInfo) -> date:
    """The latest calendar day such that every start on or before that day is due at `now`."""
    day = (now.astimezone(zone) - timedelta(hours=term.period.hours)).date()
    guess = day - timedelta(days=term.period.days + 31 * term.period.months + 366 * (term.period.years + 1) + 2)
    low, high = guess, day + timedelta(days=1)
    if term.clock is not Clock.AT:
        low = guess - _TWO_YEARS
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        low, high = (middle, high) if end_of(middle, term, zone) <= now else (low, middle)
    return low


def last_instant(day: date, zone: ZoneInfo) -> datetime:
    """The last instant (UTC) that surely belongs to a calendar day."""
    wall = datetime.combine(day, _LAST)
    return min(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def _day_of(year: int, ends: tuple[int, int]) -> date:
    month, day = ends
    last = monthrange(year, month)[1]
    return date(year, month, last if month == 2 and day >= 28 else min(day, last))


def _bisect(low: datetime, high: datetime, now: datetime, term: Term, zone: ZoneInfo) -> datetime:
    if end_of(high, term, zone) <= now:
        return high
    step = timedelta(microseconds=1)
    while high - low > step:
        middle = low + (high - low) // 2
        low, high = (middle, high) if end_of(middle, term, zone) <= now else (low, middle)
    return low


def _latest(wall: datetime, zone: ZoneInfo) -> datetime:
    """The later of the instants that a wall-clock time can mean, as UTC."""
    instants = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return max(instants)
