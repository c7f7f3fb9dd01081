"""statement-consistent: a recipient moves to a third country."""

from __future__ import annotations

from dataclasses import replace

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_statement_consistent_turns_red(company, before):
    assert before["_/documents/web/claim-no-third-country"].state is State.KEPT
    moved = replace(company.policy.recipients["cloud"], country="US")
    company.change_policy(replace(company.policy, recipients={**company.policy.recipients, "cloud": moved}))
    turns_red(company, "_/documents/web/claim-no-third-country")
