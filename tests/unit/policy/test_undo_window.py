"""The undo window fits into the period, or the declaration does not compile; a row never has a copy beyond its promise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.firm import Firm, activity, old, shop
from zusage.keeping.timing import falls_due, falls_overdue, stage_timing
from zusage.model.calendar import Term, end_of
from zusage.model.period import AT_ONCE, Period
from zusage.plan.act import Delete
from zusage.policy.organisation import Run
from zusage.policy.rule import Action, Bound, Rule, Stage
from zusage.policy.start import Unseen
from zusage.policy.undo_window import lead_of

BERLIN = ZoneInfo("Europe/Berlin")
TABLES = "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);"


def firm(folder: Path, run: str, rule: str) -> Firm:
    text = f"run: {{{run}}}\n" + shop("people: {subject: person, personal: [email]}")
    text += activity(
        "mail: {label: {en: Mail}, in: [shop.people]}",
        f"gone: {{data: mail, from: {{at: shop.people.left_at}}, {rule}}}",
    )
    return Firm(folder, text, TABLES + f"INSERT INTO people VALUES (1, 'a', '{old(40)}'), (2, 'b', '{old(25)}');")


@pytest.mark.parametrize(
    ("run", "rule", "numbers"),
    [
        ("every: 1 day, grace: 1 day, undo: 3 days", "delete: after 30 days", ("1 d", "5 d")),
        ("every: 1 day, grace: 1 day, undo: 3 days", "delete: within 5 days", ("5 d", "6 d")),
        ("every: 1 day, grace: 4 days, undo: 3 days", "delete: at once", ("4 d", "5 d")),
        ("every: 7 days, grace: 10 days", "delete: after 30 days, undo: 3 days", ("10 d", "17 d")),
        ("every: 1 day, grace: 2 days", "delete: after 30 days, undo: 6 hours", ("2 d", "54 h")),
    ],
)
def test_what_does_not_fit_is_refused_with_both_numbers(
    tmp_path: Path, run: str, rule: str, numbers: tuple[str, str]
) -> None:
    with pytest.raises(AssertionError) as error:
        firm(tmp_path, run, rule)
    assert "ZE146" in str(error.value) and all(number in str(error.value) for number in numbers)


@pytest.mark.parametrize(
    ("run", "rule", "window"),
    [
        ("every: 1 day, grace: 5 days, undo: 3 days", "delete: after 30 days", 3),
        ("every: 1 day, grace: 1 day, undo: 3 days", "delete: within 30 days", 3),
        ("every: 1 day, grace: 1 day, undo: 3 days", "delete: after 30 days, undo: 0 days", None),
        ("every: 1 day, grace: 1 day", "delete: within 30 days, undo: 5 days", 5),
        ("every: 1 day, grace: 1 day", "delete: within 30 days", None),
    ],
)
def test_what_fits_stands_in_the_act(tmp_path: Path, run: str, rule: str, window: int | None) -> None:
    plan = firm(tmp_path, run, rule).look().plan
    undo = [step.act.undo for step in plan.steps if isinstance(step.act, Delete)]
    assert len(undo) == 1
    assert (undo[0].until - plan.as_of).days == window if undo[0] and window else undo[0] is None and window is None


def test_a_window_where_nothing_could_have_one(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="ZE147"):
        firm(tmp_path, "every: 1 day", "clear: within 30 days, columns: [email], undo: 3 days")


@given(
    started=st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)),
    period=st.integers(8, 400),
    window=st.integers(1, 20),
    waits=st.integers(0, 24),
)
def test_deleted_when_due_and_destroyed_a_run_late_is_still_in_time(
    started: datetime, period: int, window: int, waits: int
) -> None:
    run = Run(Period(days=1), Period(days=1))
    start, stage = started.replace(tzinfo=UTC), Stage(Action.DELETE, Bound.WITHIN, Period(days=period))
    rule = Rule("a/retention/b", "a", (), (), Unseen(""), (stage,), undo=Period(days=window))
    needs = lead_of(rule, stage, run).longest_hours
    if needs > stage.period.shortest_hours:
        return
    over = falls_overdue(rule, stage, run, start, BERLIN)
    due = falls_due(rule, stage, run, start, start, BERLIN)
    assert over is not None and due is not None and due >= start
    deleted = due + timedelta(hours=waits)
    until = end_of(deleted, Term(rule.undo or AT_ONCE), BERLIN)
    assert until + timedelta(hours=24) <= over
    assert stage_timing(rule, stage, run, deleted + timedelta(hours=2), BERLIN).due.instant >= start
