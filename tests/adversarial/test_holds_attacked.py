"""Holds, attacked: none lapses because the declaration calls a place by another name, and none because a table has a key of
its own kind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.firm import HEAD, Firm, activity, old, shop
from zusage.app.applying import Ceiling, apply_plan
from zusage.plan.receipt import RefusalKind

PEOPLE = "people: {label: {en: names}, in: shop.people}"
GONE = "gone: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days}"
DECLARED = shop("people: {subject: person, personal: [email]}") + activity(PEOPLE, GONE)
TABLES = f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(60)}');"""


@pytest.mark.parametrize("renamed", ["shop", "people"])
def test_a_hold_outlives_the_name_of_its_place(tmp_path: Path, renamed: str) -> None:
    """The row under the hold stays whatever the system or the table is called now; a person narrows the hold again."""
    firm = Firm(tmp_path, DECLARED, TABLES)
    firm.hold("shop.people", "1")
    text = (HEAD + DECLARED).replace("env:SHOP", "env:PLACE")
    (tmp_path / "zusage.yml").write_text(text.replace(renamed, "renamed").replace("PLACE", "SHOP"))
    table = "people"
    if renamed == table:
        table = "renamed"
        firm.run("ALTER TABLE people RENAME TO renamed")
        firm.set_up()
    firm.apply()
    assert 1 in firm.ask(f"SELECT id FROM {table}")


COMPOSITE = f"""CREATE TABLE people (region TEXT, number INTEGER, email TEXT, left_at TEXT, PRIMARY KEY (region, number));
INSERT INTO people VALUES ('n', 1, 'a', '{old(60)}'), ('n', 2, 'b', '{old(60)}'), ('s', 1, 'c', '{old(60)}');"""
UNIQUE = (
    COMPOSITE.replace("region TEXT,", "region TEXT NOT NULL,")
    .replace("number INTEGER", "number INTEGER NOT NULL")
    .replace("PRIMARY KEY", "UNIQUE")
)


@pytest.mark.parametrize("tables", [COMPOSITE, UNIQUE])
def test_a_hold_on_a_row_with_several_key_columns_holds_at_least_that_row(tmp_path: Path, tables: str) -> None:
    firm = Firm(tmp_path, DECLARED, tables)
    firm.hold("shop.people", "n")
    firm.apply()
    assert {"a", "b"} <= set(firm.ask("SELECT email FROM people"))


def test_a_hold_whose_kind_is_declared_no_more_still_holds(tmp_path: Path) -> None:
    firm = Firm(tmp_path, DECLARED, TABLES)
    firm.hold("shop.people", "1")
    (tmp_path / "zusage.yml").write_text(HEAD.replace("court", "police") + DECLARED)
    firm.apply()
    assert firm.ask("SELECT id FROM people") == [1]


STORE = "systems:\n  store: {connector: files, path: env:STORE, location: DE, pattern: '*', moment: mtime}\n"
FILES = "files: {data: [files], from: {at: store.time}, delete: after 30 days}"


def test_a_hold_that_arrives_while_files_are_deleted(tmp_path: Path) -> None:
    """Another process adds it after the first batch; files keep no list of holds that the running one could read."""
    folder = tmp_path / "media" / "all"
    folder.mkdir(parents=True)
    for number in range(1_010):
        (folder / str(number)).write_text("x")
        os.utime(folder / str(number), (1_700_000_000, 1_700_000_000))
    firm = Firm(
        tmp_path,
        STORE + activity("files: {label: {en: files}, in: store}", FILES),
        "",
        head=HEAD.replace("shop.people: [email]", "store: [path]"),
        set_up=False,
    )
    plan = firm.look().plan
    with firm.session(write=True) as session:
        done = apply_plan(session, plan, Ceiling(100_000), "operator", lambda _: firm.hold("store"))
    assert [receipt.refusal and receipt.refusal.kind for receipt in done.receipts] == [RefusalKind.STOPPED]
    assert len(list(folder.iterdir())) == 10
