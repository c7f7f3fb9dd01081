"""The life of the IT provider, without Zusage: whoever deletes by hand what the book says is due keeps every promise."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from zusage.app.lives import load_life
from zusage.testing.life import Owed

COMPANY = Path(__file__).resolve().parents[3] / "examples" / "it-services"
BEGIN = datetime.fromisoformat("2026-11-22T05:00:00+01:00")
FOLDERS = {"session-logs": "protocols", "backups": "backups", "sent": "outbox"}


class Office:
    """Writes down what the company asks for, and does nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hold(self, kind: str, place: str, where: Mapping[str, str]) -> str:
        self.asked.append(f"hold {kind} {place}")
        return f"H-{len(self.asked)}"

    def release(self, hold: str) -> None:
        self.asked.append("release")

    def restored(self, system: str) -> None:
        self.asked.append(f"restored {system}")

    def attest(self, promise: str, until: datetime, file: Path) -> None:
        assert file.is_file()
        self.asked.append(f"attest {promise}")


def delete(folder: Path, owed: Owed) -> None:
    """What a person would do by hand."""
    place, key = owed.place, owed.key
    if place in FOLDERS:
        (folder / FOLDERS[place] / key).unlink()
    elif place == "weblog":
        for path in (folder / "weblog").iterdir():
            packed = path.suffix == ".gz"
            text = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
            rest = b"".join(line for line in text.splitlines(True) if f"GET {key} ".encode() not in line)
            if rest != text:
                path.write_bytes(gzip.compress(rest) if packed else rest)
    else:
        room, table, *column = place.split(".")
        sql = f"UPDATE {table} SET {column[0]} = NULL WHERE id = ?" if column else f"DELETE FROM {table} WHERE id = ?"
        with closing(sqlite3.connect(folder / f"{room}.sqlite3")) as db:
            db.execute(sql, (key,))
            db.commit()


def due(life: object, now: datetime) -> Iterator[Owed]:
    """What may go and must go soon: a backup may go at once, and people keep it for as long as they may."""
    book = life.book  # type: ignore[attr-defined]
    for owed in list(book.claims()):
        soon = owed.latest is not None and owed.latest - now < timedelta(days=3)
        if soon and owed.earliest is not None and owed.earliest <= now and not owed.paused:
            yield owed


def lived(folder: Path, days: int, *, tidy: bool) -> tuple[object, list[str], list[str]]:
    """The life, what it asked its office for, and every breach and failed query."""
    life, office, wrong = load_life(COMPANY, 7), Office(), []
    life.begin(folder, BEGIN)
    assert life.book.settle(life.present(BEGIN), BEGIN) == []
    for number in range(1, days + 1):
        now = BEGIN + timedelta(days=number)
        life.day(now, office)
        for owed in due(life, now) if tidy else ():
            if owed.key in life.present(now).get(owed.place, set()):
                delete(folder, owed)
        wrong += [f"{b.kind} {b.owed.place} {b.owed.key}" for b in life.book.settle(life.present(now), now)]
        wrong += [f"{query.promise}" for query in life.queries() if query.count(folder, now)]
    return life, office.asked, wrong


def test_a_company_that_tidies_up_by_hand_keeps_everything(tmp_path: Path) -> None:
    life, asked, wrong = lived(tmp_path / "one", 46, tidy=True)
    assert wrong == []
    assert life.book.gone > 150  # type: ignore[attr-defined]
    assert {"hold dispute erp.order_forms", "hold incident weblog", "restored people", "attest tax/2025"} <= set(asked)
    settled = life.book.settled  # type: ignore[attr-defined]
    assert {"website/retention/lines", "backups/retention/rotation", "working-time/retention/hours/delete"} <= set(settled)


def test_a_company_that_deletes_nothing_breaks_promises_and_nothing_goes_early(tmp_path: Path) -> None:
    _, _, wrong = lived(tmp_path / "one", 12, tidy=False)
    kinds = {line.split()[0] for line in wrong}
    assert kinds == {"overdue"}
    assert {"weblog", "backups", "people.hours"} <= {line.split()[1] for line in wrong}


def test_the_same_seed_lives_the_same_days(tmp_path: Path) -> None:
    def stories(folder: Path, seed: int) -> list[Mapping[str, int]]:
        life, office = load_life(COMPANY, seed), Office()
        life.begin(folder, BEGIN)
        return [life.day(BEGIN + timedelta(days=number), office) for number in range(1, 8)]

    assert stories(tmp_path / "a", 7) == stories(tmp_path / "b", 7)
    assert stories(tmp_path / "c", 8) != stories(tmp_path / "d", 9)


@pytest.mark.parametrize(
    ("promise", "room", "sql"),
    [
        ("itdoc/assure/encrypted", "desk", "UPDATE credentials SET secret = 'Hafenlicht'"),
        ("staff/assure/encrypted", "people", "UPDATE employees SET iban = 'DE02120300000000202051' WHERE id = 1"),
        ("newsletter/assure/consent-proven", "erp", "DELETE FROM consents"),
        ("order-form/assure/collected-only", "erp", "ALTER TABLE order_forms ADD COLUMN birthday date"),
    ],
)
def test_a_question_sees_what_is_wrong(tmp_path: Path, promise: str, room: str, sql: str) -> None:
    life = load_life(COMPANY, 7)
    life.begin(tmp_path / "one", BEGIN)
    asked = {query.promise: query for query in life.queries()}
    assert asked[promise].count(tmp_path / "one", BEGIN) == 0
    with closing(sqlite3.connect(tmp_path / "one" / f"{room}.sqlite3")) as db:
        db.execute(sql)
        db.commit()
    assert asked[promise].count(tmp_path / "one", BEGIN) > 0


def test_questions_about_files_see_what_is_missing(tmp_path: Path) -> None:
    life, folder = load_life(COMPANY, 7), tmp_path / "one"
    life.begin(folder, BEGIN)
    asked = {query.promise: query for query in life.queries()}
    assert all(query.count(folder, BEGIN) == 0 for query in asked.values())
    newest = max((folder / "backups").iterdir())
    newest.write_bytes(b"PK clear text")
    assert asked["backups/assure/encrypted"].count(folder, BEGIN) == 1
    shutil.rmtree(folder / "backups")
    (folder / "backups").mkdir()
    assert asked["backups/assure/backup-made"].count(folder, BEGIN) == 1
    (folder / "register" / "register.yml").write_text("records: []\n")
    assert asked["_/assure/contract-on-file"].count(folder, BEGIN) == 5
