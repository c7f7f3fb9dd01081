"""Cut-offs of every bound, their order, and their derivation in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.policies import DAILY, EIGHT_YEARS, delete, rule
from zusage.keeping.timing import NEVER_CUT, falls_due, keep_cut, shifted, stage_timing
from zusage.model.calendar import Clock
from zusage.model.period import AT_ONCE, Period
from zusage.plan.interpret import is_before
from zusage.policy.rule import Action, Bound, DatedTerm, Keep
from zusage.policy.start import ColumnStart

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
START = ColumnStart("app", "rows", "at")


def timing(bound: Bound, period: Period = AT_ONCE, now: datetime = NOW, **more):
    made = rule("r", START, delete(bound, period), **more)
    return stage_timing(made, made.stages[0], DAILY, now, BERLIN)


def is_due(found, age: timedelta) -> tuple[bool, bool]:
    return is_before(NOW - age, found.due), is_before(NOW - age, found.overdue)


@pytest.mark.parametrize(
    ("bound", "days", "hours", "expected"),
    [
        (Bound.AFTER, 10, 10 * 24 - 1, (False, False)),
        (Bound.AFTER, 10, 10 * 24, (True, False)),
        (Bound.AFTER, 10, 11 * 24, (True, True)),
        (Bound.WITHIN, 10, 8 * 24 - 1, (False, False)),
        (Bound.WITHIN, 10, 8 * 24, (True, False)),
        (Bound.WITHIN, 10, 10 * 24, (True, True)),
        (Bound.WITHIN, 1, 0, (True, False)),
        (Bound.AT_ONCE, 0, 0, (True, False)),
        (Bound.AT_ONCE, 0, 24, (True, True)),
        (Bound.AT_ONCE, 0, -1, (False, False)),
        (Bound.WITHIN, 1, -1, (False, False)),
    ],
)
def test_due_and_overdue_are_different_dates(bound, days, hours, expected):
    assert is_due(timing(bound, Period(days=days)), timedelta(hours=hours)) == expected


def test_a_duty_and_a_period_end_with_the_later():
    found = timing(Bound.AFTER, Period(days=10), keep=EIGHT_YEARS)
    assert found.due.day == date(2017, 12, 31)
    longer = timing(Bound.AFTER, Period(years=20), keep=EIGHT_YEARS)
    assert longer.due.day.year == 2006


def test_a_duty_without_a_term_in_force_never_ends():
    past = replace(EIGHT_YEARS.terms[0], valid_to=date(2026, 1, 1))
    assert keep_cut(replace(EIGHT_YEARS, terms=(past,)), NOW, BERLIN) == NEVER_CUT
    assert keep_cut(Keep("own", ()), NOW, BERLIN) == NEVER_CUT


def test_of_several_terms_in_force_the_longest_binds():
    ten = DatedTerm(date(2025, 1, 1), None, Period(years=10), Clock.END_OF_YEAR, "§ X")
    assert keep_cut(replace(EIGHT_YEARS, terms=(*EIGHT_YEARS.terms, ten)), NOW, BERLIN).day == date(2015, 12, 31)


def test_the_law_of_the_day_counts():
    ten = DatedTerm(date(2007, 1, 1), date(2025, 1, 1), Period(years=10), Clock.END_OF_YEAR, "§ 147 Abs. 3 AO a. F.")
    series = replace(EIGHT_YEARS, terms=(ten, *EIGHT_YEARS.terms))
    assert keep_cut(series, datetime(2024, 12, 31, 12, tzinfo=UTC), BERLIN).day == date(2013, 12, 31)
    assert keep_cut(series, datetime(2025, 1, 1, 12, tzinfo=UTC), BERLIN).day == date(2016, 12, 31)


def test_derivation_names_day_clock_period_statute_and_first_free_day():
    found = timing(Bound.AFTERWARDS, keep=EIGHT_YEARS)
    assert found.derivation == (
        (
            "begonnen bis 2017-12-31; Ende des Jahres 2017; + 8 Jahre (§ 147 Abs. 3 AO) = löschbar ab 2026-01-01",
            "begun by 2017-12-31; end of the year 2017; + 8 years (§ 147 Abs. 3 AO) = deletable from 2026-01-01",
        ),
    )


def test_a_shifted_cut_off_lies_the_period_earlier():
    base = timing(Bound.AFTER, Period(days=10)).due
    assert shifted(base, Period(days=30), BERLIN).instant == timing(Bound.AFTER, Period(days=40)).due.instant


@given(
    hours=st.integers(min_value=-20_000, max_value=20_000),
    days=st.integers(min_value=0, max_value=700),
    bound=st.sampled_from([Bound.AFTER, Bound.WITHIN, Bound.AT_ONCE]),
)
def test_a_unit_is_due_exactly_from_the_moment_at_which_it_falls_due(hours, days, bound):
    made = rule("r", START, delete(bound, Period(days=days)))
    start = NOW - timedelta(hours=hours)
    due = stage_timing(made, made.stages[0], DAILY, NOW, BERLIN).due
    falls = falls_due(made, made.stages[0], DAILY, start, NOW, BERLIN)
    assert falls is not None
    if bound is Bound.WITHIN:
        assert abs((falls <= NOW) - is_before(start, due)) == 0 or abs(falls - NOW) <= timedelta(hours=1)
    else:
        assert (falls <= NOW) == is_before(start, due)


@given(shift=st.integers(min_value=0, max_value=20_000), bound=st.sampled_from(list(Bound)))
def test_an_earlier_now_never_makes_more_due(shift, bound):
    keep = EIGHT_YEARS if bound is Bound.AFTERWARDS else None
    now, before = (
        timing(bound, Period(days=30), keep=keep),
        timing(bound, Period(days=30), NOW - timedelta(hours=shift), keep=keep),
    )
    assert before.due.instant <= now.due.instant and before.due.day <= now.due.day
    assert now.overdue.instant <= now.due.instant


@pytest.mark.parametrize("action", [Action.LOCK, Action.RESTRICT])
def test_a_duty_delays_neither_a_lock_nor_a_restriction(action):
    made = rule("r", START, replace(delete(Bound.AFTER, Period(days=10)), action=action), keep=EIGHT_YEARS)
    found = stage_timing(made, made.stages[0], DAILY, NOW, BERLIN)
    assert is_due(found, timedelta(days=10)) == (True, False)


def test_between_least_and_most_a_unit_is_due_and_not_overdue():
    found = timing(Bound.AFTERWARDS, keep=EIGHT_YEARS, at_the_latest=Period(years=10))
    assert found.due.day == date(2017, 12, 31)
    assert found.overdue.day == date(2016, 11, 21)
    tight = timing(Bound.AFTERWARDS, keep=EIGHT_YEARS, at_the_latest=Period(years=2))
    assert tight.overdue == tight.due


def test_what_waits_for_a_statement_is_ripe_and_not_due():
    asking = replace(EIGHT_YEARS, asks="tax")
    found = timing(Bound.AFTERWARDS, keep=asking)
    assert (found.due, found.ripe.day) == (NEVER_CUT, date(2017, 12, 31))
    assert "Erklärung fehlt" in found.derivation[0][0] and "für 2017 und früher" in found.derivation[0][0]
    stated = timing(Bound.AFTERWARDS, keep=replace(asking, stated=date(2015, 12, 31)))
    assert stated.due.day == date(2015, 12, 31) and stated.ripe.day == date(2017, 12, 31)
