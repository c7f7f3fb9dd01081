"""Rollout: the phase of a rule follows from what the ledger says, and a run does no more than its phase allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.duties.rollout import (
    CANARY_ROWS,
    Approval,
    Part,
    Phase,
    Progress,
    RuleMark,
    admit,
    is_destructive,
    progress_of,
    reach_of,
    usual_of,
    within,
)
from zusage.plan.act import Child, Clear, Delete, Drop, Lock, Restrict
from zusage.plan.condition import Edge, IsNull
from zusage.plan.plan import Estimate, Step
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
MARK = RuleMark("sale/retention/gone", "d1", frozenset({"shop.people"}), frozenset({"g1"}))
PLAN = "ab" * 32


def part(order: int, phase: Phase, *, done: int = 0, ended: bool = True, mark: RuleMark = MARK, **more: bool) -> Part:
    return Part(order, f"r-{order}", mark, phase, ended, done, **more)


def reached(*parts: Part, mark: RuleMark = MARK, later: dict[str, bool] | None = None) -> Phase:
    return progress_of(mark, parts, later or {}).phase


WHOLE_WAY = (
    part(1, Phase.OBSERVE),
    part(2, Phase.CANARY, done=100, short=True),
    part(3, Phase.STAGES, done=10_000, short=True),
    part(4, Phase.STAGES, done=500),
)


def test_a_rule_goes_through_its_phases_one_by_one() -> None:
    phases = [reached(*WHOLE_WAY[:n]) for n in range(5)]
    assert phases == [Phase.OBSERVE, Phase.CANARY, Phase.STAGES, Phase.STAGES, Phase.ROUTINE]


def test_a_run_that_did_not_end_has_observed_nothing() -> None:
    assert reached(part(1, Phase.OBSERVE, ended=False)) is Phase.OBSERVE


def test_a_killed_canary_that_deleted_something_is_not_repeated() -> None:
    killed = part(2, Phase.CANARY, done=40, ended=False, short=True)
    assert reached(WHOLE_WAY[0], killed) is Phase.STAGES
    assert reached(WHOLE_WAY[0], part(2, Phase.CANARY, ended=False)) is Phase.CANARY


def test_a_canary_that_failed_before_it_did_anything_is_none() -> None:
    assert reached(WHOLE_WAY[0], part(2, Phase.CANARY, short=True, failed=True)) is Phase.CANARY


def test_phases_cannot_be_skipped() -> None:
    assert reached(part(1, Phase.STAGES, done=5)) is Phase.OBSERVE
    assert reached(part(1, Phase.OBSERVE), part(2, Phase.STAGES, done=5)) is Phase.CANARY


@pytest.mark.parametrize(
    "changed",
    [
        RuleMark(MARK.promise, "d2", MARK.reach, MARK.guards),
        RuleMark(MARK.promise, "d1", MARK.reach | {"shop.orders"}, MARK.guards),
        RuleMark(MARK.promise, "d1", MARK.reach, frozenset()),
        RuleMark("other/retention/gone", "d1", MARK.reach, MARK.guards),
    ],
    ids=["digest", "reaches more", "duty gone", "another rule"],
)
def test_a_rule_that_is_another_is_observed_anew(changed: RuleMark) -> None:
    assert reached(*WHOLE_WAY, mark=changed) is Phase.OBSERVE


def test_a_rule_that_deletes_later_keeps_its_phase() -> None:
    changed = RuleMark(MARK.promise, "d2", MARK.reach, MARK.guards | {"g2"})
    assert reached(*WHOLE_WAY, mark=changed, later={"d1": True}) is Phase.ROUTINE
    assert reached(*WHOLE_WAY, mark=changed, later={"d1": False}) is Phase.OBSERVE


def test_a_mistyped_rule_that_is_put_right_again_goes_on_where_it_was() -> None:
    typo = RuleMark(MARK.promise, "d3", MARK.reach, MARK.guards)
    parts = (*WHOLE_WAY, part(5, Phase.OBSERVE, mark=typo))
    assert reached(*parts) is Phase.ROUTINE and reached(*parts, mark=typo) is Phase.CANARY


def test_the_usual_is_the_median_of_the_last_routine_runs_with_work() -> None:
    runs = [part(n, Phase.ROUTINE, done=done) for n, done in enumerate([9_000, 0, 10, 20, 30, 40])]
    assert usual_of(runs) == 30
    assert usual_of(runs[:5]) is None
    assert usual_of([part(0, Phase.STAGES, done=9_000), *runs[2:]]) is None
    assert usual_of([part(n, Phase.ROUTINE, done=n + 1) for n in range(40)]) == 35


def delete(due: int, promise: str = MARK.promise, instance: str = "") -> Step:
    act = Delete("a", promise, "people", IsNull("left_at"))
    return Step(TargetId("shop", instance), act, Estimate(due))


def approval(
    id: str = "A-1", *, order: int = 10, second: bool = True, standing: bool = False, rows: int | None = None
) -> Approval:
    rules = {MARK.promise: MARK.digest} if standing else {}
    return Approval(id, order, NOW, NOW + timedelta(days=1), "management", second, "" if standing else PLAN, rules, rows)


def admitted(progress: Progress, *approvals: Approval, due: int = 50, second: bool = True, plan: str = PLAN, **more: Phase):
    found = admit({MARK.promise: MARK}, {MARK.promise: progress}, [delete(due)], approvals, plan, second=second, **more)
    return found[MARK.promise]


def test_what_is_observed_is_not_let_through_by_any_approval() -> None:
    got = admitted(Progress(Phase.OBSERVE), approval(), approval(standing=True))
    assert (got.admitted, got.needs) == (False, "observe")


def test_a_canary_needs_an_approval_of_this_plan() -> None:
    canary = Progress(Phase.CANARY, 1)
    assert admitted(canary).needs == "canary"
    assert admitted(canary, approval(standing=True)).needs == "canary"
    assert admitted(canary, approval(), plan="cd" * 32).needs == "canary"
    assert admitted(canary, approval(second=False)).needs == "canary"
    assert admitted(canary, approval(second=False), second=False).admitted
    assert admitted(canary, approval(rows=1_000_000)).limit == CANARY_ROWS
    assert admitted(canary, approval(rows=7)).limit == 7


def test_stages_need_an_approval_that_has_seen_the_canary() -> None:
    stages = Progress(Phase.STAGES, 20)
    assert admitted(stages, approval(order=19), approval(order=19, standing=True)).needs == "confirm"
    assert admitted(stages, approval(order=21)).admitted
    assert admitted(stages, approval(order=21, standing=True)).admitted


def test_routine_runs_under_a_standing_approval_of_the_same_rule() -> None:
    routine = Progress(Phase.ROUTINE, 30)
    assert admitted(routine).needs == "routine"
    assert admitted(routine, approval(order=1, standing=True)).admitted
    other = Approval("A-2", 40, NOW, NOW, "management", True, "", {MARK.promise: "d0"})
    assert admitted(routine, other).needs == "routine"


def test_more_than_three_times_the_usual_waits_for_an_approval_that_names_the_number() -> None:
    routine = Progress(Phase.ROUTINE, 30, usual=200)
    standing = approval(standing=True)
    assert admitted(routine, standing, due=600).limit == 600
    assert admitted(routine, standing, due=601).needs == "limit"
    assert admitted(routine, standing, approval(rows=500), due=601).needs == "limit"
    assert admitted(routine, standing, approval(rows=700), due=601).limit == 700


def test_a_person_can_go_less_far_than_the_phase_allows() -> None:
    routine = Progress(Phase.ROUTINE, 30)
    got = admitted(routine, approval(standing=True), at_most=Phase.CANARY)
    assert (got.phase, got.limit) == (Phase.CANARY, CANARY_ROWS)
    assert admitted(routine, approval(), at_most=Phase.OBSERVE).needs == "observe"


def test_of_a_fleet_the_canary_is_one_instance_with_the_least_to_do() -> None:
    steps = [delete(900, instance="aa"), delete(3, instance="bb"), delete(40, instance="cc")]
    found = admit({MARK.promise: MARK}, {MARK.promise: Progress(Phase.CANARY, 1)}, steps, [approval()], PLAN, second=True)
    assert [within(step, found) for step in steps] == [False, True, False]


def test_what_can_be_taken_back_needs_no_approval() -> None:
    lock = Step(TargetId("shop"), Lock("l", "p", ("people",)), Estimate(1))
    assert within(lock, {}) and not within(delete(1), {})
    assert not is_destructive(Restrict("r", "p", "people", IsNull("x"))) and is_destructive(Drop("d", "p"))
    assert is_destructive(Clear("c", "p", "people", (("email", None),), IsNull("x")))


def test_a_rule_reaches_what_goes_along() -> None:
    child = Child("orders", Edge("orders", (("id", "person"),)), (Child("lines", Edge("lines", (("id", "order"),))),))
    act = Delete("a", "p", "people", IsNull("x"), children=(child,))
    assert reach_of("shop", act) == {"shop.people", "shop.orders", "shop.lines"}


PHASES = st.sampled_from(list(Phase))
PARTS = st.lists(st.tuples(PHASES, st.booleans(), st.integers(0, 20_000), st.booleans(), st.booleans()), max_size=8)


@given(
    PARTS,
    st.booleans(),
    st.integers(0, 12),
    st.booleans(),
    st.one_of(st.none(), st.integers(1, 10**6)),
    st.integers(1, 10**6),
)
def test_never_more_than_the_phase_allows(
    told: list[tuple[Phase, bool, int, bool, bool]], standing: bool, order: int, second: bool, rows: int | None, due: int
) -> None:
    parts = [
        Part(n, f"r-{n}", MARK, phase, ended, done, short, failed)
        for n, (phase, ended, done, short, failed) in enumerate(told)
    ]
    progress = progress_of(MARK, parts, {})
    got = admitted(progress, approval(order=order, second=second, standing=standing, rows=rows), due=due)
    if not second or progress.phase is Phase.OBSERVE:
        assert not got.admitted
    observed = any(p.phase is Phase.OBSERVE and p.ended for p in parts)
    tried = any(p.phase is Phase.CANARY and (p.done or p.ended) for p in parts)
    if got.admitted:
        assert observed and (tried or (got.limit is not None and got.limit <= CANARY_ROWS and not standing))
    if got.admitted and progress.phase is Phase.STAGES:
        assert order > max(p.order for p in parts if p.phase is Phase.CANARY and (p.done or (p.ended and not p.failed)))
    if got.admitted and got.phase is Phase.ROUTINE and got.limit is not None:
        assert due <= got.limit
