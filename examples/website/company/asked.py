"""Questions about what Klarwerk promises and no period says: masked, encrypted, proven, no advertising after "no".

Law: every question is asked of the stores with sqlite3 and file reading; a count of 0 means that the promise is kept.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from zusage.testing.life import Query

if TYPE_CHECKING:
    from company.life import KlarwerkLife

PROCESSORS = {"cloudhost", "salesforce", "brevo", "calendar-service", "hcaptcha", "leadinfo", "zoom"}
CONTRACT = re.compile(r"recipient: ([\w-]+), kind: avv,.* file: ([\w.-]+)}")
SECRET = b"age-encryption.org/v1"


def queries_of(life: KlarwerkLife) -> tuple[Query, ...]:
    """All of them."""
    advertising = life.website.newsletters, life.office.offers
    return (
        Query("matomo/assure/masked-at-source", "visits with a full address", _full_addresses),
        Query("newsletter/assure/consent-proven", "readers without proof of their consent", _no_proof),
        Query("newsletter/assure/consent-before", "newsletters without a consent", lambda f, n: _unasked(life)),
        Query("newsletter/assure/link-present", "newsletters without a way out", lambda f, n: _no_way_out(life)),
        Query("suppression/assure/newsletter", 'newsletters after "no"', lambda f, n: _unwanted(life, advertising[0])),
        Query("suppression/assure/offers", 'offers after "no"', lambda f, n: _unwanted(life, advertising[1])),
        Query("suppression/assure/kept-apart", "columns that join the list with readers", _joined),
        Query("contact/assure/used-only-for", "enquirers who get the newsletter unasked", _taken_over),
        Query("newsletter/retention/unsubscribed/leaves", "clients lost by unsubscribing", lambda f, n: _lost(life)),
        Query("_/consents/recording/proven", "recordings without the consent of all", _unrecorded),
        Query("_/consents/needs/proven", "needs without a consent", _needs),
        Query("_/assure/contract-on-file", "processors without a contract", _no_contract),
        Query("backups/assure/encrypted", "backups that can be read", _plain_backups),
        Query("backups/assure/backup-made", "nights without a backup", _no_backup),
    )


def _count(folder: Path, name: str, sql: str) -> int:
    with closing(sqlite3.connect(folder / f"{name}.sqlite3")) as db:
        return int(db.execute(sql).fetchone()[0])


def _full_addresses(folder: Path, now: datetime) -> int:
    return _count(folder, "visits", "SELECT count(*) FROM log_visit WHERE location_ip NOT LIKE '%.0'")


def _no_proof(folder: Path, now: datetime) -> int:
    proof = "SELECT subscriber_id FROM consents WHERE kind = 'newsletter' AND confirmed_at NOT NULL AND text_version != ''"
    return _count(folder, "site", f"SELECT count(*) FROM subscribers WHERE state = 'active' AND id NOT IN ({proof})")


def _unasked(life: KlarwerkLife) -> int:
    """The address of each newsletter was a reader's when it was sent: unsubscribed later, or still one."""
    with closing(sqlite3.connect(life.at.path("site"))) as db:
        readers = {email for (email,) in db.execute("SELECT email FROM subscribers WHERE state = 'active'")}
    known = readers | set(life.website.unsubscribed)
    return sum(life.at.read(name)[1] not in known for name in _copies(life, life.website.newsletters))


def _no_way_out(life: KlarwerkLife) -> int:
    return sum(not life.at.read(name)[2] for name in _copies(life, life.website.newsletters))


def _unwanted(life: KlarwerkLife, mails: dict[str, datetime]) -> int:
    gone = life.website.unsubscribed
    names = ((name, life.at.read(name)[1]) for name in _copies(life, mails))
    return sum(to in gone and gone[to] < mails[name] - timedelta(hours=1) for name, to in names)


def _copies(life: KlarwerkLife, mails: dict[str, datetime]) -> list[str]:
    """Copies of the last week: older ones have been asked about before."""
    recent = life.at.now - timedelta(days=7)
    return [name for name, at in mails.items() if at > recent and (life.at.folder / "outbox" / name).exists()]


def _joined(folder: Path, now: datetime) -> int:
    return _count(folder, "site", "SELECT count(*) FROM pragma_table_info('suppressed') WHERE name LIKE '%subscriber%'")


def _taken_over(folder: Path, now: datetime) -> int:
    agreed = "SELECT subscriber_id FROM consents WHERE confirmed_at NOT NULL"
    sql = "SELECT count(*) FROM subscribers WHERE email IN (SELECT email FROM enquiries) AND state = 'active'"
    return _count(folder, "site", f"{sql} AND id NOT IN ({agreed})")


def _lost(life: KlarwerkLife) -> int:
    """Clients of today whose address or number is gone."""
    return _count(
        life.at.folder, "crm", "SELECT count(*) FROM contacts WHERE ended_on IS NULL AND (email IS NULL OR phone IS NULL)"
    )


def _unrecorded(folder: Path, now: datetime) -> int:
    agreed = "SELECT participant_id FROM recording_consents WHERE given_at NOT NULL AND withdrawn_at IS NULL"
    return _count(
        folder,
        "site",
        "SELECT count(*) FROM recordings r JOIN participants p ON p.id = r.participant_id"
        " JOIN participants other ON other.meeting_id = p.meeting_id"
        f" WHERE other.id NOT IN ({agreed})",
    )


def _needs(folder: Path, now: datetime) -> int:
    return _count(folder, "site", "SELECT count(*) FROM needs WHERE consented_at IS NULL OR text_version = ''")


def _no_contract(folder: Path, now: datetime) -> int:
    """Lines of the register as a person reads them: recipient, kind, file; the file must be there."""
    text = (folder / "register" / "register.yml").read_text(encoding="utf-8")
    filed = {who for who, file in CONTRACT.findall(text) if (folder / "register" / file).exists()}
    return len(PROCESSORS - filed)


def _plain_backups(folder: Path, now: datetime) -> int:
    return sum(not path.read_bytes().startswith(SECRET) for path in (folder / "backups").iterdir())


def _no_backup(folder: Path, now: datetime) -> int:
    newest = max((path.name[:10] for path in (folder / "backups").iterdir()), default="")
    return int(newest < f"{now - timedelta(days=1):%Y-%m-%d}")
