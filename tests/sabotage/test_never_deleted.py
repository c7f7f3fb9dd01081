"""never-deleted: a row that is kept for ever is deleted by hand."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_never_deleted_turns_red(company, before):
    assert before["sale/retention/stats"].state is State.KEPT
    company.sql("DELETE FROM reports")
    turns_red(company, "sale/retention/stats")
