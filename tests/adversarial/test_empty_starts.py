"""An empty start: an event that has not come, or a gap; never a reason to delete."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.firm import Firm, activity, old, shop

PEOPLE = "people: {label: {en: names}, in: shop.people}"


def firm(folder: Path, column: str, start: str) -> Firm:
    return Firm(
        folder,
        shop("people: {subject: person, personal: [email]}")
        + activity(PEOPLE, f"gone: {{data: [people], from: {start}, delete: after 30 days}}"),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, {column} TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(2)}'), (3, 'c', NULL), (4, 'd', NULL);""",
    )


@pytest.mark.parametrize(
    ("column", "more", "state", "reason"),
    [
        ("left_at", "", "kept", ""),
        ("created_at", "", "unproven", "starts_missing"),
        ("left_at", ", empty: missing", "unproven", "starts_missing"),
        ("created_at", ", empty: not_yet", "kept", ""),
    ],
)
def test_what_an_empty_start_means(tmp_path: Path, column: str, more: str, state: str, reason: str) -> None:
    one = firm(tmp_path, column, f"{{at: shop.people.{column}{more}}}")
    one.apply()
    assert one.ask("SELECT id FROM people") == [2, 3, 4]
    judged = one.judgements()["sale/retention/gone"]
    assert (judged.state.value, judged.reason) == (state, reason)
    assert judged.numbers["open"] == 2
    assert judged.numbers["blank"] == (2 if reason else 0)


def test_a_named_event_carries_what_empty_means(tmp_path: Path) -> None:
    text = shop("people: {subject: person, personal: [email]}") + activity(
        PEOPLE, "gone: {data: [people], from: left, delete: after 30 days}"
    )
    one = Firm(
        tmp_path,
        "events: {left: {at: shop.people.left_at, empty: missing}}\n" + text,
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(2)}'), (2, 'b', NULL);""",
    )
    assert one.states()["sale/retention/gone"] == ("unproven", "starts_missing")


def test_where_with_days_and_periods_reaches_exactly_these_rows(tmp_path: Path) -> None:
    where = "where: {seen_at: {before: 40 days}, made_at: {after: 2020-12-31}}"
    one = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}")
        + activity(PEOPLE, f"gone: {{data: [people], from: {{at: shop.people.left_at}}, {where}, delete: after 30 days}}"),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT, seen_at TEXT, made_at TEXT);
        INSERT INTO people VALUES
            (1, 'a', '{old(60)}', '{old(60)}', '2021-01-01 00:00:00'),
            (2, 'b', '{old(60)}', '{old(20)}', '2021-06-01 12:00:00'),
            (3, 'c', '{old(60)}', '{old(60)}', '2020-12-31 12:00:00'), (4, 'd', '{old(60)}', NULL, '2021-06-01 12:00:00'),
            (5, 'e', '{old(60)}', '{old(60)}', NULL), (6, 'f', '{old(60)}', '{old(60)}', '1970-01-01 00:00:00'),
            (7, 'g', '{old(2)}', '{old(60)}', '2021-06-01 12:00:00');""",
    )
    one.apply()
    assert one.ask("SELECT id FROM people") == [2, 3, 4, 5, 6, 7]
    assert one.states()["sale/retention/gone"][0] == "kept"
    assert not one.look().plan.steps


def test_only_what_was_collected_since_is_bound(tmp_path: Path) -> None:
    rule = "from: {at: shop.people.left_at}, effective_from: 2025-01-01, collected: made_at, delete: after 30 days"
    one = Firm(
        tmp_path,
        shop("people: {subject: person, personal: [email]}") + activity(PEOPLE, f"gone: {{data: [people], {rule}}}"),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT, made_at TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(60)}', '2024-12-31 12:00:00'), (2, 'b', '{old(60)}', '2025-01-01 12:00:00'),
            (3, 'c', '{old(60)}', NULL);""",
    )
    one.apply()
    assert one.ask("SELECT id FROM people") == [1, 3]


MATCHED = """events:
  over: {at: %s.relations.ended_at, match: {shop.people.number: %s.relations.customer}, label: {en: the end}}
"""


@pytest.mark.parametrize("system", ["shop", "erp"])
def test_a_moment_is_found_by_value_and_the_last_of_several_counts(tmp_path: Path, system: str) -> None:
    tables = "people: {subject: person, personal: [email]}"
    relations = "relations: {no_personal_data: true}"
    systems = shop(tables + (f"\n{relations}" if system == "shop" else ""))
    if system == "erp":
        systems += (
            f"  erp:\n    connector: sql\n    url: env:ERP\n    location: DE\n    zone: UTC\n    tables: {{{relations}}}\n"
        )
    made = f"""CREATE TABLE relations (customer TEXT, ended_at TEXT);
        INSERT INTO relations VALUES ('A', '{old(60)}'), ('B', '{old(60)}'), ('B', '{old(2)}'), ('C', '{old(60)}'),
            ('C', NULL), (NULL, '{old(60)}'), ('E', '1970-01-01 00:00:00');"""
    rows = """CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, number TEXT);
        INSERT INTO people VALUES (1, 'a', 'A'), (2, 'b', 'B'), (3, 'c', 'C'), (4, 'd', NULL), (5, 'e', 'E'),
            (6, 'f', 'F');"""
    one = Firm(
        tmp_path,
        MATCHED % (system, system) + systems + activity(PEOPLE, "gone: {data: [people], from: over, delete: after 30 days}"),
        rows + (made if system == "shop" else ""),
        set_up=False,
    )
    with (tmp_path / "zusage.env").open("a") as file:
        file.write(f"ERP=sqlite:///{tmp_path}/erp.sqlite3\n")
    if system == "erp":
        one.run(made, "erp")
    one.set_up()
    one.apply()
    assert one.ask("SELECT id FROM people") == [2, 3, 4, 5, 6]
    assert one.states()["sale/retention/gone"][0] == "kept"
    if system == "erp":
        (tmp_path / "erp.sqlite3").unlink()
        assert not one.look().plan.steps
        assert one.states()["sale/retention/gone"][0] == "unproven"
