"""collected-only: a column is added."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_collected_only_turns_red(company, before):
    assert before["enquiry/assure/collected-only"].state is State.KEPT
    company.sql("ALTER TABLE enquiries ADD COLUMN birthday text")
    turns_red(company, "enquiry/assure/collected-only")
