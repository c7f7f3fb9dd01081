"""never-stored: a card number stands in a note."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_never_stored_turns_red(company, before):
    assert before["sale/assure/never-stored"].state is State.KEPT
    company.sql("UPDATE users SET note = '4111111111111111' WHERE id = 1")
    turns_red(company, "sale/assure/never-stored")
