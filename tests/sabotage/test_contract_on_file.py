"""contract-on-file: the contract is gone from the register."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_contract_on_file_turns_red(company, before):
    assert before["_/assure/contract-on-file"].state is State.KEPT
    company.write_register(without="avv-centre")
    turns_red(company, "_/assure/contract-on-file")
