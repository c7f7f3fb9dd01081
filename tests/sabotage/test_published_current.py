"""published-current: the published version is of another policy."""

from __future__ import annotations

from dataclasses import replace

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_published_current_turns_red(company, before):
    sound = before["_/documents/web/published"]
    assert (sound.state, sound.reason) == (State.UNPROVEN, "missing_probe"), "nobody has read the address"
    company.history = replace(company.history, published={"web": "0" * 64})
    turns_red(company, "_/documents/web/published", also=("_/documents/web/changes",))


def test_published_current_without_a_record_is_unproven(company):
    company.history = replace(company.history, published={})
    assert company.states("published-current") == {State.UNPROVEN}
