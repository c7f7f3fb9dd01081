"""The life of Planwerft by itself: what it makes is there and in its book, and only what the book lets go may go."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zusage.app.lives import load_life, load_module
from zusage.testing.life import Life

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "projects"
BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 11, 22, 5, tzinfo=BERLIN)


class Desk:
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def hold(self, kind: str, place: str, where: Mapping[str, str]) -> str:
        self.asked.append(("hold", kind, place, *where))
        return f"H-{len(self.asked)}"

    def release(self, hold: str) -> None:
        self.asked.append(("release", hold))

    def restored(self, system: str) -> None:
        self.asked.append(("restored", system))

    def attest(self, promise: str, until: datetime, file: Path) -> None:
        assert file.is_file()
        self.asked.append(("attest", promise))


def days(life: Life, folder: Path, number: int, desk: Desk) -> list[datetime]:
    life.begin(folder, BEGIN)
    moments = [BEGIN + timedelta(days=day) for day in range(1, number + 1)]
    for now in moments:
        life.day(now, desk)
    return moments


def remove_due(life: Life, folder: Path, now: datetime) -> int:
    """Delete by hand what the book lets go, as somebody without Zusage would: rows, facets, files, lines."""
    due = [owed for owed in life.book.claims() if owed.earliest is not None and owed.earliest <= now and not owed.paused]
    due = [owed for owed in due if owed.place != "backups" or (owed.latest or now) - timedelta(days=1) <= now]
    for owed in due:
        name, _, table = owed.place.partition(".")
        if owed.place in {"sent", "backups", "files"}:
            root = {"sent": "outbox"}.get(owed.place, owed.place)
            (folder / root / owed.key).unlink()
        elif owed.place == "weblog":
            _remove_line(folder / "weblog", owed.key)
        else:
            _remove_row(folder / f"{name}.sqlite3", table, owed.key)
    return len(due)


def _remove_line(log: Path, token: str) -> None:
    stores = load_module(EXAMPLE, "stores")
    for path in log.iterdir():
        content = path.read_bytes()
        text = stores.gzip.decompress(content) if path.suffix == ".gz" else content
        kept = b"".join(line for line in text.splitlines(keepends=True) if f'"GET {token} '.encode() not in line)
        if kept != text:
            path.write_bytes(stores.gzip.compress(kept) if path.suffix == ".gz" else kept)


def _remove_row(path: Path, table: str, key: str) -> None:
    name, _, facet = table.partition(".")
    emptied = {"accounts": "email = NULL, first_name = '', last_name = '', password = ''", "payers": "email = NULL"}
    with closing(sqlite3.connect(path)) as db:
        if facet:
            db.execute(f"UPDATE {name} SET {emptied.get(name, 'email = NULL, name = NULL')} WHERE id = ?", (key,))
        else:
            db.execute(f"DELETE FROM {name} WHERE id = ?", (key,))
        db.commit()


def test_everything_in_the_book_is_there_and_nothing_goes_by_itself(tmp_path: Path) -> None:
    life = load_life(EXAMPLE, 3)
    desk = Desk()
    life.begin(tmp_path / "one", BEGIN)
    owed = {(claim.place, claim.key) for claim in life.book.claims()}
    present = {(place, key) for place, keys in life.present(BEGIN).items() for key in keys}
    assert owed <= present
    assert life.book.settle(life.present(BEGIN), BEGIN) == []
    for day in range(1, 21):
        now = BEGIN + timedelta(days=day)
        life.day(now, desk)
        there = {(place, key) for place, keys in life.present(now).items() for key in keys}
        assert {(claim.place, claim.key) for claim in life.book.claims()} <= there
    late = life.book.settle(life.present(now), now)
    assert {breach.kind for breach in late} == {"overdue"}
    assert {breach.owed.promise for breach in late} >= {"logs/retention/lines", "accounts/retention/sessions"}


def test_every_row_of_people_stands_in_the_book(tmp_path: Path) -> None:
    life = load_life(EXAMPLE, 3)
    now = days(life, tmp_path / "one", 15, Desk())[-1]
    owed = {(claim.place, claim.key) for claim in life.book.claims()}
    present = {(place, key) for place, keys in life.present(now).items() for key in keys}
    assert {place for place, _ in present - owed} <= {"app.payers.email"}


def test_what_is_deleted_when_it_is_due_is_neither_early_nor_late(tmp_path: Path) -> None:
    life, folder = load_life(EXAMPLE, 7), tmp_path / "one"
    desk = Desk()
    life.begin(folder, BEGIN)
    gone = 0
    for day in range(1, 31):
        now = BEGIN + timedelta(days=day)
        life.day(now, desk)
        gone += remove_due(life, folder, now)
        assert [f"{b.kind} {b.owed}" for b in life.book.settle(life.present(now), now)] == []
        assert [query.question for query in life.queries() if query.count(folder, now)] == []
    assert gone > 200
    assert life.book.gone == gone
    assert ("hold", "dispute", "sales.prospects", "key") in desk.asked
    assert any(asked[0] == "attest" for asked in desk.asked)


def test_what_is_deleted_a_day_too_soon_is_early(tmp_path: Path) -> None:
    life, folder = load_life(EXAMPLE, 7), tmp_path / "one"
    now = days(life, folder, 3, Desk())[-1]
    remove_due(life, folder, now)
    assert life.book.settle(life.present(now), now) == []
    soon = min((c for c in life.book.claims() if c.place == "app.signups" and c.earliest), key=lambda c: c.earliest or now)
    _remove_row(folder / "app.sqlite3", "signups", soon.key)
    (breach,) = life.book.settle(life.present(now), now)
    assert (breach.kind, breach.owed.promise) == ("early", "accounts/retention/signup")


def test_same_seed_same_days(tmp_path: Path) -> None:
    dumps = []
    for name in ("one", "two"):
        life = load_life(EXAMPLE, 5)
        days(life, tmp_path / name, 12, Desk())
        with closing(sqlite3.connect(tmp_path / name / "app.sqlite3")) as db:
            dumps.append("\n".join(db.iterdump()))
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize(
    ("promise", "name", "change"),
    [
        ("accounts/assure/hashed", "app", "UPDATE accounts SET password = 'geheim' WHERE id = 1"),
        ("accounts/assure/confirmed-before-use", "app", "UPDATE accounts SET state = 'closed', closed_at = created_at,"
         " confirmed_at = NULL WHERE id = 1"),
        ("calendar/assure/encrypted", "app", "UPDATE calendars SET token = 'ey.klar'"),
        ("subscription/assure/term-computed", "app", "UPDATE subscriptions SET runs_until = started_on WHERE id = 1"),
        ("errors/assure/masked-at-source", "insight", "UPDATE faults SET ip = '192.0.2.17' WHERE id = 1"),
        ("_/consents/newsletter/proven", "sales", "UPDATE consents SET withdrawn_at = given_at"),
        ("organisations/assure/access-scoped", "app", "UPDATE memberships SET left_at = joined_at WHERE id = 2"),
    ],
)  # fmt: skip
def test_questions_see_what_is_broken(tmp_path: Path, promise: str, name: str, change: str) -> None:
    life, folder = load_life(EXAMPLE, 7), tmp_path / "one"
    now = days(life, folder, 5, Desk())[-1]
    assert [query.promise for query in life.queries() if query.count(folder, now)] == []
    with closing(sqlite3.connect(folder / f"{name}.sqlite3")) as db:
        db.execute(change)
        db.commit()
    assert promise in [query.promise for query in life.queries() if query.count(folder, now)]


def test_a_day_is_quick(tmp_path: Path) -> None:
    life = load_life(EXAMPLE, 7)
    life.begin(tmp_path / "one", BEGIN)
    begun = time.process_time()
    for day in range(1, 11):
        life.day(BEGIN + timedelta(days=day), Desk())
        life.present(BEGIN + timedelta(days=day))
    assert (time.process_time() - begun) / 10 < 0.1


def test_periods_end_with_german_days() -> None:
    clock: Any = load_module(EXAMPLE, "clock")
    assert clock.after_day(date(2026, 10, 1), 90).astimezone(BERLIN) == datetime(2026, 12, 31, tzinfo=BERLIN)
    assert clock.after_years(date(2026, 3, 9), 8).astimezone(BERLIN) == datetime(2035, 1, 1, tzinfo=BERLIN)
    noon = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    assert clock.later(noon, 1).astimezone(BERLIN) == datetime(2026, 10, 25, 12, tzinfo=BERLIN)
    leap = datetime(2028, 2, 29, 12, tzinfo=BERLIN)
    assert clock.a_year_later(leap).astimezone(BERLIN) == datetime(2029, 2, 28, 12, tzinfo=BERLIN)
