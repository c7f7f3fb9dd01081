"""Windows and freezes: across midnight, across clock changes, never open longer than written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.declared import WHOLE, compiled
from zusage.duties.windows import window_state
from zusage.model.errors import DeclarationErrors
from zusage.policy.policy import Policy

ZONE = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 12, 27, 11, tzinfo=UTC)
NIGHTS = 'window: [{days: mon-fri, from: "22:00", to: "05:00"}]'
"""Work is allowed in the nights that begin on a weekday."""


def policy(run: str, environment: str = "production", more: str = "") -> Policy:
    """The policy of a shop whose run says `run`."""
    return compiled(f"{WHOLE}run: {{{run}}}\n{more}", environment)


def local(text: str, fold: int = 0) -> datetime:
    """An instant by the clock on the wall in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold).astimezone(UTC)


def test_without_window_and_freeze_it_is_always_open() -> None:
    state = window_state(policy("every: 1 day"), local("2026-11-22T12:00"))
    assert (state.open, state.until, state.opens) == (True, None, None)


@pytest.mark.parametrize(
    ("at", "is_open", "change"),
    [
        ("2026-11-20T21:59", False, "2026-11-20T22:00"),
        ("2026-11-20T22:00", True, "2026-11-21T05:00"),
        ("2026-11-21T04:59", True, "2026-11-21T05:00"),
        ("2026-11-21T05:00", False, "2026-11-23T22:00"),
        ("2026-11-22T23:00", False, "2026-11-23T22:00"),
        ("2026-11-24T00:00", True, "2026-11-24T05:00"),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(at: str, is_open: bool, change: str) -> None:
    state = window_state(policy(NIGHTS), local(at))
    assert state.open is is_open
    assert (state.until if is_open else state.opens) == local(change)


def test_touching_windows_are_one() -> None:
    declared = policy('window: [{from: "20:00", to: "24:00"}, {from: "00:00", to: "02:00"}]')
    assert window_state(declared, local("2026-11-22T23:59")).until == local("2026-11-23T02:00")


def test_a_freeze_closes_whole_days_and_ends_a_window_before_it() -> None:
    declared = policy(f"{NIGHTS}, freeze: [{{from: 2026-12-22, to: 2027-01-03, because: year end}}]")
    assert window_state(declared, local("2026-12-21T23:00")).until == local("2026-12-22T00:00")
    closed = window_state(declared, local("2026-12-22T01:00"))
    assert not closed.open and closed.frozen is not None and closed.frozen.because == "year end"
    assert closed.opens == local("2027-01-04T22:00")


def test_a_freeze_alone_leaves_all_other_days_open() -> None:
    declared = policy("freeze: [{from: 2026-12-22, to: 2026-12-26, because: year end}]")
    assert window_state(declared, local("2026-12-01T12:00")).until == local("2026-12-22T00:00")
    assert window_state(declared, local("2026-12-26T23:59")).opens == local("2026-12-27T00:00")
    assert window_state(declared, local("2026-12-27T00:00")) == window_state(
        policy("every: 1 day"), local("2026-12-27T00:00")
    )


@pytest.mark.parametrize(
    ("run", "at", "is_open"),
    [
        ('{from: "02:30", to: "04:00"}', "2026-03-29T00:45+00:00", False),
        ('{from: "02:30", to: "04:00"}', "2026-03-29T01:30+00:00", True),
        ('{from: "01:00", to: "02:30"}', "2026-03-29T00:29+00:00", True),
        ('{from: "01:00", to: "02:30"}', "2026-03-29T00:30+00:00", False),
        ('{from: "02:30", to: "04:00"}', "2026-10-25T00:45+00:00", False),
        ('{from: "02:30", to: "04:00"}', "2026-10-25T01:30+00:00", True),
        ('{from: "01:00", to: "02:30"}', "2026-10-25T00:45+00:00", False),
    ],
)
def test_a_time_that_comes_twice_or_never_is_read_so_that_less_is_open(run: str, at: str, is_open: bool) -> None:
    assert window_state(policy(f"window: [{run}]"), datetime.fromisoformat(at)).open is is_open


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_it_is_open_exactly_by_the_clock_on_the_wall(now: datetime) -> None:
    wall = now.astimezone(ZONE)
    state = window_state(_NIGHTS, now)
    hour, day = wall.hour, wall.weekday()
    expected = (hour >= 22 and day < 5) or (hour < 5 and (day - 1) % 7 < 5)
    assert state.open is expected
    change = state.until if state.open else state.opens
    assert change is not None and now < change
    assert window_state(_NIGHTS, change).open is not state.open
    assert window_state(_NIGHTS, change - timedelta(seconds=1)).open is state.open


_NIGHTS = policy(NIGHTS)


def test_the_longest_wait_is_the_run_or_the_widest_gap_between_windows() -> None:
    assert policy("every: 2 days").run.longest_wait_hours == 48
    assert _NIGHTS.run.longest_wait_hours == 72
    assert policy('window: [{days: sun, from: "01:00", to: "05:00"}]').run.longest_wait_hours == 7 * 24
    assert replace(_NIGHTS.run, windows=()).longest_wait_hours == 24


@pytest.mark.parametrize(
    ("run", "more", "code"),
    [
        ("freeze: [{from: 2026-12-22, to: 2026-12-01, because: x}]", "", "ZE143"),
        ("approval: second", "", "ZE144"),
        ("approval: single, approvers: [management]", "", "ZE144"),
        ("every: 1 day", "environments: {test: {rollout: fast}}\n", "ZE142"),
        ("every: 1 day", "environments: {test: {rollout: fast, synthetic: 'false'}}\n", "ZE142"),
    ],
)
def test_what_has_no_meaning_is_an_error(run: str, more: str, code: str) -> None:
    with pytest.raises(DeclarationErrors) as raised:
        policy(run, more=more)
    assert [error.code for error in raised.value.errors] == [code]


def test_only_an_environment_of_made_up_data_is_fast() -> None:
    more = "environments: {test: {synthetic: true, rollout: fast}, staging: {synthetic: true}}\n"
    assert policy("every: 1 day", "test", more=more).fast
    assert not policy("every: 1 day", "staging", more=more).fast
    assert not policy("every: 1 day", more=more).fast
    assert policy("every: 1 day", "test", more=more).digest == policy("every: 1 day", more=more).digest
