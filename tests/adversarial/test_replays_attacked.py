"""Replay, attacked: what was put back from a copy loses nothing that was done after the copy was made or before."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from support.firm import NOW, Firm, activity, shop
from zusage.app.applying import Ceiling
from zusage.app.owing import owe, settle
from zusage.app.replaying import Replayed, look_back, replay
from zusage.engine.replay import Owed, OwedKind
from zusage.plan.target import TargetId

SHOP = TargetId("shop")
DAY = timedelta(days=1)
DECLARED = shop("people: {subject: person}") + activity(
    "people: {label: {en: names}, in: shop.people}",
    "people: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days, holds: [court]}",
)
TABLES = """
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, email TEXT, left_at TEXT);
INSERT INTO people VALUES (1, 'Arnholt', 'a@canary.example', NULL), (3, 'Corvin', 'c@canary.example', NULL);
"""


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    return Firm(tmp_path / "firm", DECLARED, TABLES)


def copy(firm: Firm, name: str = "backup") -> Path:
    return Path(shutil.copyfile(firm.folder / "shop.sqlite3", firm.folder / name))


def restore(firm: Firm, backup: Path) -> None:
    shutil.copyfile(backup, firm.folder / "shop.sqlite3")


def done_for(firm: Firm, sql: str, things: Iterable[Owed], now: datetime = NOW) -> None:
    with firm.session(now, write=True) as session:
        numbers = owe(session, things)
        firm.run(sql)
        settle(session, numbers)


def replayed(firm: Firm, now: datetime) -> tuple[Replayed, ...]:
    with firm.session(now, write=True) as session:
        closed = [prospect.closure for prospect in look_back(session)]
        return replay(session, closed, Ceiling(), "operator", lambda _: None)


def erasure(key: int, at: datetime = NOW) -> Owed:
    return Owed(OwedKind.ERASURE, SHOP, "people", (("id", str(key)),), at)


@pytest.mark.parametrize("fraction", [0, 700_000])
def test_a_copy_made_right_after_an_erasure_has_a_new_person_under_the_old_key(firm: Firm, fraction: int) -> None:
    """Nothing ran between the erasure and the copy; SQLite gives the highest key again."""
    now = NOW + timedelta(microseconds=fraction)
    done_for(firm, "DELETE FROM people WHERE id = 3", [erasure(3)], now)
    firm.run("INSERT INTO people (id, name, email) VALUES (3, 'Neu', 'neu@other.example')")
    assert firm.ask("SELECT id FROM people") == [1, 3]
    backup = copy(firm)
    firm.apply(now=now + DAY)
    restore(firm, backup)
    (done,) = replayed(firm, now + DAY)
    assert done.opened, done.left
    assert firm.ask("SELECT name FROM people") == ["Arnholt", "Neu"]


def test_what_the_same_session_does_after_the_copy_is_replayed(firm: Firm) -> None:
    """One session, one moment: the first erasure is in the copy, the second is not."""
    with firm.session(NOW, write=True) as session:
        for key in (3, 1):
            numbers = owe(session, [erasure(key)])
            firm.run(f"DELETE FROM people WHERE id = {key}")
            settle(session, numbers)
            if key == 3:
                firm.run("INSERT INTO people (id, name, email) VALUES (3, 'Neu', 'neu@other.example')")
                backup = copy(firm)
    restore(firm, backup)
    (done,) = replayed(firm, NOW + DAY)
    assert done.opened, done.left
    assert firm.ask("SELECT name FROM people") == ["Neu"]


def test_a_clock_that_stepped_back_loses_nothing(firm: Firm) -> None:
    """The pulse of tomorrow is in the copy; the erasure carries the time of today and is replayed all the same."""
    firm.apply(now=NOW + DAY)
    backup = copy(firm)
    done_for(firm, "DELETE FROM people WHERE id = 1", [erasure(1)], NOW)
    restore(firm, backup)
    (done,) = replayed(firm, NOW + DAY)
    assert done.opened and firm.ask("SELECT id FROM people") == [3]
