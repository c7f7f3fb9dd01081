"""unaffected: a foreign key now takes the enquiry with the invoice."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_unaffected_turns_red(company, before):
    assert before["sale/retention/invoices/leaves"].state is State.KEPT
    company.sql(
        "DROP TABLE enquiries; CREATE TABLE enquiries (id integer PRIMARY KEY REFERENCES invoices(id) ON DELETE CASCADE,"
        " email text, message text, settled_at timestamp)"
    )
    turns_red(company, "sale/retention/invoices/leaves")
