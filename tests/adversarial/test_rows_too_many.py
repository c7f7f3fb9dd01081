"""One row too many: each test is a small company in which a plausible shortcut deletes or empties what must stay.

What must stay is written down by hand in every test, from the words of the declaration.
"""

from __future__ import annotations

from pathlib import Path

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
