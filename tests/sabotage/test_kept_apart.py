"""kept-apart: a column joins the two."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_kept_apart_turns_red(company, before):
    assert before["sale/assure/kept-apart"].state is State.KEPT
    company.sql("ALTER TABLE log ADD COLUMN email text")
    turns_red(company, "sale/assure/kept-apart")
