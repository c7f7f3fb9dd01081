"""located-in: a store moves abroad."""

from __future__ import annotations

from dataclasses import replace

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_located_in_turns_red(company, before):
    assert before["_/assure/located-in"].state is State.ATTESTED
    moved = replace(company.policy.systems["backups"], location="US")
    company.change_policy(replace(company.policy, systems={**company.policy.systems, "backups": moved}))
    turns_red(company, "_/assure/located-in")
