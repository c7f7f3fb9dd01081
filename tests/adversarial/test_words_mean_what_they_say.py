"""What is written is what is done: words that a reader would miss, holds everywhere, people who return."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from support.firm import HEAD, NOW, Firm, activity, old, shop
from zusage.model.errors import UsageError

PEOPLE = "people: {label: {en: names}, in: shop.people}"
GONE = "gone: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days}"


def test_a_copy_of_a_rule_says_nothing_of_its_own(tmp_path: Path) -> None:
    """`same_as` with a duty beside it has no single meaning: the duty must not be lost in silence."""
    with pytest.raises(AssertionError, match="ZE1"):
        Firm(
            tmp_path,
            shop("people: {subject: person, personal: [email]}")
            + activity(PEOPLE, f"{GONE}\nagain: {{data: [people], same_as: gone, keep: {{law: de/vouchers}}}}"),
            "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);",
        )


def test_a_rule_that_binds_later_data_only_deletes_nothing_unseen(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}")
        + activity(PEOPLE, GONE.replace("delete:", "effective_from: 2026-11-01, delete:")),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(60)}');""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM people") == [1]
    assert firm.states()["sale/retention/gone"][0] == "unproven"


def test_rows_that_belong_through_a_table_of_links_do_not_go_with_a_link(tmp_path: Path) -> None:
    """Guest 1 takes part in meeting 7; that recording 1 has the same number as the guest's link means nothing."""
    firm = Firm(
        tmp_path,
        shop(
            "people: {subject: person, personal: [email]}\n"
            "guests: {owned_by: people via person}\n"
            "films: {owned_by: {through: guests, via: meeting, several: true}}"
        )
        + activity(
            f"{PEOPLE}\nfilms: {{label: {{en: films}}, in: shop.films}}\nguests: {{label: {{en: guests}}, in: shop.guests}}",
            f"{GONE}\nfilms: {{data: [films, guests], undecided: {{en: not decided}}}}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE guests (id INTEGER PRIMARY KEY, person INTEGER, meeting INTEGER);
        CREATE TABLE films (id INTEGER PRIMARY KEY, meeting INTEGER);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', NULL);
        INSERT INTO guests VALUES (7, 1, 3), (8, 2, 7);
        INSERT INTO films VALUES (1, 7);""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM films") == [1]
    assert firm.ask("SELECT id FROM guests") == [7, 8]


def test_rows_without_a_rule_that_belong_through_links_stay(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop(
            "people: {subject: person, personal: [email]}\n"
            "guests: {owned_by: people via person, personal: []}\n"
            "films: {owned_by: {through: guests, via: meeting, several: true}, personal: []}"
        )
        + activity(PEOPLE, GONE),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE guests (id INTEGER PRIMARY KEY, person INTEGER, meeting INTEGER);
        CREATE TABLE films (id INTEGER PRIMARY KEY, meeting INTEGER);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', NULL);
        INSERT INTO guests VALUES (7, 1, 3), (8, 2, 7);
        INSERT INTO films VALUES (1, 7);""",
    )
    firm.apply()
    assert firm.ask("SELECT id FROM films") == [1]


def test_a_hold_on_something_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "media" / "all"
    folder.mkdir(parents=True)
    (folder / "x").write_text("x")
    firm = Firm(
        tmp_path,
        "systems:\n  store: {connector: files, path: env:STORE, location: DE, pattern: '*', moment: mtime}\n"
        + activity(
            "files: {label: {en: files}, in: store}", "files: {data: [files], from: {at: store.time}, delete: after 30 days}"
        ),
        "",
        head=HEAD.replace("shop.people: [email]", "store: [path]"),
        set_up=False,
    )
    later = NOW + timedelta(days=200)
    with pytest.raises(UsageError):
        firm.hold("store.films")
    firm.hold("store")
    firm.apply(now=later)
    assert (folder / "x").exists()


SUBSCRIBERS = """CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE consents (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), kind TEXT,
    given_at TEXT, withdrawn_at TEXT);
"""
NEWS = """consents:
  news:
    label: {en: letter}
    proof: {in: shop.consents, where: {kind: news}, given: given_at, withdrawn: withdrawn_at}
    withdraw: [link_in_mail]
"""


def test_people_who_subscribed_again_stay(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        NEWS
        + shop("people: {subject: person, personal: [email]}\nconsents: {owned_by: people}")
        + activity(
            f"{PEOPLE}\nproofs: {{label: {{en: proofs}}, in: shop.consents}}",
            "gone: {data: [people], from: {withdrawn: news}, delete: after 3 days}\n"
            "proofs: {data: [proofs], from: {withdrawn: news}, keep: 3 years, delete: afterwards}",
        ),
        SUBSCRIBERS
        + f"""INSERT INTO people VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e');
        INSERT INTO consents VALUES
            (1, 1, 'news', '{old(2000)}', '{old(1500)}'), (2, 1, 'news', '{old(100)}', NULL),
            (3, 2, 'news', '{old(2000)}', '{old(1500)}'), (4, 2, 'news', '{old(1400)}', '{old(1300)}'),
            (5, 3, 'news', '{old(2000)}', NULL),
            (6, 4, 'other', '{old(2000)}', '{old(1500)}'),
            (7, 5, 'news', '{old(2000)}', '{old(1500)}'), (8, 5, 'news', '{old(1400)}', '{old(5)}');""",
    )
    firm.apply()
    assert set(firm.ask("SELECT id FROM people")) == {1, 3, 4, 5}
    assert set(firm.ask("SELECT id FROM consents")) == {1, 2, 5, 6, 7, 8}
    assert firm.states()["sale/retention/gone"][0] == "kept"


@pytest.mark.parametrize(
    "place, key, kept",
    [
        ("shop", None, {1, 2, 3}),
        ("shop.people", None, {1, 2, 3}),
        ("shop.people", "1", {1}),
        ("shop.notes", "20", {2}),
        ("shop.marks", None, {1, 2}),
        ("shop.marks", "200", {2}),
    ],
)
@pytest.mark.parametrize("when", ["before", "between"])
def test_a_hold_anywhere_below_keeps_the_row(tmp_path: Path, place: str, key: str | None, kept: set[int], when: str) -> None:
    firm = Firm(
        tmp_path,
        shop(
            "people: {subject: person, personal: [email]}\n"
            "notes: {owned_by: people via person, personal: []}\n"
            "marks: {owned_by: notes via note, personal: []}"
        )
        + activity(PEOPLE, GONE),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE notes (id INTEGER PRIMARY KEY, person INTEGER);
        CREATE TABLE marks (id INTEGER PRIMARY KEY, note INTEGER);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(60)}'), (3, 'c', '{old(60)}');
        INSERT INTO notes VALUES (10, 1), (20, 2);
        INSERT INTO marks VALUES (100, 10), (200, 20);""",
    )
    plan = firm.look().plan
    firm.hold(place, key)
    done = firm.apply(plan if when == "between" else None)
    assert not done.refused
    assert set(firm.ask("SELECT id FROM people")) == kept
    judged = firm.judgements()["sale/retention/gone"]
    assert (judged.state.value, sum(judged.exceptions.values())) == ("kept", len(kept))
