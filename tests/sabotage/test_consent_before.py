"""consent-before: a mail goes to somebody who never consented."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_consent_before_turns_red(company, before):
    assert before["news/assure/consent-before"].state is State.KEPT
    company.write_mail("9", "fremd@leser.example", 0.5)
    turns_red(company, "news/assure/consent-before")
