"""notice-follows-change: the policy changed and the published text did not."""

from __future__ import annotations

from dataclasses import replace

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_notice_follows_change_turns_red(company, before):
    assert before["_/documents/web/changes"].state is State.KEPT
    company.history = replace(company.history, published={"web": "0" * 64})
    turns_red(company, "_/documents/web/changes", also=("_/documents/web/published",))
