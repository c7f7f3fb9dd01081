"""Clocks and cut-offs: due if and only if the start is at or before the cut-off."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.model.calendar import Clock, Term, add_days, answer_day, cut_off, cut_off_day, end_of
from zusage.model.period import Period, parse_period

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([BERLIN, ZoneInfo("UTC"), ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe")])
PERIODS = st.builds(Period, st.integers(0, 12), st.integers(0, 30), st.integers(0, 400), st.integers(0, 100))
TERMS = st.builds(Term, PERIODS, st.sampled_from(list(Clock)))
INSTANTS = st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


@given(INSTANTS, INSTANTS, TERMS, ZONES)
def test_an_instant_is_due_exactly_up_to_the_cut_off(start: datetime, now: datetime, term: Term, zone: ZoneInfo) -> None:
    assert (end_of(start, term, zone) <= now) == (start <= cut_off(now, term, zone))


@given(st.dates(date(1995, 1, 1), date(2039, 1, 1)), INSTANTS, TERMS, ZONES)
def test_a_day_is_due_exactly_up_to_the_cut_off_day(start: date, now: datetime, term: Term, zone: ZoneInfo) -> None:
    assert (end_of(start, term, zone) <= now) == (start <= cut_off_day(now, term, zone))


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=900)), TERMS, ZONES)
def test_later_starts_never_end_earlier(start: datetime, later: timedelta, term: Term, zone: ZoneInfo) -> None:
    assert end_of(start, term, zone) <= end_of(start + later, term, zone)


@pytest.mark.parametrize(
    ("day", "period", "clock", "free_from"),
    [
        (date(2025, 3, 10), "8 years", Clock.END_OF_YEAR, date(2034, 1, 1)),
        (date(2025, 3, 10), "10 years", Clock.END_OF_YEAR, date(2036, 1, 1)),
        (date(2024, 12, 31), "6 years", Clock.END_OF_YEAR, date(2031, 1, 1)),
        (date(2026, 1, 31), "1 month", Clock.AT, date(2026, 3, 1)),
        (date(2024, 2, 29), "1 year", Clock.AT, date(2025, 3, 1)),
        (date(2026, 10, 1), "30 days", Clock.AT, date(2026, 11, 1)),
        (date(2026, 10, 1), "P0D", Clock.AT, date(2026, 10, 2)),
    ],
)
def test_worked_dates(day: date, period: str, clock: Clock, free_from: date) -> None:
    term = Term(parse_period(period) or Period(), clock)
    assert end_of(day, term, BERLIN).astimezone(BERLIN) == datetime(
        free_from.year, free_from.month, free_from.day, tzinfo=BERLIN
    )


def test_summer_time_never_makes_anything_due_early() -> None:
    start = datetime(2026, 9, 25, 2, 30, tzinfo=BERLIN)
    end = end_of(start, Term(Period(days=30)), BERLIN)
    assert end == datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN).astimezone(UTC)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        end_of(datetime(2026, 1, 1), Term(Period(days=1)), BERLIN)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 50))
def test_months_clip_to_the_last_day(day: date, months: int) -> None:
    result = add_days(day, Period(months=months))
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == months
    assert result.day == day.day or (result + timedelta(days=1)).day == 1


def slow_base(day: date, term: Term) -> date:
    """Walks day by day to the end of the year that the clock means."""
    if term.clock is Clock.AT:
        return day
    if term.clock is not Clock.END_OF_YEAR:
        while not is_year_end(day, term.year_ends):
            day += timedelta(days=1)
    while term.clock is not Clock.END_OF_FINANCIAL_YEAR and (day.month, day.day) != (12, 31):
        day += timedelta(days=1)
    return day


def is_year_end(day: date, ends: tuple[int, int]) -> bool:
    tomorrow = day + timedelta(days=1)
    if ends[0] == 2 and ends[1] >= 28:
        return day.month == 2 and tomorrow.month == 3
    return (day.month, day.day) == ends


def slow_end(day: date, term: Term, zone: ZoneInfo) -> datetime:
    """The first instant, searched minute by minute, of the day after the last one, in wall-clock time of the zone."""
    base = slow_base(day, term)
    months = base.month + term.period.months + 12 * term.period.years
    last = date(base.year + (months - 1) // 12, (months - 1) % 12 + 1, 1)
    wanted = min(base.day, ((last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day)
    after = last.replace(day=wanted) + timedelta(days=term.period.days + 1)
    at = datetime(after.year, after.month, after.day, tzinfo=UTC) - timedelta(hours=20)
    while at.astimezone(zone).date() < after:
        at += timedelta(minutes=1)
    return at + timedelta(hours=term.period.hours)


YEAR_ENDS = st.sampled_from([(12, 31), (6, 30), (2, 28), (2, 29), (3, 31), (1, 1), (9, 30)])
YEARLY = st.builds(Term, PERIODS, st.sampled_from(list(Clock)), YEAR_ENDS)
QUIET = st.sampled_from([BERLIN, ZoneInfo("UTC"), ZoneInfo("America/St_Johns"), ZoneInfo("Asia/Kathmandu")])


@given(st.dates(date(1995, 1, 1), date(2039, 1, 1)), YEARLY, QUIET)
def test_every_clock_ends_where_a_slow_walk_ends(day: date, term: Term, zone: ZoneInfo) -> None:
    assert end_of(day, term, zone) == slow_end(day, term, zone)


@given(INSTANTS, INSTANTS, YEARLY, QUIET)
def test_every_clock_is_due_exactly_up_to_its_cut_off(start: datetime, now: datetime, term: Term, zone: ZoneInfo) -> None:
    assert (end_of(start, term, zone) <= now) == (start <= cut_off(now, term, zone))
    day = start.date()
    assert (end_of(day, term, zone) <= now) == (day <= cut_off_day(now, term, zone))


@given(st.dates(date(1995, 1, 1), date(2039, 1, 1)), st.integers(0, 800), YEARLY, QUIET)
def test_every_clock_is_monotone(day: date, later: int, term: Term, zone: ZoneInfo) -> None:
    assert end_of(day, term, zone) <= end_of(day + timedelta(days=later), term, zone)


@given(
    st.dates(date(1995, 1, 1), date(2039, 1, 1)), PERIODS, st.sets(st.dates(date(1995, 1, 1), date(2060, 1, 1)), max_size=9)
)
def test_an_answer_is_never_last_due_on_a_day_off_and_never_earlier(day: date, period: Period, closed: set[date]) -> None:
    last, plain = answer_day(day, period, closed), add_days(day, period)
    assert last >= plain and last.weekday() < 5 and last not in closed
    between = [plain + timedelta(days=n) for n in range((last - plain).days)]
    assert all(one.weekday() >= 5 or one in closed for one in between)
