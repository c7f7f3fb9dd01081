"""everything-declared: somebody leaves an export in the database."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_everything_declared_turns_red(company, before):
    assert before["_/assure/everything-declared"].state is State.KEPT
    company.sql("CREATE TABLE tmp_export (email text)")
    turns_red(company, "_/assure/everything-declared")
