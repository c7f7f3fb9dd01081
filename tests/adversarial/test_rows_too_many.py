"""One row too many: each test is a small company in which a plausible shortcut deletes or empties what must stay.

What must stay is written down by hand in every test, from the words of the declaration.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.firm import Firm, activity, old, shop

PEOPLE = "people: {label: {en: names}, in: shop.people}"
GONE = "gone: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days}"


def test_rows_with_a_rule_of_their_own_do_not_go_with_an_owner_without_a_foreign_key(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\nnotes: {owned_by: people via person}")
        + activity(
            f"{PEOPLE}\nnotes: {{label: {{en: notes}}, in: shop.notes}}",
            f"{GONE}\nnotes: {{data: [notes], from: {{at: shop.notes.made_at}}, delete: after 1 year}}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE notes (id INTEGER PRIMARY KEY, person INTEGER, made_at TEXT);
        INSERT INTO people VALUES (1, 'a@b.example', '{old(60)}'), (2, 'c@d.example', '{old(60)}');
        INSERT INTO notes VALUES (10, 1, '{old(50)}'), (20, 2, '{old(800)}');""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM notes") == [10]


def test_rows_under_a_duty_do_not_go_with_an_owner_without_a_foreign_key(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\nbills: {owned_by: people via person}")
        + activity(
            f"{PEOPLE}\nbills: {{label: {{en: bills}}, in: shop.bills}}",
            f"{GONE}\nbills: {{data: [bills], from: {{at: shop.bills.made_on}}, "
            "keep: {law: de/vouchers}, delete: afterwards}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE bills (id INTEGER PRIMARY KEY, person INTEGER, made_on TEXT);
        INSERT INTO people VALUES (1, 'a@b.example', '{old(60)}');
        INSERT INTO bills VALUES (10, 1, '2025-03-01');""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM bills") == [10]


def test_a_duty_keeps_a_column_two_steps_away(tmp_path: Path) -> None:
    """The bill hangs on an order, the order on the person: the name stays for the bill, the telephone number goes."""
    firm = Firm(
        tmp_path,
        shop(
            "people: {subject: person, personal: [email, name, phone]}\n"
            "orders: {owned_by: people}\nbills: {owned_by: orders}"
        )
        + activity(
            f"{PEOPLE}\norders: {{label: {{en: orders}}, in: shop.orders}}\nbills: {{label: {{en: bills}}, in: shop.bills}}",
            f"{GONE}\norders: {{data: [orders], from: {{at: shop.orders.made_on}}, delete: after 1 year}}\n"
            "bills: {data: [bills], from: {at: shop.bills.made_on}, "
            "keep: {law: de/vouchers, with: [shop.people.name]}, delete: afterwards}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, name TEXT, phone TEXT, left_at TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), made_on TEXT);
        CREATE TABLE bills (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id), made_on TEXT);
        INSERT INTO people VALUES (1, 'a@b.example', 'Ada', '123', '{old(60)}'), (2, 'c', 'Cid', '4', '{old(60)}');
        INSERT INTO orders VALUES (10, 1, '2025-03-01');
        INSERT INTO bills VALUES (100, 10, '2025-03-01');""",
    )
    firm.apply()
    assert firm.ask("SELECT name FROM people WHERE id = 1") == ["Ada"]
    assert firm.ask("SELECT coalesce(phone, '') || coalesce(email, '') FROM people WHERE id = 1") == [""]
    assert firm.ask("SELECT id FROM people") == [1]
    assert firm.states()["sale/retention/gone"][0] == "kept"


def test_a_message_goes_only_when_both_of_its_people_have_left(tmp_path: Path) -> None:
    """Two columns lead to people and nothing says which counts: the start of neither is taken for that of the row."""
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\nmails: {owned_by: people}")
        + activity(
            f"{PEOPLE}\nmails: {{label: {{en: mails}}, in: shop.mails}}",
            f"{GONE}\nmails: {{data: [mails], from: {{at: shop.people.left_at}}, delete: after 10 days}}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE mails (id INTEGER PRIMARY KEY, sender INTEGER REFERENCES people(id),
            receiver INTEGER REFERENCES people(id));
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'c', NULL), (3, 'd', '{old(50)}');
        INSERT INTO mails VALUES (10, 1, 2), (20, 2, 1), (30, 1, 3), (40, 1, NULL);""",
    )
    before = firm.states()["sale/retention/mails"][0]
    firm.apply()
    assert {10, 20} <= set(firm.ask("SELECT id FROM mails"))
    assert firm.ask("SELECT id FROM people WHERE id = 2") == [2]
    assert before == "unproven"


def test_people_are_not_silent_while_they_are_heard_in_another_column(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\ncalls: {owned_by: people}")
        + activity(
            f"{PEOPLE}\ncalls: {{label: {{en: calls}}, in: shop.calls}}",
            "quiet: {data: [people], from: {silence: {places: [shop.calls.at], for: 12 months}}, delete: at once}\n"
            "calls: {data: [calls], from: {at: shop.calls.at}, delete: after 5 years}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);
        CREATE TABLE calls (id INTEGER PRIMARY KEY, caller INTEGER REFERENCES people(id),
            called INTEGER REFERENCES people(id), at TEXT);
        INSERT INTO people VALUES (1, 'a'), (2, 'b'), (3, 'c');
        INSERT INTO calls VALUES (10, 1, 3, '{old(900)}'), (20, 2, 1, '{old(5)}');""",
    )
    firm.apply()
    assert 1 in firm.ask("SELECT id FROM people")
    assert 20 in firm.ask("SELECT id FROM calls")


def test_a_start_that_cannot_be_reached_is_never_called_in_order(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\nleavers: {subject: person, personal: [email]}")
        + activity(
            f"{PEOPLE}\nleavers: {{label: {{en: leavers}}, in: shop.leavers}}",
            "gone: {data: [people], from: {at: shop.leavers.left_at}, delete: after 30 days}\n"
            "leavers: {data: [leavers], from: {at: shop.leavers.left_at}, delete: after 30 days}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);
        CREATE TABLE leavers (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        INSERT INTO people VALUES (1, 'a');
        INSERT INTO leavers VALUES (1, 'a', '{old(60)}');""",
    )
    assert firm.states()["sale/retention/gone"][0] in ("unproven", "broken")
    firm.apply()
    assert firm.ask("SELECT id FROM people") == [1]
    assert firm.states()["sale/retention/gone"][0] in ("unproven", "broken")


def test_a_file_that_another_row_still_names_stays(tmp_path: Path) -> None:
    folder = tmp_path / "media" / "all"
    folder.mkdir(parents=True)
    for name in ("x", "y"):
        (folder / name).write_text(name)
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\npics: {subject: person, files: {in: store, key: path}}")
        + "  store: {connector: files, path: env:STORE, location: DE, pattern: '*', follows: shop.pics}\n"
        + activity(
            f"{PEOPLE}\npics: {{label: {{en: pictures}}, in: shop.pics}}\nfiles: {{label: {{en: files}}, in: store}}",
            f"{GONE}\npics: {{data: [pics, files], from: {{at: shop.pics.made_at}}, delete: after 30 days}}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE pics (id INTEGER PRIMARY KEY, path TEXT, made_at TEXT);
        INSERT INTO pics VALUES (1, 'x', '{old(60)}'), (2, 'x', '{old(2)}'), (3, 'y', '{old(60)}');""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM pics") == [2]
    assert sorted(path.name for path in folder.iterdir()) == ["x"]


def test_a_cascade_that_ignores_case_takes_nothing_along(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\nbills: {owned_by: people via person}")
        + activity(
            f"{PEOPLE}\nbills: {{label: {{en: bills}}, in: shop.bills}}",
            f"{GONE}\nbills: {{data: [bills], from: {{at: shop.bills.made_on}}, "
            "keep: {law: de/vouchers}, delete: afterwards}",
        ),
        f"""CREATE TABLE people (id TEXT COLLATE NOCASE PRIMARY KEY, email TEXT, left_at TEXT) WITHOUT ROWID;
        CREATE TABLE bills (id INTEGER PRIMARY KEY, person TEXT REFERENCES people(id) ON DELETE CASCADE, made_on TEXT);
        INSERT INTO people VALUES ('ada', 'a', '{old(60)}');
        INSERT INTO bills VALUES (10, 'ADA', '2025-03-01');""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM bills") == [10]


@pytest.mark.parametrize(
    ("then", "kept"),
    [
        ("DELETE FROM bills WHERE person = old.id", {1}),
        ("INSERT INTO history VALUES (old.id)", set()),
        ("UPDATE figures SET people = people - 1", set()),
    ],
)
def test_a_trigger_that_deletes_more_refuses_the_batch(tmp_path: Path, then: str, kept: set[int]) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}\nbills: {owned_by: people via person}")
        + activity(
            f"{PEOPLE}\nbills: {{label: {{en: bills}}, in: shop.bills}}",
            f"{GONE}\nbills: {{data: [bills], from: {{at: shop.bills.made_on}}, "
            "keep: {law: de/vouchers}, delete: afterwards}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE bills (id INTEGER PRIMARY KEY, person INTEGER, made_on TEXT);
        CREATE TABLE history (id INTEGER); CREATE TABLE figures (people INTEGER); INSERT INTO figures VALUES (9);
        CREATE TRIGGER sweep AFTER DELETE ON people BEGIN {then}; END;
        INSERT INTO people VALUES (1, 'a', '{old(60)}');
        INSERT INTO bills VALUES (10, 1, '2025-03-01');""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM bills") == [10]
    assert set(firm.ask("SELECT id FROM people")) == kept
