"""hashed: one password is stored in clear."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_hashed_turns_red(company, before):
    assert before["sale/assure/hashed"].state is State.KEPT
    company.sql("UPDATE users SET password = 'geheim' WHERE id = 1")
    turns_red(company, "sale/assure/hashed")


def test_an_emptied_password_betrays_nothing(company, before):
    company.sql("UPDATE users SET password = '' WHERE id = 1")
    assert company.look()["sale/assure/hashed"].state is State.KEPT
