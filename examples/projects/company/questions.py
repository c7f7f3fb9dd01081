"""Questions about the hard promises of the notice that are no periods, asked of stores and mails without Zusage."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import yaml
from making.folders import AGE
from making.world import BERLIN
from zusage.testing.life import Query

from company.sales import address_hash

PROCESSORS = ("aws", "ledger-service", "events-service", "sentry", "hubspot")

TABLES = (
    ("accounts/assure/hashed", "passwords that are no Argon2 hash", "app",
     "SELECT count(*) FROM accounts WHERE password <> '' AND password NOT LIKE 'argon2$argon2id$%'"),
    ("accounts/assure/individual-accounts", "addresses of more than one account", "app",
     "SELECT count(*) - count(DISTINCT email) FROM accounts WHERE email IS NOT NULL"),
    ("accounts/assure/confirmed-before-use", "accounts in use without a confirmed address", "app",
     "SELECT count(*) FROM accounts WHERE last_login IS NOT NULL AND confirmed_at IS NULL"),
    ("calendar/assure/encrypted", "tokens of calendars in clear", "app",
     "SELECT count(*) FROM calendars WHERE token NOT LIKE 'gAAAA%'"),
    ("subscription/assure/term-computed", "contract years that are none", "app",
     "SELECT count(*) FROM subscriptions WHERE runs_until <> date(started_on, '+1 year', '-1 day')"),
    ("errors/assure/masked-at-source", "full addresses beside faults", "insight",
     "SELECT count(*) FROM faults WHERE ip NOT LIKE '%.0'"),
    ("organisations/assure/access-scoped", "open accounts without any organisation", "app",
     "SELECT count(*) FROM accounts a WHERE state = 'active' AND NOT EXISTS"
     " (SELECT 1 FROM memberships m WHERE m.account_id = a.id AND left_at IS NULL)"),
    ("analytics/assure/pseudonymous", "addresses among events", "insight",
     "SELECT count(*) FROM events WHERE page || device || browser LIKE '%@%'"),
    ("_/consents/newsletter/proven", "active subscribers without a proof of their consent", "sales",
     "SELECT count(*) FROM subscribers s WHERE state = 'active' AND NOT EXISTS (SELECT 1 FROM consents c"
     " WHERE c.subscriber_id = s.id AND c.confirmed_at IS NOT NULL AND c.withdrawn_at IS NULL)"),
)  # fmt: skip


def questions(pepper: bytes) -> tuple[Query, ...]:
    """All of them."""
    found = [Query(promise, question, _rows(name, query)) for promise, question, name, query in TABLES]
    mails = (
        ("newsletter/assure/consent-before", "newsletters without an open consent", _without_consent),
        ("newsletter/assure/link-present", "newsletters without a link to unsubscribe", _without_link),
        ("suppression/assure/suppresses", "newsletters to people who objected", _to_suppressed(pepper)),
        ("backups/assure/encrypted", "backups that can be read", _plain_backups),
        ("backups/assure/backup-made", "nights without a backup", _no_backup),
        ("_/assure/contract-on-file", "processors without a contract", _without_contract),
    )
    return (*found, *(Query(promise, question, count) for promise, question, count in mails))


def _rows(name: str, query: str) -> Callable[[Path, datetime], int]:
    def count(folder: Path, now: datetime) -> int:
        return sum(number for (number,) in _ask(folder, name, query))

    return count


def _ask(folder: Path, name: str, query: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(folder / f"{name}.sqlite3", timeout=10)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def _newsletters(folder: Path, now: datetime) -> Iterator[EmailMessage]:
    """Those of the day that ends now."""
    for day in (now - timedelta(days=1), now):
        for path in sorted((folder / "outbox").glob(f"{day:%Y-%m-%d}-*.eml")):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            if mail["X-Kind"] == "newsletter":
                yield mail


def _without_consent(folder: Path, now: datetime) -> int:
    query = "SELECT email FROM subscribers JOIN consents ON subscriber_id = subscribers.id WHERE confirmed_at IS NOT NULL"
    known = {email for (email,) in _ask(folder, "sales", query)}
    return sum(mail["To"] not in known for mail in _newsletters(folder, now) if _sent_today(mail, now))


def _sent_today(mail: EmailMessage, now: datetime) -> bool:
    return bool(mail["Date"].datetime > now - timedelta(hours=1))


def _without_link(folder: Path, now: datetime) -> int:
    return sum(not mail["List-Unsubscribe"] for mail in _newsletters(folder, now))


def _to_suppressed(pepper: bytes) -> Callable[[Path, datetime], int]:
    def count(folder: Path, now: datetime) -> int:
        blocked = {digest for (digest,) in _ask(folder, "sales", "SELECT email_hash FROM suppressed")}
        fresh = [mail for mail in _newsletters(folder, now) if _sent_today(mail, now)]
        return sum(address_hash(mail["To"], pepper) in blocked for mail in fresh)

    return count


def _plain_backups(folder: Path, now: datetime) -> int:
    return sum(not path.read_bytes().startswith(AGE) for path in (folder / "backups").iterdir())


def _no_backup(folder: Path, now: datetime) -> int:
    return int(not (folder / "backups" / f"{now.astimezone(BERLIN):%Y-%m-%d}-full.tar.age").exists())


def _without_contract(folder: Path, now: datetime) -> int:
    records = yaml.safe_load((folder / "register" / "register.yml").read_text(encoding="utf-8"))["records"]
    known = {record.get("recipient") for record in records if record["kind"] == "avv"}
    return sum(name not in known for name in PROCESSORS)
