"""unlinkable: the report gets a column that names people."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_unlinkable_turns_red(company, before):
    assert before["sale/assure/unlinkable"].state is State.KEPT
    company.sql("ALTER TABLE reports ADD COLUMN email text")
    turns_red(company, "sale/assure/unlinkable")
