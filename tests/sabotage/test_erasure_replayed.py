"""erasure-replayed: a backup was restored and nothing erased again."""

from __future__ import annotations

from dataclasses import replace

from support.sabotage import NOW, turns_red
from zusage.kinds.base import Restored, State
from zusage.plan.target import TargetId


def test_erasure_replayed_turns_red(company, before):
    assert before["saved/assure/erasure-replayed"].state is State.NOT_DUE
    restored = Restored(TargetId("control"), NOW)
    company.history = replace(company.history, restores=(restored,))
    turns_red(company, "saved/assure/erasure-replayed")
