"""A small company: customers, their instances, invoices, letters; what goes, what stays as a stub, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from support.memory import Memory
from support.policies import DESCRIPTORS, EIGHT_YEARS, delete, owned, policy, rule, structure, subject, system, table
from zusage.duties.retention import plan_retention
from zusage.duties.steps import forecast, make_plan
from zusage.kinds.base import ActiveHold
from zusage.model.period import Period
from zusage.plan.act import Clear, Delete
from zusage.plan.condition import In
from zusage.plan.plan import Plan
from zusage.plan.survey import Survey
from zusage.policy.rule import Action, Bound, Stage, Unit
from zusage.policy.start import AllGone, ColumnStart, Unseen
from zusage.policy.system import Each

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)

SHAPE = structure(
    table("customers", "id:integer!", "name:text!", "street:text!", "email", "phone"),
    table("instances", "id!", "customer_id:integer!", "state!", "booked_until:instant", fk=[("customer_id", "customers")]),
    table("invoices", "id:integer!", "customer_id:integer!", "issued_on:day!", fk=[("customer_id", "customers")]),
    table("letters", "id:integer!", "customer_id:integer!", "sent_on:day!", fk=[("customer_id", "customers")]),
)
LEFT = AllGone("control", "instances", "customers", "booked_until", In("state", ("booked", "readonly")))


def _policy():
    vouchers = replace(EIGHT_YEARS, with_columns=(("control", "customers", "name"), ("control", "customers", "street")))
    letters = replace(
        EIGHT_YEARS,
        law="de/letters",
        terms=(replace(EIGHT_YEARS.terms[0], period=Period(years=6), statute="§ 257 HGB"),),
        with_columns=(("control", "customers", "name"),),
    )
    rules = [
        rule(
            "gone",
            LEFT,
            delete(Bound.AFTER, Period(days=90)),
            units=[Unit("control", "customers", ("name", "street", "email")), Unit("control", "customers", ("phone",))],
        ),
        rule(
            "invoices",
            ColumnStart("control", "invoices", "issued_on"),
            delete(Bound.AFTERWARDS),
            units=[Unit("control", "invoices")],
            keep=vouchers,
        ),
        rule(
            "letters",
            ColumnStart("control", "letters", "sent_on"),
            delete(Bound.AFTERWARDS),
            units=[Unit("control", "letters")],
            keep=letters,
        ),
    ]
    control = system(
        "control",
        subject("customers"),
        owned("instances", "customers"),
        owned("invoices", "customers"),
        owned("letters", "customers"),
    )
    fleet = system("instance", each=Each("control", "instances", "id", (("state", ("purged",)),)))
    return policy([control, fleet], rules)


def _customer(id: int) -> dict[str, object]:
    return {"id": id, "name": "A", "street": "B", "email": "c@d.example", "phone": "1"}


def _instance(id: str, customer: int, days_ago: int, state: str = "purged") -> dict[str, object]:
    return {"id": id, "customer_id": customer, "state": state, "booked_until": NOW - timedelta(days=days_ago)}


def _store(**rows: list[dict[str, object]]) -> Memory:
    empty: dict[str, list[dict[str, object]]] = {name: [] for name in SHAPE.tables}
    return Memory("control", SHAPE, empty | rows)


def plan(store: Memory, holds: tuple[ActiveHold, ...] = (), now: datetime = NOW, pol=None) -> Plan:
    pol = pol or _policy()
    survey = Survey(now, (store.surveyed(),))
    planned = plan_retention(pol, survey, DESCRIPTORS, holds, now)
    seen = [store.look(q.look, now) for q in planned.questions()]
    return make_plan(pol, survey, planned, seen, now, now)


def run(store: Memory, **more) -> Plan:
    made = plan(store, **more)
    for step in made.steps:
        done = store.apply(step.act)
        assert done == step.estimate.due, (step.act.id, done, step.estimate)
    return made


def test_customer_with_no_duty_goes_with_its_registry_rows_and_the_plan_is_empty_afterwards():
    store = _store(customers=[_customer(1)], instances=[_instance("a", 1, 100), _instance("b", 1, 120)])
    made = run(store)
    assert [type(s.act).__name__ for s in made.steps] == ["Delete"]
    assert store.rows["customers"] == store.rows["instances"] == []
    assert plan(store).steps == ()


@pytest.mark.parametrize(
    "instances",
    [
        [],
        [_instance("a", 1, 89)],
        [_instance("a", 1, 100), _instance("b", 1, 1)],
        [_instance("a", 1, 100, "booked")],
        [_instance("a", 1, 100), {**_instance("b", 1, 0), "booked_until": None}],
        [_instance("a", 1, 100, "ended")],
        [{**_instance("a", 1, 0), "booked_until": datetime(1970, 1, 1, tzinfo=UTC)}],
    ],
    ids=["none", "too-young", "one-young", "still-booked", "no-end", "database-still-there", "sentinel"],
)
def test_customer_stays(instances):
    store = _store(customers=[_customer(1)], instances=instances)
    run(store)
    assert store.rows["customers"] == [_customer(1)]


def test_customer_with_invoice_keeps_only_what_the_duty_covers_until_the_duty_has_ended():
    store = _store(
        customers=[_customer(1)],
        instances=[_instance("a", 1, 100)],
        invoices=[{"id": 1, "customer_id": 1, "issued_on": date(2018, 3, 1)}],
    )
    made = run(store)
    assert [type(s.act) for s in made.steps] == [Clear]
    assert made.steps[0].estimate.protected == {"§ 147 Abs. 3 AO": 1}
    assert store.rows["customers"] == [{"id": 1, "name": "A", "street": "B", "email": None, "phone": None}]
    assert plan(store).steps == ()
    made = run(store, now=datetime(2027, 1, 1, 5, tzinfo=UTC))
    assert [s.act.table for s in made.steps] == ["invoices", "customers"]
    assert store.rows["customers"] == store.rows["invoices"] == store.rows["instances"] == []


def test_customer_with_only_a_letter_loses_the_address_too():
    store = _store(
        customers=[_customer(1)],
        instances=[_instance("a", 1, 100)],
        letters=[{"id": 1, "customer_id": 1, "sent_on": date(2024, 3, 1)}],
    )
    run(store)
    assert store.rows["customers"] == [{"id": 1, "name": "A", "street": "", "email": None, "phone": None}]


def test_invoice_of_2017_goes_on_the_first_of_january_and_not_a_day_before():
    store = _store(
        customers=[_customer(1)],
        instances=[_instance("a", 1, 1, "booked")],
        invoices=[{"id": 1, "customer_id": 1, "issued_on": date(2017, 12, 31)}],
    )
    run(store, now=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    assert len(store.rows["invoices"]) == 1
    made = run(store, now=datetime(2025, 12, 31, 23, 0, tzinfo=UTC))
    assert store.rows["invoices"] == []
    assert "löschbar ab 2026-01-01" in made.steps[0].derivation[0][0]


@pytest.mark.parametrize("hold", [("customers", "1"), ("customers", None)])
def test_hold_keeps_the_row_and_all_that_belongs_to_it(hold):
    store = _store(
        customers=[_customer(1)],
        instances=[_instance("a", 1, 100)],
        invoices=[{"id": 1, "customer_id": 1, "issued_on": date(2010, 3, 1)}],
    )
    store.held.add(hold)
    run(store)
    assert store.rows["customers"] == [_customer(1)]
    assert len(store.rows["invoices"]) == 1


def test_hold_on_a_row_without_a_rule_keeps_its_owner():
    store = _store(customers=[_customer(1)], instances=[_instance("a", 1, 100)])
    store.held.add(("instances", "a"))
    run(store)
    assert store.rows["customers"] == [_customer(1)]


def test_held_rows_are_counted_for_the_hold():
    store = _store(customers=[_customer(1), _customer(2)], instances=[_instance("a", 1, 100), _instance("b", 2, 100)])
    store.held.add(("customers", "1"))
    hold = ActiveHold("H-1", "court", "p", "control", "customers", NOW, NOW, "row")
    made = plan(store, holds=(hold,))
    assert [(s.estimate.due, dict(s.estimate.held)) for s in made.steps] == [(1, {"H-1": 1})]


def test_nothing_is_planned_without_a_start_that_can_be_seen():
    base = _policy()
    blind = replace(base, rules=(replace(base.rules[0], start=Unseen("manual")),))
    store = _store(customers=[_customer(1)], instances=[_instance("a", 1, 100)])
    survey = Survey(NOW, (store.surveyed(),))
    planned = plan_retention(blind, survey, DESCRIPTORS, (), NOW)
    assert planned.acts == ()
    assert {p.reason for p in planned.problems} <= {"start_unseen"}


def test_unreachable_target_drops_out_alone():
    store = _store(customers=[_customer(1)], instances=[_instance("a", 1, 100)])
    survey = Survey(NOW, (replace(store.surveyed(), structure=None, problem="ZE600 down"),))
    planned = plan_retention(_policy(), survey, DESCRIPTORS, (), NOW)
    assert planned.acts == ()
    assert {p.reason for p in planned.problems} == {"target_unreachable"}


def test_forecast_names_the_next_date_of_rows_that_wait():
    store = _store(
        customers=[_customer(1)],
        instances=[_instance("a", 1, 1, "booked")],
        invoices=[{"id": 1, "customer_id": 1, "issued_on": date(2020, 3, 1)}],
    )
    survey = Survey(NOW, (store.surveyed(),))
    planned = plan_retention(_policy(), survey, DESCRIPTORS, (), NOW)
    estimates = forecast(_policy(), planned, [store.look(q.look, NOW) for q in planned.questions()], NOW)
    nexts = {a.act.table: e.next for a, e in estimates if isinstance(a.act, Delete)}
    assert nexts["invoices"] == datetime(2028, 12, 31, 23, tzinfo=UTC)


def test_a_look_that_was_not_visible_is_not_planned():
    store = _store(customers=[_customer(1)], instances=[_instance("a", 1, 100)])
    survey = Survey(NOW, (store.surveyed(),))
    planned = plan_retention(_policy(), survey, DESCRIPTORS, (), NOW)
    seen = [replace(store.look(q.look, NOW), visible=False, reason="row_security") for q in planned.questions()]
    assert make_plan(_policy(), survey, planned, seen, NOW, NOW).steps == ()


def test_two_rules_on_one_row_delete_it_only_when_the_later_has_passed():
    start = ColumnStart("control", "letters", "sent_on")
    rules = [
        rule("early", start, delete(Bound.AFTER, Period(days=1)), units=[Unit("control", "letters", ("a",))]),
        rule("late", start, delete(Bound.AFTER, Period(days=60)), units=[Unit("control", "letters", ("b",))]),
    ]
    pol = policy([system("control", subject("letters"))], rules)
    store = _store(
        letters=[
            {"id": 1, "customer_id": None, "sent_on": date(2026, 11, 1)},
            {"id": 2, "customer_id": None, "sent_on": date(2026, 9, 1)},
        ]
    )
    run(store, pol=pol)
    assert [r["id"] for r in store.rows["letters"]] == [1]


def test_clear_stage_empties_its_columns_only():
    start = ColumnStart("control", "letters", "sent_on")
    clear = Stage(Action.CLEAR, Bound.WITHIN, Period(days=30))
    shape = structure(table("letters", "id:integer!", "sent_on:day!", "body", "note"))
    pol = policy(
        [system("control", subject("letters"))], [rule("body", start, clear, units=[Unit("control", "letters", ("body",))])]
    )
    store = Memory("control", shape, {"letters": [{"id": 1, "sent_on": date(2026, 10, 1), "body": "x", "note": "y"}]})
    run(store, pol=pol)
    assert store.rows["letters"] == [{"id": 1, "sent_on": date(2026, 10, 1), "body": None, "note": "y"}]
    assert plan(store, pol=pol).steps == ()
