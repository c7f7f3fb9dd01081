"""shorten-after: an old line shows a full address."""

from __future__ import annotations

from datetime import timedelta

from support.sabotage import NOW, line, turns_red
from zusage.kinds.base import State


def test_shorten_after_turns_red(company, before):
    assert before["logs/retention/lines/shorten"].state is State.KEPT
    company.write_log("access.log.1", line("198.51.100.7", NOW - timedelta(days=20)))
    turns_red(company, "logs/retention/lines/shorten")
