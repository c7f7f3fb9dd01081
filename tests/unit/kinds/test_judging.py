"""The rules of judging that all kinds share, on rows in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from support.memory import Memory
from support.policies import EIGHT_YEARS, delete, owned, policy, rule, structure, subject, system, table
from zusage.kinds.base import ActiveHold, Done, Evidence, History, Judgement, State
from zusage.kinds.registry import KINDS
from zusage.model.period import Period
from zusage.plan.condition import Equals
from zusage.plan.survey import Survey, SurveyedTarget
from zusage.plan.target import TargetId
from zusage.policy.rule import Action, Bound, Horizon, Stage, Unit, Unless
from zusage.policy.start import ColumnStart, Unseen

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
START = ColumnStart("app", "rows", "at")
SHAPE = structure(table("rows", "id:integer!", "at:instant", "letter:boolean!", "name"))


def build(**more):
    made = rule("r", START, delete(Bound.AFTER, Period(days=30)), units=[Unit("app", "rows")], **more)
    return policy([system("app", subject("rows"))], [made])


def store(*ages: float | None, letter: bool = False) -> Memory:
    rows = [
        {"id": i, "at": None if a is None else NOW - timedelta(days=a), "letter": letter, "name": "x"}
        for i, a in enumerate(ages)
    ]
    return Memory("app", SHAPE, {"rows": rows})


def judge(
    pol, *stores: Memory, history: History | None = None, extra: tuple[SurveyedTarget, ...] = (), kind="delete-after"
) -> Judgement:
    survey = Survey(NOW, (*(s.surveyed() for s in stores), *extra))
    promise = next(p for p in pol.promises if p.kind == kind)
    by_target = {s.target: s for s in stores}
    questions = KINDS[kind].questions(promise, pol, survey, NOW)
    seen = tuple(by_target[q.target].look(q.look, NOW) for q in questions)
    return KINDS[kind].judge(promise, pol, Evidence(seen, survey, history or History()), NOW)


DONE = History(done=(Done("work/r/0", TargetId("app"), NOW - timedelta(days=2), {"rows": 3}, 7, "reclaimed"),))


def test_nothing_reached_the_date():
    found = judge(build(), store(1, 20))
    assert (found.state, found.reason) == (State.NOT_DUE, "not_due_yet")
    assert found.next == NOW + timedelta(days=10)


def test_kept_with_level_and_backup_horizon():
    found = judge(build(horizons=(Horizon("backups", Period(days=90)),)), store(1), history=DONE)
    assert (found.state, found.level) == (State.KEPT, "reclaimed")
    assert found.moments["backups_until"] == NOW + timedelta(days=88)


@pytest.mark.parametrize(("age", "state"), [(30.5, State.KEPT), (31.5, State.BROKEN)])
def test_due_is_not_yet_overdue(age, state):
    assert judge(build(), store(age)).state is state


def test_overdue_counts_and_dates_the_oldest():
    found = judge(build(), store(40, 97, 1))
    assert (found.state, found.reason, found.numbers["overdue"], found.numbers["days"]) == (State.BROKEN, "overdue", 2, 67)


def test_held_rows_are_an_exception_not_a_breach():
    one = store(40, 41)
    one.held.add(("rows", None))
    hold = ActiveHold("H-3", "court", "p", "app", "rows", NOW, NOW, "table")
    found = judge(build(), one, history=replace(DONE, holds=(hold,)))
    assert (found.state, dict(found.exceptions)) == (State.KEPT, {"H-3": 2})


def test_rows_under_a_duty_are_an_exception_with_their_statute():
    found = judge(build(unless=Unless(EIGHT_YEARS, Equals("letter", True))), store(40, letter=True), history=DONE)
    assert (found.state, dict(found.exceptions)) == (State.KEPT, {"§ 147 Abs. 3 AO": 1})


def test_a_sentinel_makes_it_unproven():
    one = store(1)
    one.rows["rows"].append({"id": 9, "at": datetime(1970, 1, 1, tzinfo=UTC), "letter": False, "name": "x"})
    found = judge(build(), one)
    assert (found.state, found.reason) == (State.UNPROVEN, "starts_unreadable")


def test_an_event_that_has_not_happened_is_counted_but_a_column_nobody_fills_is_suspicious():
    found = judge(build(), store(1, None), history=DONE)
    assert (found.state, found.numbers["open"]) == (State.KEPT, 1)
    assert judge(build(), store(*[None] * 30)).reason == "no_start_seen"
    assert judge(build(empty="not_yet"), store(*[None] * 30), history=DONE).state is State.KEPT


def test_an_unreachable_target_makes_it_unproven_and_is_named():
    down = SurveyedTarget(TargetId("app", "x2"), problem="ZE600 down")
    found = judge(build(), store(1), extra=(down,), history=DONE)
    assert (found.state, found.reason, found.facts["why"]) == (State.UNPROVEN, "not_seen", "ZE600 down")
    assert found.unseen == (TargetId("app", "x2"),)


def test_a_breach_that_was_seen_wins_over_what_was_not():
    down = SurveyedTarget(TargetId("app", "x2"), problem="ZE600 down")
    assert judge(build(), store(40), extra=(down,)).state is State.BROKEN


def test_an_answer_that_was_not_visible_is_never_kept():
    pol, one = build(), store(1)
    survey = Survey(NOW, (one.surveyed(),))
    seen = [one.look(q.look, NOW) for q in KINDS["delete-after"].questions(pol.promises[0], pol, survey, NOW)]
    hidden = (replace(seen[0], visible=False, reason="row_security"), *seen[1:])
    found = KINDS["delete-after"].judge(pol.promises[0], pol, Evidence(hidden, survey, DONE), NOW)
    assert (found.state, found.facts["why"]) == (State.UNPROVEN, "row_security")


def test_a_start_that_nothing_shows_is_unproven():
    base = build()
    blind = rule("r", Unseen("manual"), delete(Bound.AFTER, Period(days=30)), units=[Unit("app", "rows")])
    assert judge(policy(list(base.systems.values()), [blind]), store(40)).reason == "start_unseen"


def test_a_stub_is_in_order_only_when_all_other_columns_are_empty():
    shape = structure(
        table("rows", "id:integer!", "at:instant", "name", "phone"),
        table("bills", "id:integer!", "row_id:integer!", "made:day!", fk=[("row_id", "rows")]),
    )
    keep = replace(EIGHT_YEARS, with_columns=(("app", "rows", "name"),))
    rules = [
        rule("r", START, delete(Bound.AFTER, Period(days=30)), units=[Unit("app", "rows", ("name", "phone"))]),
        rule("b", ColumnStart("app", "bills", "made"), delete(Bound.AFTERWARDS), units=[Unit("app", "bills")], keep=keep),
    ]
    pol = policy([system("app", subject("rows"), owned("bills", "rows"))], rules)
    bills = [{"id": 1, "row_id": 1, "made": (NOW - timedelta(days=300)).date()}]

    def with_phone(phone: str | None) -> Judgement:
        rows = [{"id": 1, "at": NOW - timedelta(days=90), "name": "A", "phone": phone}]
        return judge(pol, Memory("app", shape, {"rows": rows, "bills": bills}))

    assert (with_phone(None).state, dict(with_phone(None).exceptions)) == (State.KEPT, {"§ 147 Abs. 3 AO": 1})
    assert with_phone("0123").state is State.BROKEN


def test_every_waiting_kind_says_which_probe_is_missing():
    for name, kind in KINDS.items():
        if kind.missing:
            found = kind.judge(build().promises[0], build(), Evidence((), Survey(NOW, ()), History()), NOW)
            assert (found.state, found.reason, found.facts) == (State.UNPROVEN, "missing_probe", {"probe": kind.missing}), (
                name
            )


def test_one_of_is_kept_by_the_alternative():
    cleared = Stage(Action.CLEAR, Bound.AFTER, Period(days=30), (("column", "name"),))
    pol, one = build(alternatives=(cleared,)), store(40)
    assert judge(pol, one).state is State.BROKEN
    one.rows["rows"][0]["name"] = None
    assert judge(pol, one, history=DONE).state is State.KEPT
