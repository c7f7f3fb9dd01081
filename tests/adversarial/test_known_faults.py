"""Faults that were found once: each test is the company in which one showed, with the outcome worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.firm import Firm, activity, old, shop
from zusage.app.applying import Ceiling
from zusage.app.replaying import look_back, replay
from zusage.plan.condition import Equals, In, Not
from zusage.plan.interpret import fulfils

PEOPLE = "people: {label: {en: names}, in: shop.people}"
GONE = "gone: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days}"
TRUE = ["true", "t", "1", "TRUE", "True", " yes ", "Y", "on", 1]
FALSE = ["false", "f", "0", "FALSE", "no", "off", 0]


@pytest.mark.parametrize("kind", ["BOOLEAN", "INTEGER"])
def test_a_mark_that_is_written_as_text_protects_like_a_number(tmp_path: Path, kind: str) -> None:
    marks = [*enumerate(TRUE), *enumerate([*FALSE, "?"], 100)]
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}")
        + activity(PEOPLE, GONE.replace("30 days}", "30 days, unless: {duty: de/letters, where: {letter: true}}}")),
        f"CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, letter {kind}, left_at TEXT);"
        + "".join(f"INSERT INTO people VALUES ({n}, 'a', {mark!r}, '{old(60)}');" for n, mark in marks)
        + f"INSERT INTO people VALUES (200, 'a', NULL, '{old(60)}');",
    )
    firm.apply()
    assert set(firm.ask("SELECT id FROM people")) == set(range(len(TRUE)))
    assert firm.states()["sale/retention/gone"][0] == "kept"


@pytest.mark.parametrize("value", [*TRUE, *FALSE, "?", "", 2, None, True, False])
def test_the_interpreter_reads_a_mark_as_the_database_does(value: object) -> None:
    for constant, words in ((True, [*TRUE, True]), (False, [*FALSE, False])):
        meant = any(type(value) is type(word) and value == word for word in words)
        for condition in (Equals("x", constant), In("x", (constant,)), Not(Not(Equals("x", constant)))):
            assert fulfils(condition, {"x": value}, {}, lambda *_: False) is meant


@pytest.mark.parametrize(("orders", "gone", "bar"), [("owned_by: people", [2], "bills"), ("subject: person", [], "orders")])
def test_rows_that_a_chain_without_rules_keeps_are_named_and_called_broken(
    tmp_path: Path, orders: str, gone: list[int], bar: str
) -> None:
    """The bill must stay and hangs on an order, the order on the person; no duty names a column of either."""
    firm = Firm(
        tmp_path,
        shop(f"people: {{subject: person, personal: [email]}}\norders: {{{orders}}}\nbills: {{owned_by: orders}}")
        + activity(
            f"{PEOPLE}\norders: {{label: {{en: orders}}, in: shop.orders}}\nbills: {{label: {{en: bills}}, in: shop.bills}}",
            f"{GONE}\nbills: {{data: [bills], from: {{at: shop.bills.made_on}}, "
            "keep: {law: de/vouchers}, delete: afterwards}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id));
        CREATE TABLE bills (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id), made_on TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(60)}'), (3, 'c', '{old(2)}');
        INSERT INTO orders VALUES (10, 1), (20, 2);
        INSERT INTO bills VALUES (100, 10, '2025-03-01');""",
    )
    outlook = firm.look()
    assert [(gap[0], *gap[2:]) for gap in outlook.gaps] == [("sale/retention/gone", "row_barred", bar)]
    firm.apply(outlook.plan)
    assert firm.ask("SELECT id FROM bills") == [100]
    assert 10 in firm.ask("SELECT id FROM orders")
    assert firm.ask("SELECT id FROM people") == [n for n in (1, 2, 3) if n not in gone]
    assert firm.states()["sale/retention/gone"][0] == "broken"
    assert [gap[3] for gap in firm.look().gaps] == [bar]


CONSENTS = """consents:
  news:
    label: {en: letter}
    proof: {in: shop.consents, where: {kind: news}, given: given_at, withdrawn: withdrawn_at}
    withdraw: [link_in_mail]
"""


def test_a_proof_stays_for_as_long_as_the_row_that_it_dates(tmp_path: Path) -> None:
    """A customer with a bill of 2021 stays until 2029; the withdrawal that was to go after 3 years shows that he is due."""
    firm = Firm(
        tmp_path,
        CONSENTS
        + shop("people: {subject: person, personal: [email]}\nconsents: {owned_by: people}\nbills: {owned_by: people}")
        + activity(
            f"{PEOPLE}\nproofs: {{label: {{en: proofs}}, in: shop.consents}}\n"
            "bills: {label: {en: bills}, in: shop.bills}",
            "gone: {data: [people], from: {withdrawn: news}, delete: after 3 days}\n"
            "proofs: {data: [proofs], from: {withdrawn: news}, keep: 3 years, delete: afterwards}\n"
            "bills: {data: [bills], from: {at: shop.bills.made_on}, keep: {law: de/vouchers}, delete: afterwards}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);
        CREATE TABLE consents (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), kind TEXT,
            given_at TEXT, withdrawn_at TEXT);
        CREATE TABLE bills (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), made_on TEXT);
        INSERT INTO people VALUES (1, 'a'), (2, 'b'), (3, 'c');
        INSERT INTO consents VALUES (10, 1, 'news', '2020-01-01 12:00:00', '{old(1500)}'),
            (20, 2, 'news', '2020-01-01 12:00:00', '{old(1500)}'), (30, 3, 'news', '2020-01-01 12:00:00', '{old(5)}');
        INSERT INTO bills VALUES (100, 1, '2021-03-01');""",
    )
    firm.apply()
    firm.apply()
    assert firm.ask("SELECT id FROM people") == [1, 3]
    assert firm.ask("SELECT email FROM people WHERE id = 1") == [None]
    assert firm.ask("SELECT id FROM consents") == [10, 30]
    assert firm.states()["sale/retention/gone"][0] == "kept"
    assert firm.states()["sale/retention/proofs/delete"][0] == "kept"
    assert firm.judgements()["sale/retention/proofs/delete"].exceptions == {"dates-other-rows": 1}
    firm.run("DELETE FROM bills")
    firm.apply()
    assert firm.ask("SELECT id FROM people") == [3]
    assert firm.ask("SELECT id FROM consents") == [30]


def test_the_board_does_not_call_kept_what_a_restored_store_shows(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}") + activity(PEOPLE, GONE),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(2)}');""",
    )
    store = tmp_path / "shop.sqlite3"
    before = store.read_bytes()
    firm.apply()
    assert firm.states()["sale/retention/gone"][0] == "kept"
    store.write_bytes(before)
    assert firm.states()["sale/retention/gone"][0] == "broken"
    firm.run("DELETE FROM people WHERE id = 1")
    assert firm.states()["sale/retention/gone"] == ("unproven", "not_seen")
    assert "restore" in firm.judgements()["sale/retention/gone"].facts["why"]
    assert firm.apply().restored
    assert firm.states()["sale/retention/gone"] == ("unproven", "not_seen")
    with firm.session(write=True) as session:
        closed = [found.closure for found in look_back(session)]
        assert [done.opened for done in replay(session, closed, Ceiling(), "operator", lambda _: None)] == [True]
    assert firm.states()["sale/retention/gone"][0] == "kept"
