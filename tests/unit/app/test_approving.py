"""Approving and rolling out, through the application, on a real store that nobody calls made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from support.firm import NOW, old
from support.staged import DAY, ROLES, RULE, Staged, declaration
from zusage.app.applying import Applied, Ceiling, apply_plan
from zusage.app.approving import (
    approvals_in_force,
    approve_standing,
    list_approvals,
    operator_of,
    revoke_approval,
)
from zusage.duties.rollout import Phase
from zusage.model.errors import RefusedError, UsageError


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    return Staged(tmp_path / "firm", declaration())


def test_a_rule_is_observed_then_tried_then_confirmed_then_carried_out(staged: Staged) -> None:
    first = staged.run()
    assert (staged.left(), first.count(), first.undecided, first.refused) == (500, 0, False, ())
    assert first.clearance.waiting()[RULE].needs == "observe"
    second = staged.run()
    assert staged.left() == 500 and second.undecided and staged.needs() == ("canary", Phase.CANARY)
    plan = staged.plan()
    staged.approve(plan)
    canary = staged.run(plan=plan)
    assert 400 <= staged.left() < 500 and canary.refused == ()
    left = staged.left()
    assert staged.needs(plan) == ("confirm", Phase.STAGES)
    assert staged.run(plan=plan).undecided and staged.left() == left
    staged.approve(plan)
    assert staged.run(plan=plan).count() == left and staged.left() == 0
    staged.add(3)
    assert staged.needs(now=NOW + DAY) == ("routine", Phase.ROUTINE)


def test_the_oldest_rows_go_first(staged: Staged) -> None:
    staged.run()
    plan = staged.plan()
    staged.approve(plan)
    staged.run(plan=plan)
    oldest = staged.firm.ask("SELECT min(left_at) FROM people")[0]
    assert str(oldest) > old(489)


def test_a_standing_approval_carries_routine_runs_and_nothing_else(staged: Staged) -> None:
    staged.stand()
    staged.run()
    assert staged.run().undecided and staged.left() == 500
    staged.run()
    plan = staged.plan()
    staged.approve(plan)
    staged.run(plan=plan)
    assert staged.needs() == ("confirm", Phase.STAGES), "the standing approval was given before anybody saw the canary"
    staged.stand()
    staged.run()
    assert staged.left() == 0


def test_a_typo_deletes_nothing_until_somebody_else_approves_it(staged: Staged) -> None:
    staged.to_routine()
    staged.add(60, days=10)
    staged.declare(declaration("3 days"))
    for _ in range(3):
        done = staged.run()
        assert done.count() == 0 and staged.left() == 60
    assert done.undecided and staged.needs()[0] == "canary"
    staged.declare(declaration("30 days"))
    staged.add(2, days=50)
    assert staged.run().count() == 2 and staged.left() == 60


def test_a_rule_that_deletes_later_goes_on_but_wants_a_new_standing_approval(staged: Staged) -> None:
    staged.to_routine()
    staged.add(5, days=80)
    staged.declare(declaration("60 days"))
    assert staged.needs() == ("routine", Phase.ROUTINE)
    staged.stand()
    assert staged.run().count() == 5


def test_more_than_three_times_the_usual_waits(staged: Staged) -> None:
    staged.to_routine()
    for _ in range(5):
        staged.add(40)
        assert staged.run().count() == 40
    staged.add(121)
    done = staged.run()
    assert done.count() == 0 and done.clearance.waiting()[RULE].needs == "limit"
    plan = staged.plan()
    staged.approve(plan, rows=120)
    assert staged.run(plan=plan).count() == 0
    staged.approve(plan, rows=121)
    assert staged.run(plan=plan).count() == 121


def test_rows_that_come_after_the_plan_do_not_pass_the_approved_number(staged: Staged) -> None:
    staged.to_routine()
    staged.add(30)
    plan = staged.plan()
    staged.approve(plan, rows=30)
    staged.add(30)
    done = staged.run(plan=plan)
    assert staged.left() >= 30 and [r.refusal.kind.value for r in done.refused if r.refusal] == ["ceiling"]


@pytest.mark.parametrize("role", ["operator", "admin", "dpo", "nobody"])
def test_who_writes_runs_or_was_not_named_does_not_approve(staged: Staged, role: str) -> None:
    plan = staged.plan()
    for give in (lambda: staged.approve(plan, role), lambda: staged.stand(role)):
        with pytest.raises(UsageError) as raised:
            give()
        assert raised.value.code == "ZE90"


def test_who_approves_does_not_run(staged: Staged) -> None:
    with staged.firm.session() as session:
        run = session.workspace.policy.run
        assert operator_of(run, None) == "operator"
        for role in ("management", "somebody"):
            with pytest.raises(UsageError) as raised:
                operator_of(run, role)
            assert raised.value.code == "ZE91"


def test_an_approval_counts_only_while_its_role_may_approve(staged: Staged) -> None:
    staged.run()
    plan = staged.plan()
    staged.approve(plan)
    staged.declare(declaration(run=ROLES.replace("[management, legal]", "[legal]")))
    assert staged.needs(staged.plan())[0] == "canary"


def test_an_approval_ends_and_can_be_revoked(staged: Staged) -> None:
    staged.to_routine()
    staged.add(1)
    with staged.firm.session(NOW + 91 * DAY) as session:
        assert approvals_in_force(session) == []
    with staged.firm.session() as session:
        standing = next(a for a in approvals_in_force(session) if not a.plan)
        revoke_approval(session, standing.id, "legal")
        assert [(line.approval.id, line.name) for line in list_approvals(session) if line.revoked] == [(standing.id, "")]
        assert "Erika Muster" in {line.name for line in list_approvals(session)}
        with pytest.raises(UsageError) as raised:
            revoke_approval(session, standing.id, "legal")
        assert raised.value.code == "ZE93"
    assert staged.needs(now=NOW + DAY) == ("routine", Phase.ROUTINE)


@pytest.mark.parametrize("until", [NOW, NOW + 367 * DAY])
def test_a_standing_approval_has_an_end_within_a_year(staged: Staged, until: datetime) -> None:
    with staged.firm.session() as session, pytest.raises(UsageError) as raised:
        approve_standing(session, "management", until)
    assert raised.value.code == "ZE92"


def test_a_plan_of_another_policy_or_of_tomorrow_is_not_approved(staged: Staged) -> None:
    plan = staged.plan()
    late = staged.firm.look(as_of=NOW + 10 * DAY).plan
    staged.declare(declaration("31 days"))
    for wrong, code in ((plan, "ZE50"), (late, "ZE34")):
        with pytest.raises(RefusedError) as raised:
            staged.approve(wrong)
        assert raised.value.code == code


@pytest.mark.parametrize("run", ["run: {every: 1 day, approval: single}\n", ""])
def test_a_firm_of_one_approves_for_itself_and_it_is_written_down(tmp_path: Path, run: str) -> None:
    staged = Staged(tmp_path / "firm", declaration(run=run))
    staged.run()
    assert staged.run().undecided and staged.left() == 500
    plan = staged.plan()
    assert not staged.approve(plan, "operator").second
    staged.run(plan=plan)
    assert 400 <= staged.left() < 500


def test_what_another_environment_did_says_nothing(staged: Staged) -> None:
    staged.declare(declaration() + "")
    variables = staged.firm.folder / "zusage.env"
    text = variables.read_text()
    variables.write_text(text + "ZUSAGE_ENV=rehearsal\n")
    other = staged.firm.folder / "other.sqlite3"
    other.write_bytes((staged.firm.folder / "shop.sqlite3").read_bytes())
    variables.write_text(text.replace("shop.sqlite3", "other.sqlite3") + "ZUSAGE_ENV=rehearsal\n")
    assert staged.run().count() == 500
    variables.write_text(text)
    assert staged.needs() == ("observe", Phase.OBSERVE)


def test_a_store_that_is_worked_on_in_stages_is_never_worked_on_fast(staged: Staged) -> None:
    staged.run()
    variables = staged.firm.folder / "zusage.env"
    variables.write_text(variables.read_text() + "ZUSAGE_ENV=rehearsal\n")
    with pytest.raises(RefusedError) as raised:
        staged.run()
    assert raised.value.code == "ZE97" and staged.left() == 500


def test_a_ceiling_above_the_usual_one_needs_an_approval_that_names_it(staged: Staged) -> None:
    staged.to_routine()
    staged.add(1)
    with pytest.raises(RefusedError) as raised:
        staged.run(max_rows=1_000_000)
    assert raised.value.code == "ZE95"
    assert staged.run(max_rows=5).count() == 1


def test_outside_of_its_window_nothing_begins(tmp_path: Path) -> None:
    window = ROLES.replace("{every", '{window: [{from: "22:00", to: "23:00"}], every')
    staged = Staged(tmp_path / "firm", declaration(run=window))
    with pytest.raises(RefusedError) as raised:
        staged.run()
    assert (raised.value.code, raised.value.arguments["opens"]) == ("ZE96", "2026-11-22 22:00")
    with staged.firm.session() as session:
        assert list(session.state.records.read("run_started")) == []


@pytest.mark.parametrize("stop_after", [1, 2])
def test_a_run_that_was_killed_during_its_canary_does_not_try_again(staged: Staged, stop_after: int) -> None:
    staged.run()
    plan = staged.plan()
    staged.approve(plan)

    def fall_over(_: object, seen: list[int] = []) -> None:  # noqa: B006
        seen.append(1)
        if len(seen) >= stop_after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), staged.firm.session(write=True) as session:
        apply_plan(session, plan, Ceiling(), None, fall_over)
    left = staged.left()
    assert 400 <= left < 500
    fresh = staged.plan(NOW + timedelta(minutes=40))
    staged.approve(fresh, now=NOW + timedelta(minutes=40))
    done = staged.run(NOW + timedelta(minutes=40), fresh)
    assert done.undecided and staged.left() == left, "who approved had not seen what the killed canary did"
    assert staged.needs(fresh, NOW + timedelta(minutes=40)) == ("confirm", Phase.STAGES)


def test_nobody_can_skip_the_application(staged: Staged) -> None:
    """The command line decides nothing: an apply that was never shown to anybody is admitted no further."""
    calls: list[Callable[[], Applied]] = [staged.run] * 4
    assert [call().count() for call in calls] == [0, 0, 0, 0] and staged.left() == 500
