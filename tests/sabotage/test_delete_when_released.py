"""delete-when-released: an invoice outlives its duty."""

from __future__ import annotations

from support.sabotage import day, turns_red
from zusage.kinds.base import State


def test_delete_when_released_turns_red(company, before):
    assert before["sale/retention/invoices/delete"].state is State.NOT_DUE
    company.sql(f"INSERT INTO invoices VALUES (9, 1, '{day(4000)}')")
    turns_red(company, "sale/retention/invoices/delete")
