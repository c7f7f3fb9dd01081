"""Periods as people write them."""

import pytest

from zusage.model.period import Period, parse_period


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
