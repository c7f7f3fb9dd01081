"""Questions about what Hafenchat promises and no period says: hashed, encrypted, read-only, no news after "no".

Law: every question is asked of the stores with sqlite3 and file reading; a count of 0 means that the promise is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from zusage.testing.life import Query

if TYPE_CHECKING:
    from company.life import HafenchatLife


def queries_of(life: HafenchatLife) -> tuple[Query, ...]:
    """All of them."""
    return (
        Query("users/assure/hashed", "passwords that are no hash", _no_hash),
        Query("webhooks/assure/encrypted", "webhooks whose target can be read", _plain_webhooks),
        Query("payments/assure/encrypted", "mandates whose IBAN can be read", _plain_ibans),
        Query("live-chat/assure/unlinkable", "daily totals that name somebody", _linked),
        Query("users/assure/individual-accounts", "names that two people share", _shared),
        Query("contact/assure/collected-only", "fields of the form that nobody announced", _more_fields),
        Query("backups/assure/encrypted", "backups that can be read", _plain_backups),
        Query("backups/assure/backup-made", "nights without a backup", _no_backup),
        Query("live-chat/retention/after-booking/lock", "ended instances still written", lambda _, n: _open(life, n)),
        Query("_/assure/suppresses", "newsletters to people who had unsubscribed", lambda f, n: _unwanted(life)),
        Query("newsletter/assure/link-present", "newsletters without a way out", lambda f, n: _no_way_out(life)),
    )


def _instances(folder: Path) -> Iterator[sqlite3.Connection]:
    for path in sorted((folder / "instances").glob("*.sqlite3")):
        with closing(sqlite3.connect(path)) as db:
            yield db


def _count(folder: Path, sql: str) -> int:
    return sum(int(db.execute(sql).fetchone()[0]) for db in _instances(folder))


def _control(folder: Path, sql: str) -> int:
    with closing(sqlite3.connect(folder / "control.sqlite3")) as db:
        return int(db.execute(sql).fetchone()[0])


def _no_hash(folder: Path, now: datetime) -> int:
    return _count(
        folder, "SELECT count(*) FROM users WHERE password NOT LIKE 'argon2$%' AND password NOT LIKE 'pbkdf2_sha256$%'"
    )


def _plain_webhooks(folder: Path, now: datetime) -> int:
    return _count(folder, "SELECT count(*) FROM webhooks WHERE url NOT LIKE 'gAAAAA%' OR secret NOT LIKE 'gAAAAA%'")


def _plain_ibans(folder: Path, now: datetime) -> int:
    return _control(folder, "SELECT count(*) FROM mandates WHERE iban NOT LIKE 'gAAAAA%'")


def _linked(folder: Path, now: datetime) -> int:
    return _count(
        folder,
        "SELECT count(*) FROM pragma_table_info('statistics') WHERE name IN ('user_id', 'contact_id', 'email')",
    )


def _shared(folder: Path, now: datetime) -> int:
    return _count(folder, "SELECT count(*) - count(DISTINCT username) FROM users")


def _more_fields(folder: Path, now: datetime) -> int:
    return _control(folder, "SELECT count(*) - 8 FROM pragma_table_info('enquiries')")


def _plain_backups(folder: Path, now: datetime) -> int:
    found = (path.read_bytes()[:21] for path in (folder / "backups").iterdir())
    return sum(not head.startswith(b"age-encryption.org/v1") for head in found)


def _no_backup(folder: Path, now: datetime) -> int:
    newest = max((path.name[:10] for path in (folder / "backups").iterdir()), default="")
    return int(newest < f"{now - timedelta(days=1):%Y-%m-%d}")


def _open(life: HafenchatLife, now: datetime) -> int:
    """The platform's own account tries to write a message into what ended more than two days ago."""
    found = 0
    for id, until in life.ended.items():
        if now < until + timedelta(days=2) or not life.at.path(id).exists():
            continue
        with closing(sqlite3.connect(life.at.path(id))) as db:
            try:
                db.execute("UPDATE messages SET body = body || '!'")
                found += db.execute("SELECT count(*) FROM messages").fetchone()[0] > 0
            except sqlite3.Error:
                pass
            db.rollback()
    return found


def _unwanted(life: HafenchatLife) -> int:
    found = 0
    for name, at in life.newsletters.items():
        if (life.at.folder / "outbox" / name).exists():
            _, to = life.at.sent(name)
            found += to in life.unsubscribed and life.unsubscribed[to] < at - timedelta(days=1)
    return found


def _no_way_out(life: HafenchatLife) -> int:
    files = [life.at.folder / "outbox" / name for name in life.newsletters]
    return sum(path.exists() and b"List-Unsubscribe:" not in path.read_bytes() for path in files)
