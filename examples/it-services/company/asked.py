"""Questions about what Nordnetz IT promises and no period says: encrypted, on file, no news after "no".

Law: every question is asked of the stores with sqlite3 and file reading; a count of 0 means that the promise is kept.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from making.world import BERLIN
from zusage.testing.life import Query

if TYPE_CHECKING:
    from company.life import NordnetzLife

PROCESSORS = ("datacentre", "monitoring", "remote-tool", "mailer", "payroll-office")
FIELDS = 12
"""What the order form asks for, the product, two moments and the key."""


def queries_of(life: NordnetzLife) -> tuple[Query, ...]:
    """All of them."""
    return (
        Query("itdoc/assure/encrypted", "passwords of clients that can be read", _plain_secrets),
        Query("staff/assure/encrypted", "bank accounts that can be read", _plain_accounts),
        Query("order-form/assure/collected-only", "fields of the form that nobody announced", _more_fields),
        Query("newsletter/assure/consent-before", "newsletters without a consent on record", lambda f, n: _unasked(life)),
        Query("newsletter/assure/consent-proven", "readers without a confirmed consent", _unproven),
        Query("newsletter/assure/link-present", "newsletters without a way out", lambda f, n: _no_way_out(life)),
        Query("suppression/assure/suppresses", "newsletters to people who had unsubscribed", lambda f, n: _unwanted(life)),
        Query("_/assure/contract-on-file", "processors without a contract", _no_contract),
        Query("_/assure/clauses", "recipients without clauses on file", _no_clauses),
        Query("backups/assure/encrypted", "backups that can be read", _plain_backups),
        Query("backups/assure/backup-made", "nights without a backup", _no_backup),
    )  # fmt: skip


def _count(folder: Path, room: str, sql: str) -> int:
    with closing(sqlite3.connect(folder / f"{room}.sqlite3")) as db:
        return int(db.execute(sql).fetchone()[0])


def _plain_secrets(folder: Path, now: datetime) -> int:
    return _plain(folder, "desk", "credentials", "secret")


def _plain_accounts(folder: Path, now: datetime) -> int:
    return _plain(folder, "people", "employees", "iban")


def _no_contract(folder: Path, now: datetime) -> int:
    return _no_paper(folder, "avv", PROCESSORS)


def _no_clauses(folder: Path, now: datetime) -> int:
    return _no_paper(folder, "scc", ("monitoring",))


def _plain(folder: Path, room: str, table: str, column: str) -> int:
    return _count(folder, room, f"SELECT count(*) FROM {table} WHERE {column} NOT LIKE 'gAAAAA%' AND {column} <> ''")


def _more_fields(folder: Path, now: datetime) -> int:
    return _count(folder, "erp", f"SELECT count(*) - {FIELDS} FROM pragma_table_info('order_forms')")


def _unproven(folder: Path, now: datetime) -> int:
    sql = (
        "SELECT count(*) FROM subscribers s WHERE s.state = 'active' AND NOT EXISTS (SELECT 1 FROM consents c"
        " WHERE c.subscriber_id = s.id AND c.confirmed_at IS NOT NULL AND c.text_version <> '')"
    )
    return _count(folder, "erp", sql)


def _unasked(life: NordnetzLife) -> int:
    return sum(to not in life.agreed or life.agreed[to] > at for to, at in life.newsletters.values())


def _unwanted(life: NordnetzLife) -> int:
    left = life.unsubscribed
    return sum(to in left and left[to] < at for to, at in life.newsletters.values())


def _no_way_out(life: NordnetzLife) -> int:
    files = [life.at.folder / "outbox" / name for name in life.newsletters]
    return sum(path.exists() and b"List-Unsubscribe:" not in path.read_bytes() for path in files)


def _no_paper(folder: Path, kind: str, recipients: tuple[str, ...]) -> int:
    text = (folder / "register" / "register.yml").read_text(encoding="utf-8")
    return sum(f"recipient: {name}, kind: {kind}," not in text for name in recipients)


def _plain_backups(folder: Path, now: datetime) -> int:
    found = (path.read_bytes()[:21] for path in (folder / "backups").iterdir())
    return sum(not head.startswith(b"age-encryption.org/v1") for head in found)


def _no_backup(folder: Path, now: datetime) -> int:
    newest = max((path.name[:10] for path in (folder / "backups").iterdir()), default="")
    return int(newest < f"{now.astimezone(BERLIN) - timedelta(days=1):%Y-%m-%d}")
