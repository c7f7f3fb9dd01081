"""keep-for-duty: an invoice is deleted by hand."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_keep_for_duty_turns_red(company, before):
    assert before["sale/retention/invoices/keep"].state is State.KEPT
    company.sql("DELETE FROM invoices WHERE id = 2")
    turns_red(company, "sale/retention/invoices/keep")
