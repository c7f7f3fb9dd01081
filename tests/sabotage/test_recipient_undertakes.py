"""recipient-undertakes: the clause is gone from the contract."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_recipient_undertakes_turns_red(company, before):
    assert before["_/assure/recipient-undertakes"].state is State.ATTESTED
    company.write_register(clause=False)
    turns_red(company, "_/assure/recipient-undertakes")
