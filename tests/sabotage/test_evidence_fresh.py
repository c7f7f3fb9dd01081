"""evidence-fresh: the report is thirteen months old."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_evidence_fresh_turns_red(company, before):
    assert before["_/assure/evidence-fresh"].state is State.KEPT
    company.write_register(pentest=400)
    turns_red(company, "_/assure/evidence-fresh")
