"""consent-proven: a consent lacks its confirmation."""

from __future__ import annotations

from support.sabotage import stamp, turns_red
from zusage.kinds.base import State


def test_consent_proven_turns_red(company, before):
    assert before["news/assure/consent-proven"].state is State.KEPT
    company.sql(f"INSERT INTO consents VALUES (9, 1, 'news', '{stamp(5)}', NULL, NULL)")
    turns_red(company, "news/assure/consent-proven")
