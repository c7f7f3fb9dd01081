"""Undo, attacked: nothing comes back after its window, whatever the clock says, and a window makes no rule delete unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.firm import NOW, activity, shop
from support.staged import DAY, RULE, Staged
from zusage.app.approving import approve_plan, clear
from zusage.app.undoing import undo, undo_plan
from zusage.duties.rollout import Phase
from zusage.model.errors import RefusedError

RUN = "run: {every: 1 day, grace: 1 day, undo: 3 days, authors: [admin], operators: [operator], approvers: [management]}\n"
DECLARED = (
    RUN
    + shop("people: {subject: person, personal: [email]}")
    + activity(
        "mail: {label: {en: Mail}, in: [shop.people]}",
        "gone: {data: mail, from: {at: shop.people.left_at}, delete: within 30 days}",
    )
)


def firm(folder: Path, text: str = DECLARED) -> Staged:
    staged = Staged(folder, text, rows=50)
    staged.to_routine()
    return staged


def test_a_clock_that_was_set_back_opens_no_window_again(tmp_path: Path) -> None:
    """The last run could not destroy the key (its state came back from a copy); the window ended before that run."""
    staged = firm(tmp_path / "firm")
    staged.add(20, 25)
    staged.run(NOW)
    with staged.firm.session(NOW) as session:
        run = [str(r.body["run"]) for r in session.state.records.read("run_finished")][-1]
        kept = dict(session.state.vault.all("quarantine"))
    staged.run(NOW + 4 * DAY)
    with staged.firm.session(NOW + DAY, write=True) as session:
        for name, value in kept.items():
            session.state.vault.put("quarantine", name, value)
        plan = undo_plan(session, run)
        approve_plan(session, plan, "management")
        with pytest.raises(RefusedError) as raised:
            undo(session, plan, "operator", lambda _: None)
    assert raised.value.code == "ZE36" and staged.left() == 0


def test_a_window_that_makes_a_rule_delete_earlier_is_observed_first(tmp_path: Path) -> None:
    staged = firm(tmp_path / "firm", DECLARED.replace(" undo: 3 days,", ""))
    staged.declare(DECLARED)
    outlook = staged.firm.look()
    with staged.firm.session() as session:
        seen = [(planned.target.system, planned.act) for planned, _ in outlook.forecast]
        assert clear(session, outlook.plan, "operator", seen).progress[RULE].phase is Phase.OBSERVE
