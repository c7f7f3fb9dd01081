"""confirmed-before-use: somebody logs in without having confirmed."""

from __future__ import annotations

from support.sabotage import stamp, turns_red
from zusage.kinds.base import State


def test_confirmed_before_use_turns_red(company, before):
    assert before["sale/assure/confirmed-before-use"].state is State.KEPT
    company.sql(f"UPDATE users SET last_login = '{stamp(1)}' WHERE id = 2")
    turns_red(company, "sale/assure/confirmed-before-use")
