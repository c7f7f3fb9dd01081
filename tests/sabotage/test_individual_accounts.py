"""individual-accounts: the key that keeps accounts apart is dropped."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_individual_accounts_turns_red(company, before):
    assert before["sale/assure/individual-accounts"].state is State.KEPT
    company.sql(
        "CREATE TABLE other (id integer PRIMARY KEY, username text NOT NULL, password text, secret text, note text,"
        " confirmed_at timestamp, last_login timestamp, closed_at timestamp);"
        "INSERT INTO other SELECT * FROM users; DROP TABLE users; ALTER TABLE other RENAME TO users"
    )
    turns_red(company, "sale/assure/individual-accounts")
