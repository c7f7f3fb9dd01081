"""Questions about what Belegwerk promises and no period says: hashed, encrypted, masked, no hint after "no".

Law: every question is asked of the stores with sqlite3 and file reading; a count of 0 means that the promise is kept.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING

from zusage.testing.life import Query

if TYPE_CHECKING:
    from company.life import BelegwerkLife

PROCESSORS = ("aws", "billing-service", "mailer", "letter-shop", "chat-service", "analytics-service")
MORE = ("survey-service", "recording-service", "guide-service")
CARD = re.compile(r"\d{13,19}")
SIGNUP = {"id", "account_id", "ip", "at"}
EVENT = {"id", "visitor_id", "kind", "page", "device", "browser", "at"}


def queries_of(life: BelegwerkLife) -> tuple[Query, ...]:
    """All of them."""
    return (
        _sql("accounts/assure/hashed", "passwords that are no hash", "app", _NO_HASH),
        _sql("accounts/assure/confirmed-before-use", "accounts in use that nobody confirmed", "app", _UNCONFIRMED),
        _sql("accounts/assure/individual-accounts", "addresses that two accounts share", "app", _SHARED),
        Query(
            "accounts/assure/collected-only",
            "columns about sign-ups that nobody announced",
            _columns("app", "signups", SIGNUP),
        ),
        Query("billing/assure/never-stored", "payments with a number of a card", _cards),
        Query("hints/assure/suppresses", "hints to people who had objected", lambda folder, now: _unwanted(life, folder)),
        Query("hints/assure/link-present", "hints without a way out", _no_way_out),
        Query(
            "analytics/assure/collected-only",
            "columns about use that nobody announced",
            _columns("insight", "events", EVENT),
        ),
        _sql("analytics/assure/consent-before", "events after a withdrawal", "insight", _AFTER),
        _sql("recording/assure/masked-at-source", "recordings with a full address", "insight", _FULL),
        Query("recording/only-for/group", "recordings after the trial", lambda folder, now: _after_trial(life, folder)),
        Query("telemetry/rights/objection", "traces of people who had objected", _traced),
        _sql("bookkeeping/assure/encrypted", "bank accounts that can be read", "books", _PLAIN),
        Query("postal/retention/sent", "letters without a row, or rows without their letter", _orphans),
        Query("backups/assure/encrypted", "backups that can be read", _plain_backups),
        Query("backups/assure/backup-made", "nights without a backup", _no_backup),
        Query("_/assure/contract-on-file", "processors without a contract on file", _no_contract),
    )


_NO_HASH = "SELECT count(*) FROM accounts WHERE password != '' AND password NOT LIKE 'argon2$%'"
_UNCONFIRMED = "SELECT count(*) FROM accounts WHERE confirmed_at IS NULL AND last_login IS NOT NULL"
_SHARED = "SELECT count(*) - count(DISTINCT email) FROM accounts"
_AFTER = "SELECT count(*) FROM events e JOIN visitors v ON v.id = e.visitor_id WHERE e.at > v.ended_at"
_FULL = "SELECT count(*) FROM recordings WHERE ip NOT LIKE '%.0' AND ip NOT LIKE '%::'"
_PLAIN = "SELECT count(*) FROM partners WHERE iban IS NOT NULL AND iban NOT LIKE 'gAAAAA%'"


def _ask(folder: Path, name: str, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / f"{name}.sqlite3")) as db:
        return db.execute(sql).fetchall()


def _sql(promise: str, question: str, name: str, sql: str) -> Query:
    return Query(promise, question, lambda folder, now: int(str(_ask(folder, name, sql)[0][0])))


def _columns(name: str, table: str, known: set[str]) -> Callable[[Path, datetime], int]:
    def count(folder: Path, now: datetime) -> int:
        return len({str(row[1]) for row in _ask(folder, name, f"PRAGMA table_info({table})")} ^ known)

    return count


def _cards(folder: Path, now: datetime) -> int:
    return sum(bool(CARD.search(str(text))) for (text,) in _ask(folder, "app", "SELECT reference FROM payments"))


def _unwanted(life: BelegwerkLife, folder: Path) -> int:
    objected = {str(to): str(at) for to, at in _ask(folder, "desk", "SELECT email, objected_at FROM hint_objections")}
    hints = [(to, at) for name, (to, at) in life.hinted.items() if (folder / "outbox" / name).exists()]
    return sum(to in objected and objected[to] < at for to, at in hints)


def _no_way_out(folder: Path, now: datetime) -> int:
    found = 0
    for path in (folder / "outbox").iterdir():
        head = path.read_bytes()
        found += b"X-Kind: hint" in head and not message_from_bytes(head)["List-Unsubscribe"]
    return found


def _after_trial(life: BelegwerkLife, folder: Path) -> int:
    rows = _ask(
        folder, "insight", "SELECT v.visitor_no, r.recorded_at FROM recordings r JOIN visitors v ON v.id = r.visitor_id"
    )
    return sum(str(at) > life.trial_ends.get(str(no), "9") for no, at in rows)


def _traced(folder: Path, now: datetime) -> int:
    said = "SELECT email, closed_at FROM requests WHERE kind = 'objection' AND closed_at IS NOT NULL"
    objected = {str(to): str(at) for to, at in _ask(folder, "cases", said)}
    numbers = {str(no): objected.get(str(to), "9") for no, to in _ask(folder, "app", "SELECT number, email FROM accounts")}
    traces = _ask(folder, "insight", "SELECT account_no, at FROM traces WHERE account_no != ''")
    return sum(str(at) > numbers.get(str(no), "9") for no, at in traces)


def _orphans(folder: Path, now: datetime) -> int:
    rows = {str(key) for (key,) in _ask(folder, "books", "SELECT pdf_key FROM letter_jobs")}
    files = {path.relative_to(folder / "letters").as_posix() for path in (folder / "letters").rglob("*.pdf")}
    return len(rows ^ files)


def _plain_backups(folder: Path, now: datetime) -> int:
    heads = (path.read_bytes()[:21] for path in (folder / "backups").iterdir())
    return sum(not head.startswith(b"age-encryption.org/v1") for head in heads)


def _no_backup(folder: Path, now: datetime) -> int:
    newest = max((path.name[:10] for path in (folder / "backups").iterdir()), default="")
    return int(newest < f"{now - timedelta(days=1):%Y-%m-%d}")


def _no_contract(folder: Path, now: datetime) -> int:
    register = (folder / "register" / "register.yml").read_text(encoding="utf-8")
    return sum(f"{{recipient: {name}, kind: avv," not in register for name in (*PROCESSORS, *MORE))
