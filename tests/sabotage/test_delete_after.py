"""delete-after: a row that should have gone ten days ago is still there."""

from __future__ import annotations

from support.sabotage import stamp, turns_red
from zusage.kinds.base import State


def test_delete_after_turns_red(company, before):
    assert before["enquiry/retention/settled"].state is State.NOT_DUE
    company.sql(f"INSERT INTO enquiries VALUES (9, 'g@frage.example', 'z', '{stamp(12)}')")
    turns_red(company, "enquiry/retention/settled")
