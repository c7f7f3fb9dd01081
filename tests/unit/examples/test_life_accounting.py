"""The life of Belegwerk without Zusage: a consistent book; nothing goes early if nothing is deleted, what stays is late."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zusage.app.lives import load_life, load_module
from zusage.app.workspace import read_workspace

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "accounting"
BEGIN = datetime(2026, 11, 22, 5, tzinfo=ZoneInfo("Europe/Berlin"))


class Desk:
    """Takes note of what is asked of it, and does nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hold(self, kind: str, place: str, where: Mapping[str, str]) -> str:
        self.asked.append(f"hold {kind} {place}")
        return f"H-{len(self.asked)}"

    def release(self, hold: str) -> None:
        self.asked.append(f"release {hold}")

    def restored(self, system: str) -> None:
        self.asked.append(f"restored {system}")

    def attest(self, promise: str, until: datetime, file: Path) -> None:
        assert file.exists()
        self.asked.append(f"attest {promise}")


def lived(folder: Path, days: int, seed: int = 7) -> tuple[Any, datetime, Desk]:
    life, now, desk = load_life(EXAMPLE, seed), BEGIN, Desk()
    life.begin(folder, now)
    for _ in range(days):
        now += timedelta(days=1)
        life.day(now, desk)
    return life, now, desk


def claims(life: Any) -> list[Any]:
    return [owed for place in life.present(BEGIN) for owed in life.book.of(place)]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, datetime, Desk]:
    return lived(tmp_path_factory.mktemp("lived") / "company", 30)


def test_nothing_is_late_on_the_first_day_and_everything_is_in_the_book(tmp_path: Path) -> None:
    life = load_life(EXAMPLE, 7)
    life.begin(tmp_path / "company", BEGIN)
    there = {(place, key) for place, keys in life.present(BEGIN).items() for key in keys}
    assert there == {(owed.place, owed.key) for owed in claims(life)}
    assert life.book.settle(life.present(BEGIN), BEGIN) == []
    assert len(there) > 200


def test_after_a_month_without_deletions_everything_is_there_and_only_overdue(month: tuple[Any, datetime, Desk]) -> None:
    life, now, _ = month
    there = {(place, key) for place, keys in life.present(now).items() for key in keys}
    assert there == {(owed.place, owed.key) for owed in claims(life)}
    breaches = life.book.settle(life.present(now), now)
    assert {breach.kind for breach in breaches} == {"overdue"}
    late = {breach.owed.promise for breach in breaches}
    assert {"access-logs/retention/lines", "sessions/retention/over", "postal/retention/sent"} <= late
    assert "billing/retention/invoices/delete" not in late


def test_who_deletes_by_hand_what_is_due_is_neither_late_nor_early(tmp_path: Path) -> None:
    life, now, _ = lived(tmp_path / "company", 30)
    due = {(o.place, o.key) for o in claims(life) if o.latest is not None and o.earliest <= now and not o.paused}
    left = {place: {key for key in keys if (place, key) not in due} for place, keys in life.present(now).items()}
    assert len(due) > 100
    assert life.book.settle(left, now) == []
    assert life.book.gone == len(due)


@pytest.mark.parametrize("place", ["app.invoices", "app.accounts", "desk.hint_objections", "weblog"])
def test_what_goes_before_its_time_is_early(place: str, tmp_path: Path) -> None:
    life, now, _ = lived(tmp_path / "company", 9)
    present = {name: set(keys) for name, keys in life.present(now).items()}
    early = {owed.key for owed in life.book.of(place) if owed.earliest is None or owed.earliest > now}
    assert early
    present[place] -= early
    breaches = [breach for breach in life.book.settle(present, now) if breach.kind == "early"]
    assert {(breach.owed.place, breach.owed.key) for breach in breaches} == {(place, key) for key in early}


def test_the_same_seed_lives_the_same_days(month: tuple[Any, datetime, Desk], tmp_path: Path) -> None:
    def dump(life: Any) -> list[str]:
        found = []
        for name in ("app", "desk", "insight", "books", "cases"):
            with closing(sqlite3.connect(life.at.folder / f"{name}.sqlite3")) as db:
                found += list(db.iterdump())
        return found

    again, _, _ = lived(tmp_path / "again", 30)
    other, _, _ = lived(tmp_path / "other", 3, seed=8)
    assert dump(again) == dump(month[0])
    assert dump(other) != dump(month[0])


def test_holds_are_asked_for_and_pause_what_they_cover(month: tuple[Any, datetime, Desk]) -> None:
    life, _, desk = month
    assert "hold analysis weblog" in desk.asked
    assert "attest tax/2025" in desk.asked
    assert any(owed.paused for owed in life.book.of("weblog"))


def test_a_dispute_and_a_restore_come_later(tmp_path: Path) -> None:
    life, now, desk = lived(tmp_path / "company", 73)
    assert {"hold dispute app.accounts", "restored desk", "release H-2"} <= {*desk.asked}
    paused = {owed.place for owed in claims(life) if owed.paused}
    assert {"app.accounts", "app.accounts.first_name", "app.subscriptions"} <= paused
    there = {(place, key) for place, keys in life.present(now).items() for key in keys if place.startswith("desk.")}
    assert there == {(owed.place, owed.key) for owed in claims(life) if owed.place.startswith("desk.")}


BREAKS = {
    "accounts/assure/hashed": ("app", "UPDATE accounts SET password = 'geheim1234' WHERE id = 1"),
    "accounts/assure/confirmed-before-use": (
        "app",
        "UPDATE accounts SET confirmed_at = NULL, state = 'pending' WHERE id = 1",
    ),
    "accounts/assure/collected-only": ("app", "ALTER TABLE signups ADD COLUMN user_agent TEXT"),
    "billing/assure/never-stored": ("app", "UPDATE payments SET reference = '4111111111111111' WHERE id = 1"),
    "analytics/assure/collected-only": ("insight", "ALTER TABLE events ADD COLUMN email TEXT"),
    "analytics/assure/consent-before": ("insight", "UPDATE visitors SET ended_at = '2020-01-01 00:00:00' WHERE id = 1"),
    "recording/assure/masked-at-source": ("insight", "UPDATE recordings SET ip = '203.0.113.77' WHERE id = 1"),
    "recording/only-for/group": ("insight", "UPDATE recordings SET recorded_at = '2027-06-01 00:00:00' WHERE id = 1"),
    "bookkeeping/assure/encrypted": ("books", "UPDATE partners SET iban = 'DE02120300000000202051' WHERE id = 1"),
    "postal/retention/sent": ("books", "DELETE FROM letter_jobs WHERE id = 1"),
}


@pytest.mark.parametrize("promise", BREAKS)
def test_each_question_notices_its_breach(promise: str, tmp_path: Path) -> None:
    life, now, _ = lived(tmp_path / "company", 4)
    folder = tmp_path / "company"
    assert {query.promise: query.count(folder, now) for query in life.queries() if query.count(folder, now)} == {}
    name, statement = BREAKS[promise]
    with closing(sqlite3.connect(folder / f"{name}.sqlite3")) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(statement)
        db.commit()
    assert [query.promise for query in life.queries() if query.count(folder, now)] == [promise]


def test_questions_about_files_notice_their_breach(tmp_path: Path) -> None:
    life, now, _ = lived(tmp_path / "company", 12)
    folder, member = tmp_path / "company", load_module(EXAMPLE, "premises")
    broken = {query.promise: query for query in life.queries()}
    (folder / "backups" / "2026-12-04-full.tar.age").write_bytes(b"PK\x03\x04 plain")
    assert broken["backups/assure/encrypted"].count(folder, now) == 1
    assert broken["backups/assure/backup-made"].count(folder, now + timedelta(days=5)) == 1
    register = folder / "register" / "register.yml"
    register.write_text(register.read_text().replace("{recipient: mailer, kind: avv", "{recipient: mailer, kind: offer"))
    assert broken["_/assure/contract-on-file"].count(folder, now) == 1
    to, at = next(iter(life.hinted.values()))
    with life.at.database("desk") as db:
        member.insert(
            db, "hint_objections", email=to, objected_at=datetime.fromisoformat(f"{at}+00:00") - timedelta(hours=1)
        )
    assert broken["hints/assure/suppresses"].count(folder, now) >= 1
    hint = folder / "outbox" / next(iter(life.hinted))
    hint.write_bytes(hint.read_bytes().replace(b"List-Unsubscribe:", b"X-Old:"))
    assert broken["hints/assure/link-present"].count(folder, now) == 1


def test_a_trace_of_somebody_who_objected_is_noticed(tmp_path: Path) -> None:
    life, now, _ = lived(tmp_path / "company", 12)
    query = next(query for query in life.queries() if query.promise == "telemetry/rights/objection")
    assert query.count(tmp_path / "company", now) == 0
    with life.at.database("app") as db:
        number, email = db.execute("SELECT number, email FROM accounts WHERE id = 2").fetchone()
    with life.at.database("cases") as db:
        db.execute(
            "UPDATE requests SET kind = 'objection', email = ?, closed_at = '2026-11-23 00:00:00' WHERE id = 1", (email,)
        )
    with life.at.database("insight") as db:
        traces = db.execute("UPDATE traces SET account_no = ? WHERE at > '2026-11-24'", (number,)).rowcount
    assert query.count(tmp_path / "company", now) == traces > 5


def test_book_and_questions_speak_of_promises_that_exist(month: tuple[Any, datetime, Desk]) -> None:
    life, _, _ = month
    known = {promise.id for promise in read_workspace(EXAMPLE / "zusage.yml", BEGIN.date()).policy.promises}
    assert {owed.promise for owed in claims(life)} | {query.promise for query in life.queries()} <= known
