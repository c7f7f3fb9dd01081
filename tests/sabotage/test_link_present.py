"""link-present: a mail goes out without the link."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_link_present_turns_red(company, before):
    assert before["news/assure/link-present"].state is State.KEPT
    company.write_mail("9", "l@leser.example", 0.5, link=False)
    turns_red(company, "news/assure/link-present")
