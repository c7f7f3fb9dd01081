"""safeguard-valid: nobody looked for thirteen months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_safeguard_valid_turns_red(company, before):
    assert before["_/recipients/cloud/safeguard"].state is State.ATTESTED
    cloud = company.policy.recipients["cloud"]
    old = replace(cloud, transfer=replace(cloud.transfer, checked=date(2025, 10, 1)))
    company.change_policy(replace(company.policy, recipients={**company.policy.recipients, "cloud": old}))
    turns_red(company, "_/recipients/cloud/safeguard")
