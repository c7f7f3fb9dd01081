"""used-only-for: an address of the form turns up in the notes of sales."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_used_only_for_turns_red(company, before):
    assert before["enquiry/assure/used-only-for"].state is State.KEPT
    company.sql("INSERT INTO crm VALUES (9, 'E@Frage.example')")
    turns_red(company, "enquiry/assure/used-only-for")
