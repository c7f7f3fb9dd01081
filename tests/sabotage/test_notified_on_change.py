"""notified-on-change: a version was published and nobody was told."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_notified_on_change_turns_red(company, before):
    assert before["_/assure/notified-on-change"].state is State.KEPT
    company.sql("DELETE FROM notices")
    turns_red(company, "_/assure/notified-on-change")
