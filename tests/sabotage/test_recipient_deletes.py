"""recipient-deletes: the document that says so has expired."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_recipient_deletes_turns_red(company, before):
    assert before["sale/recipients/cloud/deletes"].state is State.ATTESTED
    company.write_register(renew="30 days")
    turns_red(company, "sale/recipients/cloud/deletes")
