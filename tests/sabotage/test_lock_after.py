"""lock-after: the lock of an ended instance is taken away."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_lock_after_turns_red(company, before):
    assert before["chat/retention/over/lock"].state is State.UNPROVEN
    company.sql("DELETE FROM zusage_locks", company.instance("t2"))
    turns_red(company, "chat/retention/over/lock")
