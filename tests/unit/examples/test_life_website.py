"""The life of the company with a website: its book and its stores agree, and its questions notice what is broken."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zusage.app.lives import load_life
from zusage.testing.life import Owed

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "website"
BEGIN, DAYS = date(2026, 11, 22), 90
FILES = {"recordings", "shared", "applications", "mailbox", "outbox", "backups"}
KEYS = {"visits.log_visit": "idvisit", "visits.log_link_visit_action": "idlink_va"}


@dataclass
class Notes:
    """The desk of a company that has no Zusage: it writes down what was asked of it."""

    holds: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    restores: list[str] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)

    def hold(self, kind: str, place: str, where: Mapping[str, str]) -> str:
        self.holds.append((kind, place, dict(where)))
        return f"H-{len(self.holds)}"

    def release(self, hold: str) -> None:
        self.released.append(hold)

    def restored(self, system: str) -> None:
        self.restores.append(system)

    def attest(self, promise: str, until: datetime, file: Path) -> None:
        assert file.exists()
        self.stated.append(promise)


def moment(number: int) -> datetime:
    return datetime.combine(BEGIN + timedelta(days=number), time(5), ZoneInfo("Europe/Berlin"))


def begun(folder: Path, seed: int = 7) -> Any:
    life = load_life(EXAMPLE, seed)
    life.begin(folder, moment(0))
    return life


def sweep(life: Any, now: datetime) -> int:
    """Delete by hand what may go and must go in two days at the latest."""
    soon = now + timedelta(days=2)
    due = [
        o for o in life.book.claims() if o.earliest and o.latest and o.earliest <= now and o.latest <= soon and not o.paused
    ]
    lines = {o.key for o in due if o.place == "weblog"}
    full = {o.key for o in due if o.place == "weblog.ip"} - lines
    if lines | full:
        rewrite(life.at.folder / "weblog", lines, full)
    for owed in due:
        if owed.place in FILES:
            (life.at.folder / owed.place / owed.key).unlink(missing_ok=True)
        elif not owed.place.startswith("weblog"):
            remove(life.at.folder, owed)
    return len(due)


def remove(folder: Path, owed: Owed) -> None:
    system, table, *column = owed.place.split(".")
    key = KEYS.get(owed.place, "id")
    verb = f"UPDATE {table} SET {column[0]} = NULL" if column else f"DELETE FROM {table}"
    with closing(sqlite3.connect(folder / f"{system}.sqlite3")) as db:
        db.execute(f"{verb} WHERE {key} = ?", (owed.key,))
        db.commit()


def rewrite(logs: Path, lines: set[str], full: set[str]) -> None:
    for path in logs.iterdir():
        packed = path.suffix == ".gz"
        text = (gzip.decompress(path.read_bytes()) if packed else path.read_bytes()).decode("ascii")
        kept = [short(line, full) for line in text.splitlines(keepends=True) if visit(line) not in lines]
        data = "".join(kept).encode("ascii")
        path.write_bytes(gzip.compress(data) if packed else data)


def visit(line: str) -> str:
    return line.split('"GET ')[1].split()[0]


def short(line: str, full: set[str]) -> str:
    host, _, rest = line.partition(" ")
    if visit(line) not in full:
        return line
    return ("198.51.100.0" if "." in host else "2001:db8:1a2b::") + " " + rest


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Notes, list[Any]]]:
    life, desk, breaches = begun(tmp_path_factory.mktemp("lived")), Notes(), []
    for number in range(1, DAYS + 1):
        life.day(moment(number), desk)
        sweep(life, moment(number))
        breaches += life.book.settle(life.present(moment(number)), moment(number))
        failed = [query.promise for query in life.queries() if query.count(life.at.folder, moment(number))]
        assert failed == [], f"day {number}"
    yield life, desk, breaches


def test_who_deletes_by_hand_what_is_due_breaks_nothing(lived: tuple[Any, Notes, list[Any]]) -> None:
    life, _, breaches = lived
    assert breaches == []
    assert life.book.gone > 500
    assert len(life.book.settled) > 20


def test_people_of_the_company_ask_for_holds_and_restores(lived: tuple[Any, Notes, list[Any]]) -> None:
    _, desk, _ = lived
    assert [(kind, place) for kind, place, _ in desk.holds] == [
        ("incident", "weblog"),
        ("dispute", "crm.contacts"),
        ("dispute", "people.applications"),
    ]
    assert desk.released == ["H-1"]
    assert desk.restores == ["visits"]
    assert desk.stated == ["tax/2025", "tax/2026"]


def test_a_beginning_has_nothing_undone(tmp_path: Path) -> None:
    life = begun(tmp_path)
    there = life.present(moment(0))
    assert [o for o in life.book.claims() if o.key not in there[o.place]] == []
    assert life.book.settle(there, moment(0)) == []
    assert [query.promise for query in life.queries() if query.count(tmp_path, moment(0))] == []


def test_nothing_is_early_while_nobody_deletes(tmp_path: Path) -> None:
    life, desk, kinds = begun(tmp_path), Notes(), set()
    for number in range(1, 41):
        life.day(moment(number), desk)
        there = life.present(moment(number))
        assert [o for o in life.book.claims() if o.key not in there[o.place]] == []
        kinds |= {breach.kind for breach in life.book.settle(there, moment(number))}
    assert kinds == {"overdue"}


def test_same_seed_same_days(tmp_path: Path) -> None:
    books = []
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        life = begun(tmp_path / name, seed)
        told = [life.day(moment(number), Notes()) for number in range(1, 6)]
        books.append((told, sorted((o.place, o.key, str(o.latest)) for o in life.book.claims())))
    assert books[0] == books[1]
    assert books[0] != books[2]


def run(name: str, sql: str) -> Callable[[Any], None]:
    def broken(life: Any) -> None:
        with closing(sqlite3.connect(life.at.path(name))) as db:
            assert db.execute(sql).rowcount > 0
            db.commit()

    return broken


def unwanted(kind: str) -> Callable[[Any], None]:
    def broken(life: Any) -> None:
        email, mails = next(iter(life.website.unsubscribed)), life.website.newsletters
        mails = mails if kind == "newsletter" else life.office.offers
        mails[life.at.sent(kind, email, life.at.now)] = life.at.now

    return broken


def stranger(life: Any) -> None:
    life.website.newsletters[life.at.sent("newsletter", "niemand@post.example", life.at.now)] = life.at.now


def no_way_out(life: Any) -> None:
    life.website.newsletters[life.at.sent("system", "leserin@post.example", life.at.now)] = life.at.now


def no_contract(life: Any) -> None:
    (life.at.folder / "register" / "avv-brevo.pdf").unlink()


def plain_backup(life: Any) -> None:
    next((life.at.folder / "backups").iterdir()).write_bytes(b"SQLite format 3\x00")


def no_backup(life: Any) -> None:
    for path in sorted((life.at.folder / "backups").iterdir())[-3:]:
        path.unlink()


def column(life: Any) -> None:
    with closing(sqlite3.connect(life.at.path("site"))) as db:
        db.execute("ALTER TABLE suppressed ADD COLUMN subscriber_id integer")


TAKEN = (
    "INSERT INTO subscribers (email, name, state, signed_up_at)"
    " SELECT email, name, 'active', received_at FROM enquiries LIMIT 1"
)
BREACHES: dict[str, Callable[[Any], None]] = {
    "matomo/assure/masked-at-source": run("visits", "UPDATE log_visit SET location_ip = '198.51.100.7' WHERE idvisit = 1"),
    "newsletter/assure/consent-proven": run("site", "DELETE FROM consents WHERE subscriber_id = 1"),
    "newsletter/assure/consent-before": stranger,
    "newsletter/assure/link-present": no_way_out,
    "suppression/assure/newsletter": unwanted("newsletter"),
    "suppression/assure/offers": unwanted("offers"),
    "suppression/assure/kept-apart": column,
    "contact/assure/used-only-for": run("site", TAKEN),
    "newsletter/retention/unsubscribed/leaves": run("crm", "UPDATE contacts SET email = NULL WHERE id = 1"),
    "_/consents/recording/proven": run("site", "DELETE FROM recording_consents"),
    "_/consents/needs/proven": run("site", "UPDATE needs SET text_version = ''"),
    "_/assure/contract-on-file": no_contract,
    "backups/assure/encrypted": plain_backup,
    "backups/assure/backup-made": no_backup,
}


@pytest.mark.parametrize("promise", BREACHES)
def test_every_question_notices_its_breach(promise: str, tmp_path: Path) -> None:
    life = begun(tmp_path)
    life.day(moment(1), Notes())
    with life.at.working():
        life.website.block("nein@post.example", life.at.ago(days=3))
        life.website.enquiries()
    assert [query.promise for query in life.queries() if query.count(tmp_path, moment(1))] == []
    BREACHES[promise](life)
    assert promise in {query.promise for query in life.queries() if query.count(tmp_path, moment(1))}


def test_every_question_has_a_breach(tmp_path: Path) -> None:
    assert [query.promise for query in begun(tmp_path).queries()] == list(BREACHES)


def test_moments_are_stored_as_the_platform_stores_them(tmp_path: Path) -> None:
    life = begun(tmp_path)
    with closing(sqlite3.connect(life.at.path("site"))) as db:
        (text,) = db.execute("SELECT max(signed_up_at) FROM subscribers").fetchone()
    assert datetime.fromisoformat(text).replace(tzinfo=UTC) == datetime.combine(BEGIN - timedelta(days=20), time(4), UTC)
