"""encrypted: one secret is stored in clear."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_encrypted_turns_red(company, before):
    assert before["sale/assure/encrypted"].state is State.KEPT
    company.sql("UPDATE users SET secret = 'https://hooks.dienst.example/abc' WHERE id = 2")
    turns_red(company, "sale/assure/encrypted")
