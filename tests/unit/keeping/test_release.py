"""Release against a slow oracle: day by day, is any version of the law in force and its period not over?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from zusage.keeping.release import released
from zusage.model.calendar import Clock, end_of
from zusage.model.period import Period
from zusage.policy.rule import DatedTerm, Keep

ZONE = ZoneInfo("UTC")


@st.composite
def series(draw: st.DrawFn) -> Keep:
    changes = sorted(draw(st.sets(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=3)))
    ends = [*changes[1:], None]
    terms = [
        DatedTerm(
            since, until, Period(years=draw(st.integers(1, 12))), draw(st.sampled_from([Clock.AT, Clock.END_OF_YEAR])), "§"
        )
        for since, until in zip(changes, ends, strict=True)
    ]
    return Keep("x", tuple(terms))


def binds(keep: Keep, start: date, at: datetime) -> bool:
    today = at.date()
    return any(
        t.valid_from <= today and (t.valid_to is None or today < t.valid_to) and at < end_of(start, t.counting(), ZONE)
        for t in keep.terms
    )


@settings(max_examples=15, deadline=None)
@given(series(), st.dates(date(1998, 1, 1), date(2031, 1, 1)))
def test_released_is_the_day_after_the_last_one_on_which_the_law_bound(keep: Keep, start: date) -> None:
    found = released(keep, start, ZONE)
    assert found is not None
    last = None
    at = datetime(1998, 1, 1, tzinfo=UTC)
    while at.year < 2046:
        last = at if binds(keep, start, at) else last
        at += timedelta(days=1)
    if last is not None:
        assert found == last + timedelta(days=1)
    else:
        assert not binds(keep, start, found)
