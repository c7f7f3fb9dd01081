"""Shapes that make deletion dangerous: instances, polymorphic owners, files, rows of the same table, backups."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.memory import Memory
from support.policies import (
    DESCRIPTORS,
    EIGHT_YEARS,
    delete,
    owned,
    policy,
    rule,
    structure,
    subject,
    system,
    table,
)
from zusage.duties.retention import plan_retention
from zusage.duties.steps import make_plan
from zusage.model.period import AT_ONCE, Period
from zusage.plan.act import Delete, Drop, Lock, Shorten, Unlock
from zusage.plan.condition import Equals
from zusage.plan.survey import Survey
from zusage.policy.rule import Action, Bound, Stage, Unit, Unless
from zusage.policy.start import ColumnStart, Silence
from zusage.policy.system import Each, Owner, TableUse

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


def plan(pol, *stores: Memory, now: datetime = NOW):
    survey = Survey(now, tuple(s.surveyed() for s in stores if not s.dropped))
    planned = plan_retention(pol, survey, DESCRIPTORS, (), now)
    by_target = {s.target: s for s in stores}
    seen = [by_target[q.target].look(q.look, now) for q in planned.questions()]
    return make_plan(pol, survey, planned, seen, now, now)


def run(pol, *stores: Memory, now: datetime = NOW):
    made = plan(pol, *stores, now=now)
    by_target = {s.target: s for s in stores}
    for step in made.steps:
        assert by_target[step.target].apply(step.act) == step.estimate.due, step.act.id
    return made


ENDED = ColumnStart("control", "instances", "booked_until")
EACH = Each("control", "instances", "id", (("state", ("purged",)),))


def _fleet(**rules):
    stages = [Stage(Action.LOCK, Bound.AT_ONCE, AT_ONCE), Stage(Action.DROP, Bound.AFTER, Period(days=30))]
    whole = rule("ended", ENDED, *stages, whole=("instance", "media"), for_each="instance")
    booked = rule(
        "booked",
        ColumnStart("instance", "bookings", "ends_at"),
        delete(Bound.AFTER, Period(days=14)),
        units=[Unit("instance", "bookings")],
        **rules,
    )
    systems = [
        system("instance", subject("bookings"), each=EACH),
        system("media", connector="files", each=EACH),
    ]
    return policy(systems, [whole, booked])


def _instance(system_id: str, days_ago: int | None, locks: str = "", rows=()) -> Memory:
    shape = (
        structure(table("bookings", "id:integer!", "ends_at:instant!", "letter:boolean"))
        if system_id == "instance"
        else structure()
    )
    shape = replace(shape, extra={"locks": locks})
    moment = None if days_ago is None else NOW - timedelta(days=days_ago)
    return Memory(
        system_id,
        shape,
        {"bookings": list(rows)} if system_id == "instance" else {},
        instance="x1",
        moments={"booked_until": moment},
    )


@pytest.mark.parametrize(
    ("days_ago", "locks", "expected"),
    [
        (None, "", []),
        (-5, "", []),
        (1, "", [Lock]),
        (1, "work/ended/0", []),
        (-5, "work/ended/0", [Unlock]),
        (29, "work/ended/0", []),
        (31, "work/ended/0", [Drop, Drop]),
        (31, "", [Drop, Drop]),
    ],
)
def test_an_instance_is_locked_then_ended_and_unlocked_when_booked_again(days_ago, locks, expected):
    made = plan(_fleet(), _instance("instance", days_ago, locks), _instance("media", days_ago))
    assert [type(s.act) for s in made.steps] == expected
    if expected == [Drop, Drop]:
        assert [s.target.system for s in made.steps] == ["media", "instance"]


def test_a_locked_instance_yields_an_empty_plan_after_apply():
    stores = _instance("instance", 1), _instance("media", 1)
    run(_fleet(), *stores)
    assert plan(_fleet(), *stores).steps == ()


def test_one_held_row_keeps_the_whole_instance():
    store = _instance("instance", 31, rows=[{"id": 1, "ends_at": NOW, "letter": False}])
    store.held.add(("bookings", "1"))
    assert plan(_fleet(), store).steps == ()


def test_a_row_under_a_duty_keeps_the_whole_instance():
    pol = _fleet(unless=Unless(EIGHT_YEARS, Equals("letter", True)))
    kept = _instance("instance", 31, rows=[{"id": 1, "ends_at": NOW - timedelta(days=90), "letter": True}])
    assert plan(pol, kept).steps == ()
    free = _instance("instance", 31, rows=[{"id": 1, "ends_at": NOW - timedelta(days=90), "letter": False}])
    assert [type(s.act) for s in plan(pol, free).steps] == [Delete, Drop]


def test_attachments_and_their_files_go_before_the_rows_that_own_them():
    shape = structure(
        table("contacts", "id:integer!", "seen:instant"),
        table("messages", "id:integer!", "contact_id:integer!", fk=[("contact_id", "contacts")]),
        table("tickets", "id:integer!", "contact_id:integer!", fk=[("contact_id", "contacts")]),
        table("attachments", "id:integer!", "owner_type!", "owner_id:integer!", "path!"),
    )
    poly = TableUse(
        "attachments",
        "owned",
        owners=(
            Owner("messages", "owner_id", "owner_type", "message"),
            Owner("tickets", "owner_id", "owner_type", "ticket"),
        ),
        files_in="media",
        files_key="path",
    )
    start = ColumnStart("app", "contacts", "seen")
    pol = policy(
        [system("app", subject("contacts"), owned("messages", "contacts"), owned("tickets", "contacts"), poly)],
        [rule("quiet", start, delete(Bound.AFTER, Period(days=10)), units=[Unit("app", "contacts")])],
    )
    old, new = NOW - timedelta(days=20), NOW
    store = Memory(
        "app",
        shape,
        {
            "contacts": [{"id": 1, "seen": old}, {"id": 2, "seen": new}],
            "messages": [{"id": 1, "contact_id": 1}, {"id": 2, "contact_id": 2}],
            "tickets": [{"id": 1, "contact_id": 2}, {"id": 2, "contact_id": 1}],
            "attachments": [
                {"id": 1, "owner_type": "message", "owner_id": 1, "path": "m1"},
                {"id": 2, "owner_type": "ticket", "owner_id": 1, "path": "t1"},
                {"id": 3, "owner_type": "ticket", "owner_id": 2, "path": "t2"},
            ],
        },
    )
    run(pol, store)
    assert store.removed_files == ["m1", "t2"]
    assert [r["id"] for r in store.rows["attachments"]] == [2]
    assert [r["id"] for r in store.rows["contacts"]] == [2]
    assert [r["id"] for r in store.rows["messages"]] == [2]
    assert plan(pol, store).steps == ()


def test_a_table_that_refers_to_itself_is_worked_off_from_its_leaves():
    shape = structure(table("threads", "id:integer!", "parent:integer", "at:instant!", fk=[("parent", "threads")]))
    start = ColumnStart("app", "threads", "at")
    pol = policy(
        [system("app", subject("threads"))],
        [rule("old", start, delete(Bound.AFTER, Period(days=10)), units=[Unit("app", "threads")])],
    )
    old = NOW - timedelta(days=20)
    rows = [{"id": 1, "parent": None, "at": old}, {"id": 2, "parent": 1, "at": old}, {"id": 3, "parent": 2, "at": old}]
    rows += [{"id": 4, "parent": None, "at": old}, {"id": 5, "parent": 4, "at": NOW}]
    store = Memory("app", shape, {"threads": rows})
    run(pol, store)
    assert [r["id"] for r in store.rows["threads"]] == [4, 5]
    assert plan(pol, store).steps == ()


def test_the_newest_backup_stays_even_when_all_are_too_old():
    shape = structure(table("files", "path!", "time:instant!", key=("path",)))
    pol = policy(
        [system("backups", connector="files", keep_newest=1)],
        [
            rule(
                "rotate",
                ColumnStart("backups", "files", "time"),
                delete(Bound.WITHIN, Period(days=90)),
                units=[Unit("backups", "files")],
                keep_newest=1,
            )
        ],
    )
    rows = [{"path": str(n), "time": NOW - timedelta(days=100 + n)} for n in range(3)]
    store = Memory("backups", shape, {"files": rows})
    run(pol, store)
    assert [r["path"] for r in store.rows["files"]] == ["0"]
    assert plan(pol, store).steps == ()


def test_addresses_are_shortened_once_and_held_lines_not_at_all():
    shape = structure(table("lines", "time:instant!", "client_ip!", key=("time",)))
    stage = Stage(Action.SHORTEN, Bound.AFTER, Period(days=7), (("v4", "24"), ("v6", "48")))
    pol = policy(
        [system("weblog", connector="logfiles")],
        [rule("ip", ColumnStart("weblog", "lines", "time"), stage, units=[Unit("weblog", "lines", ("client_ip",))])],
    )
    store = Memory(
        "weblog", shape, {"lines": [{"time": NOW - timedelta(days=d), "client_ip": "198.51.100.7"} for d in (1, 8, 9)]}
    )
    made = plan(pol, store)
    assert [(type(s.act), s.estimate.due) for s in made.steps] == [(Shorten, 2)]
    run(pol, store)
    assert plan(pol, store).steps == ()


def test_a_row_that_merely_refers_bars_the_deletion():
    shape = structure(
        table("users", "id:integer!", "left:instant"),
        table("articles", "id:integer!", "author:integer!", fk=[("author", "users")]),
    )
    articles = TableUse("articles", "reference", accessed_by=(Owner("users", "author"),))
    pol = policy(
        [system("app", subject("users"), articles)],
        [rule("left", ColumnStart("app", "users", "left"), delete(Bound.AT_ONCE), units=[Unit("app", "users")])],
    )
    rows = [{"id": 1, "left": NOW - timedelta(days=3)}, {"id": 2, "left": NOW - timedelta(days=3)}]
    store = Memory("app", shape, {"users": rows, "articles": [{"id": 1, "author": 1}]})
    run(pol, store)
    assert [r["id"] for r in store.rows["users"]] == [1]
    assert len(store.rows["articles"]) == 1


def test_silence_needs_every_place_to_be_quiet():
    shape = structure(
        table("contacts", "id:integer!", "seen:instant!"),
        table("mails", "id:integer!", "contact_id:integer!", "at:instant!", fk=[("contact_id", "contacts")]),
    )
    start = Silence((("app", "contacts", "seen"), ("app", "mails", "at")), Period(days=100))
    pol = policy(
        [system("app", subject("contacts"), owned("mails", "contacts"))],
        [rule("quiet", start, delete(Bound.AT_ONCE), units=[Unit("app", "contacts")])],
    )
    old = NOW - timedelta(days=150)
    store = Memory(
        "app",
        shape,
        {
            "contacts": [{"id": i, "seen": old if i < 4 else NOW} for i in range(1, 5)],
            "mails": [{"id": 1, "contact_id": 1, "at": old}, {"id": 2, "contact_id": 2, "at": NOW}],
        },
    )
    run(pol, store)
    assert [r["id"] for r in store.rows["contacts"]] == [2, 4]


DAYS = st.integers(min_value=-400, max_value=400)


@settings(max_examples=120, deadline=None)
@given(
    period=st.integers(min_value=0, max_value=300),
    bound=st.sampled_from([Bound.AFTER, Bound.WITHIN]),
    ages=st.lists(st.one_of(st.none(), DAYS), min_size=1, max_size=12),
    held=st.sets(st.integers(min_value=0, max_value=11)),
    duty=st.sets(st.integers(min_value=0, max_value=11)),
    shift=st.integers(min_value=0, max_value=200),
)
def test_exactly_the_due_rows_go(period, bound, ages, held, duty, shift):
    """due ⇔ start <= cut-off; a hold or a duty keeps; an earlier now reaches a subset; the plan is empty after apply."""
    shape = structure(table("rows", "id:integer!", "at:instant", "letter:boolean!"))
    start = ColumnStart("app", "rows", "at")
    unless = Unless(EIGHT_YEARS, Equals("letter", True))
    pol = policy(
        [system("app", subject("rows"))],
        [rule("r", start, delete(bound, Period(days=period)), units=[Unit("app", "rows")], unless=unless)],
    )

    def fresh() -> Memory:
        rows = [
            {"id": i, "at": None if age is None else NOW - timedelta(days=age), "letter": i in duty}
            for i, age in enumerate(ages)
        ]
        return Memory("app", shape, {"rows": rows}, {("rows", str(i)) for i in held})

    store = fresh()
    run(pol, store)
    gone = {r["id"] for _, r in store.deleted}
    limit = period if bound is Bound.AFTER else max(period - 2, 0)
    expected = {i for i, age in enumerate(ages) if age is not None and age > limit and i not in held and i not in duty}
    exact = {i for i, age in enumerate(ages) if age is not None and age == limit and i not in held and i not in duty}
    assert expected <= gone <= expected | exact
    assert plan(pol, store).steps == ()
    before = fresh()
    run(pol, before, now=NOW - timedelta(days=shift))
    assert {r["id"] for _, r in before.deleted} <= gone
