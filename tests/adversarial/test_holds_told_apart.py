"""A hold that is needlessly wide is told by the rows that only it keeps."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from support.firm import Firm, activity, old, shop
from zusage.cli.main import group


def firm(folder: Path) -> Firm:
    return Firm(
        folder,
        shop("people: {subject: person, personal: [email]}\nnotes: {owned_by: people}")
        + activity(
            "people: {label: {en: names}, in: shop.people}\nnotes: {label: {en: notes}, in: shop.notes}",
            "gone: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days}\n"
            "notes: {data: [notes], from: {at: shop.notes.made_at}, delete: after 30 days}",
        ),
        f"""CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
        CREATE TABLE notes (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id), made_at TEXT NOT NULL);
        INSERT INTO people VALUES (1, 'a', '{old(60)}'), (2, 'b', '{old(60)}'), (3, 'c', '{old(2)}');
        INSERT INTO notes VALUES (10, 1, '{old(60)}'), (20, 2, '{old(60)}'), (30, 3, '{old(60)}'), (31, 3, '{old(60)}');""",
    )


def held(one: Firm) -> dict[str, dict[str, int]]:
    return {planned.act.promise.rpartition("/")[2]: dict(estimate.held) for planned, estimate in one.look().forecast}


def test_each_hold_shows_what_it_alone_keeps(tmp_path: Path) -> None:
    one = firm(tmp_path)
    one.hold("shop.people", "1")
    assert held(one)["notes"] == {"H-1": 1}
    one.hold("shop.notes", "30")
    assert held(one) == {"gone": {"H-1": 1}, "notes": {"H-1": 1, "H-2": 1}}
    one.hold("shop.notes")
    assert held(one)["gone"] == {"H-1": 1}
    assert held(one)["notes"] == {"H-3": 2, "H-1+H-2+H-3": 2}
    one.apply()
    assert one.ask("SELECT id FROM notes") == [10, 20, 30, 31]


def test_the_list_asks_for_narrowing_when_the_review_has_come(tmp_path: Path) -> None:
    one = firm(tmp_path)
    one.hold("shop.people", "1")
    one.hold("shop.notes")
    done = CliRunner().invoke(group, ["--lang", "en", "hold", "list", "--rows", "--path", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "Still there only because of this hold: 3 rows" in done.output
