"""masked-at-source: a full address is stored."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_masked_at_source_turns_red(company, before):
    assert before["sale/assure/masked-at-source"].state is State.KEPT
    company.sql("INSERT INTO log VALUES (9, '198.51.100.7')")
    turns_red(company, "sale/assure/masked-at-source")
