"""Stores, attacked: triggers that put rows back, files that two tables name, keys and holds in every shape."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from support.firm import HEAD, Firm, activity, old, shop
from support.postgres import Server, database, postgres_server
from support.stores import Memory
from zusage.adapters.connectors import open_connector
from zusage.plan.connector import Opening
from zusage.plan.receipt import RefusalKind
from zusage.plan.target import TargetId
from zusage.testing.sketches import ago, delete, older, order

__all__ = ["database", "postgres_server"]
PEOPLE = "people: {label: {en: names}, in: shop.people}"
GONE = "gone: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days}"
PERSON = "people: {subject: person, personal: [email]}"


@pytest.mark.parametrize("into", ["people", '"people"', "[people]"])
def test_a_trigger_that_puts_rows_back_refuses_the_batch(tmp_path: Path, into: str) -> None:
    firm = Firm(
        tmp_path,
        shop(PERSON) + activity(PEOPLE, GONE),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(2)}');
        CREATE TRIGGER again AFTER DELETE ON people BEGIN
            INSERT INTO {into} (email, left_at) VALUES (old.email, old.left_at); END;""",
    )
    (receipt,) = firm.apply().receipts
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CASCADE and receipt.counts == {}
    assert firm.ask("SELECT id FROM people") == [1, 2]


def test_a_trigger_that_writes_elsewhere_is_none(tmp_path: Path) -> None:
    firm = Firm(
        tmp_path,
        shop(PERSON) + activity(PEOPLE, GONE),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE people_gone (id INTEGER PRIMARY KEY);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(2)}');
        CREATE TRIGGER note AFTER DELETE ON people BEGIN INSERT INTO people_gone VALUES (old.id); END;
        CREATE TRIGGER fill AFTER INSERT ON people_gone BEGIN UPDATE people SET email = email WHERE id = 2; END;""",
    )
    assert firm.apply().count() == 1
    assert firm.ask("SELECT id FROM people") == [2] and firm.ask("SELECT id FROM people_gone") == [1]


@pytest.mark.parametrize("parted", ["", " PARTITION BY RANGE (at)"])
def test_a_trigger_that_puts_rows_back_refuses_the_batch_on_postgresql(
    postgres_server: Server, database: Callable[[], str], parted: str
) -> None:
    name = database()
    postgres_server.run(
        f"CREATE TABLE events (id bigserial, at timestamptz, PRIMARY KEY (id, at)){parted}",
        *(["CREATE TABLE events_all PARTITION OF events DEFAULT"] if parted else []),
        f"INSERT INTO events (at) SELECT '{ago(400).isoformat()}' FROM generate_series(1, 20)",
        "CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN INSERT INTO events (at) VALUES (old.at); RETURN NULL; END'",
        "CREATE TRIGGER again AFTER DELETE ON events FOR EACH ROW EXECUTE FUNCTION again()",
        database=name,
    )
    store = open_connector("sql", Opening(TargetId("shop"), {"url": postgres_server.url(name)}, ("events",), Memory()))
    with closing(store):
        store.set_up()
        receipt = store.apply(delete(older(365)), order())
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CASCADE and receipt.counts == {}


def test_a_file_that_a_row_of_another_table_names_goes_with_the_last(tmp_path: Path) -> None:
    folder = tmp_path / "media" / "all"
    folder.mkdir(parents=True)
    for name in ("shared", "alone", "both"):
        (folder / name).write_text(name)
    firm = Firm(
        tmp_path,
        shop(
            "pics: {subject: person, personal: [path], files: {in: store, key: path}}\n"
            "passes: {subject: person, personal: [photo], files: {in: store, key: photo}}"
        )
        + "  store: {connector: files, path: env:STORE, location: DE, pattern: '*', follows: shop.pics}\n"
        + activity(
            "pics: {label: {en: pictures}, in: shop.pics}\npasses: {label: {en: passes}, in: shop.passes}\n"
            "files: {label: {en: files}, in: store}",
            "pics: {data: [pics, files], from: {at: shop.pics.made_at}, delete: after 30 days}\n"
            "passes: {data: [passes], from: {at: shop.passes.ended}, delete: after 30 days}",
        ),
        f"""CREATE TABLE pics (id INTEGER PRIMARY KEY, path TEXT, made_at TEXT);
        CREATE TABLE passes (id INTEGER PRIMARY KEY, photo TEXT, ended TEXT);
        INSERT INTO pics VALUES (1, 'shared', '{old(60)}'), (2, 'alone', '{old(60)}'), (3, 'both', '{old(60)}');
        INSERT INTO passes VALUES (1, 'shared', '{old(2)}'), (2, 'both', '{old(60)}');""",
        head=HEAD.replace("shop.people: [email]", "shop.pics: [path]"),
    )
    firm.apply()
    assert firm.ask("SELECT id FROM pics") == [] and firm.ask("SELECT id FROM passes") == [1]
    assert sorted(path.name for path in folder.iterdir()) == ["shared"]
