"""Periods as people write them."""

import pytest

from zusage.model.period import Lifetime, Period, parse_lifetime, parse_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("30 days", Period(days=30)),
        ("1 month", Period(months=1)),
        ("P6M", Period(months=6)),
        ("P1Y2M3D", Period(1, 2, 3)),
        ("PT12H", Period(hours=12)),
        ("2 weeks", Period(days=14)),
        ("8 Jahre", Period(years=8)),
        ("3 Monaten", Period(months=3)),
        ("P0D", Period()),
    ],
)
def test_periods_are_read(text: str, period: Period) -> None:
    assert parse_period(text) == period
    assert parse_period(str(period)) == period


@pytest.mark.parametrize("text", ["so lange wie nötig", "", "30", "-3 days", "P", "PT", "1.5 years", "999999 days", "P1H"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "lifetime", "iso"),
    [
        ("30 minutes", Lifetime(minutes=30), "PT30M"),
        ("30 Minuten", Lifetime(minutes=30), "PT30M"),
        ("PT30M", Lifetime(minutes=30), "PT30M"),
        ("PT1H30M", Lifetime(hours=1, minutes=30), "PT1H30M"),
        ("P1DT5M", Lifetime(days=1, minutes=5), "P1DT5M"),
        ("13 months", Period(months=13), "P13M"),
        ("P5M", Period(months=5), "P5M"),
        ("0 minutes", Period(), "P0D"),
    ],
)
def test_lifetimes_may_have_minutes(text: str, lifetime: Period, iso: str) -> None:
    assert (found := parse_lifetime(text)) == lifetime
    assert str(found) == iso and parse_lifetime(iso) == lifetime


def test_minutes_bound_the_hours_and_are_no_period() -> None:
    half = Lifetime(minutes=30)
    assert bool(half) and (half.shortest_hours, half.longest_hours) == (0, 1)
    assert Lifetime(hours=1, minutes=60).shortest_hours == Lifetime(hours=1, minutes=60).longest_hours == 2
    assert parse_period("30 minutes") is parse_period("PT30M") is parse_lifetime("PT30") is parse_lifetime("P1XT5M") is None
