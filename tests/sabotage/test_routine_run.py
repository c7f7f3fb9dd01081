"""routine-run: the run did not happen for three days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from support.sabotage import NOW, turns_red
from zusage.kinds.base import RunFact, State


def test_routine_run_turns_red(company, before):
    assert before["_/assure/routine-run"].state is State.KEPT
    late = RunFact("r0", NOW - timedelta(days=3), ("control",), ())
    company.history = replace(company.history, runs=(late,))
    turns_red(company, "_/assure/routine-run")
