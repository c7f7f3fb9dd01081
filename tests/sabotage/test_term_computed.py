"""term-computed: an end lies a year too late."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_term_computed_turns_red(company, before):
    assert before["sale/assure/term-computed"].state is State.KEPT
    company.sql("INSERT INTO terms VALUES (9, '2025-03-15', '2027-03-15')")
    turns_red(company, "sale/assure/term-computed")
