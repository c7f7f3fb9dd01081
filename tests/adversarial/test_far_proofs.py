"""Rows that date others stay until those go, also two tables away, by value, or with files: nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.firm import Firm, activity, old, shop

CONSENTS = """consents:
  news:
    label: {en: letter}
    proof: {in: shop.consents, where: {kind: news}, given: given_at, withdrawn: withdrawn_at}
    withdraw: [link_in_mail]
"""
DATA = """people: {label: {en: names}, in: shop.people}
accounts: {label: {en: accounts}, in: shop.accounts}
proofs: {label: {en: proofs}, in: shop.consents}
bills: {label: {en: bills}, in: shop.bills}"""
RULES = """gone: {data: [people], from: {withdrawn: news}, delete: after 3 days}
proofs: {data: [proofs], from: {withdrawn: news}, keep: 3 years, delete: afterwards}
bills: {data: [bills], from: {at: shop.bills.made_on}, keep: {law: de/vouchers}, delete: afterwards}"""
ROWS = f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE accounts (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id));
CREATE TABLE consents (id INTEGER PRIMARY KEY, account INTEGER REFERENCES accounts(id), kind TEXT,
    given_at TEXT, withdrawn_at TEXT, path TEXT);
CREATE TABLE bills (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), made_on TEXT);
INSERT INTO people VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
INSERT INTO accounts VALUES (11, 1), (12, 2), (13, 3), (14, 4);
INSERT INTO consents VALUES (10, 11, 'news', '2020-01-01 12:00:00', '{old(1500)}', NULL),
    (20, 12, 'news', '2020-01-01 12:00:00', '{old(1500)}', NULL), (30, 13, 'news', '2020-01-01 12:00:00', '{old(5)}', NULL),
    (40, 14, 'news', '2020-01-01 12:00:00', '{old(1)}', NULL);
INSERT INTO bills VALUES (100, 1, '2021-03-01');"""


def firm(folder: Path, accounts: str = "owned_by: people", consents: str = "owned_by: accounts") -> Firm:
    return Firm(
        folder,
        CONSENTS
        + shop(
            f"people: {{subject: person, personal: [email]}}\naccounts: {{{accounts}}}\n"
            f"consents: {{{consents}}}\nbills: {{owned_by: people}}"
        )
        + activity(DATA, RULES),
        ROWS,
    )


def test_a_proof_two_tables_away_goes_with_the_row_that_it_dates(tmp_path: Path) -> None:
    one = firm(tmp_path)
    for _ in range(2):
        one.apply()
    assert one.ask("SELECT id FROM people") == [1, 3, 4]
    assert one.ask("SELECT id FROM consents") == [10, 30, 40]
    assert one.ask("SELECT id FROM accounts") == [11, 13, 14]
    judged = one.judgements()["sale/retention/proofs/delete"]
    assert (judged.state.value, judged.exceptions) == ("kept", {"dates-other-rows": 1})
    one.run("DELETE FROM bills")
    one.apply()
    assert one.ask("SELECT id FROM people") == [3, 4]
    assert one.ask("SELECT id FROM consents") == [30, 40]
    assert not one.look().plan.steps


def test_a_proof_that_carries_files_is_never_lost_before_the_row_that_it_dates(tmp_path: Path) -> None:
    files = '  papers: {connector: files, path: "env:STORE", location: DE}\n'
    one = Firm(
        tmp_path,
        CONSENTS
        + shop(
            "people: {subject: person, personal: [email]}\naccounts: {owned_by: people}\n"
            "consents: {owned_by: accounts, files: {in: papers, key: path}}\nbills: {owned_by: people}"
        )
        + files
        + activity(DATA, RULES),
        ROWS,
        set_up=False,
    )
    (tmp_path / "media" / "all").mkdir(parents=True)
    one.set_up()
    for _ in range(2):
        one.apply()
    assert one.ask("SELECT id FROM consents") == [10, 20, 30, 40]
    assert one.ask("SELECT id FROM people") == [1, 2, 3, 4]
    assert one.states()["sale/retention/gone"][0] == "broken"
    assert "row_barred" in {gap[2] for gap in one.look().gaps}


def test_a_row_found_by_value_stays_for_as_long_as_the_row_that_it_dates(tmp_path: Path) -> None:
    one = Firm(
        tmp_path,
        "events: {over: {at: shop.relations.ended_at, match: {shop.people.number: shop.relations.customer}, "
        "label: {en: the end}}}\n"
        + shop("people: {subject: person, personal: [email]}\nrelations: {subject: person}\nbills: {owned_by: people}")
        + activity(
            "people: {label: {en: names}, in: shop.people}\nrelations: {label: {en: contracts}, in: shop.relations}\n"
            "bills: {label: {en: bills}, in: shop.bills}",
            "gone: {data: [people], from: over, delete: after 90 days}\n"
            "contracts: {data: [relations], from: {at: shop.relations.ended_at}, delete: after 30 days}\n"
            "bills: {data: [bills], from: {at: shop.bills.made_on}, keep: {law: de/vouchers}, delete: afterwards}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, number TEXT);
        CREATE TABLE relations (id INTEGER PRIMARY KEY, customer TEXT, ended_at TEXT);
        CREATE TABLE bills (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), made_on TEXT);
        INSERT INTO people VALUES (1, 'a', 'A'), (2, 'b', 'B'), (3, 'c', 'C');
        INSERT INTO relations VALUES (10, 'A', '{old(60)}'), (20, 'B', '{old(100)}'), (30, 'C', '{old(100)}'),
            (40, 'Z', '{old(60)}');
        INSERT INTO bills VALUES (100, 3, '2021-03-01');""",
    )
    one.apply()
    assert one.ask("SELECT id FROM relations") in ([10, 20, 30], [10, 30])
    assert one.ask("SELECT id FROM people") == [1, 3]
    one.apply()
    assert one.ask("SELECT id FROM relations") == [10, 30]
    assert one.ask("SELECT email FROM people WHERE id = 3") == [None]
    one.run("DELETE FROM bills")
    one.apply()
    one.apply()
    assert (one.ask("SELECT id FROM people"), one.ask("SELECT id FROM relations")) == ([1], [10])


@pytest.mark.parametrize("days", [100, 2])
def test_last_activity_over_several_tables_and_owner_paths(tmp_path: Path, days: int) -> None:
    quiet = "{silence: {places: [shop.people.seen_at, shop.visits.at, shop.notes.made_at], for: 60 days}, for: shop.people}"
    one = Firm(
        tmp_path,
        shop(
            "people: {subject: person, personal: [email]}\nvisits: {owned_by: people}\n"
            "orders: {owned_by: people}\nnotes: {owned_by: orders}"
        )
        + activity(
            "\n".join(
                f"{name}: {{label: {{en: {name}}}, in: shop.{name}}}" for name in "people visits orders notes".split()
            ),
            f"gone: {{data: [people], from: {quiet}, delete: after 10 days}}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, seen_at TEXT);
        CREATE TABLE visits (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), at TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id));
        CREATE TABLE notes (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id), made_at TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(100)}'), (2, 'b', '{old(100)}'), (3, 'c', '{old(65)}'), (4, 'd', NULL);
        INSERT INTO visits VALUES (10, 2, '{old(days)}');
        INSERT INTO orders VALUES (20, 1), (21, 2);
        INSERT INTO notes VALUES (30, 20, '{old(90)}'), (31, 21, '{old(days)}');""",
    )
    one.apply()
    assert one.ask("SELECT id FROM people") == ([3, 4] if days == 100 else [2, 3, 4])
    assert one.ask("SELECT id FROM visits") == ([] if days == 100 else [10])
    assert one.ask("SELECT id FROM notes") == ([] if days == 100 else [31])
