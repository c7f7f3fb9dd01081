"""suppresses: an address of the list is imported again and gets mail."""

from __future__ import annotations

from support.sabotage import stamp, turns_red
from zusage.kinds.base import State


def test_suppresses_turns_red(company, before):
    assert before["news/assure/suppresses"].state is State.KEPT
    company.sql("INSERT INTO subscribers VALUES (9, 's@nein.example')")
    company.sql(f"INSERT INTO consents VALUES (9, 9, 'news', '{stamp(5)}', '{stamp(5)}', NULL)")
    company.write_mail("9", "s@nein.example", 0.5)
    turns_red(company, "news/assure/suppresses")
