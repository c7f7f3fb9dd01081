"""The premises of a lived company: its databases, logs, mails, backups and register, written and read by hand.

Law: everything is read with sqlite3 and file reading of its own; no question is asked through Zusage.
"""

from __future__ import annotations

import gzip
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from making.folders import AGE, write_environment, write_records
from making.sealed import new_key
from making.store import SCHEMA, SqliteDatabases
from making.weblog import MONTHS
from making.world import BERLIN, World

from company.build import DECLARATION, _addresses, _folders
from company.control import TABLES
from company.folders import _mail

LINE = re.compile(r"(\S+) - - \[.*?\] \"GET (/besuch/\d+) ")
SHORT = re.compile(r"(\d+\.\d+\.\d+\.0|[0-9a-f:]+::)$")
SUNDAY = 6


class Premises:
    """One folder with everything in it."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder, self.dice = folder, dice
        self.key = new_key(dice)
        self._lines = 0
        self._mails = 0
        self._template = b""

    def build(self, now: datetime) -> None:
        """Databases with their tables, folders, variables and the declaration; nothing has happened yet."""
        stores = SqliteDatabases(self.folder)
        for name, tables in (("control", TABLES), ("website", {"reports": "id day page views seconds"})):
            stores.create(name, name, tables).close()
        write_environment(self.folder, _addresses(stores) | _folders(self.folder))
        stores.close()
        for name in ("instances", "media", "weblog", "backups", "outbox", "keys"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "keys" / "platform.key").write_text(self.key + "\n")
        shutil.copyfile(DECLARATION, self.folder / "zusage.yml")
        self.write_register(now.astimezone(BERLIN).date(), {"pentest": 120, "restore-test": 41})

    @contextmanager
    def control(self) -> Iterator[sqlite3.Connection]:
        """The control database; what was written is committed."""
        with closing(sqlite3.connect(self.folder / "control.sqlite3")) as db:
            db.execute("PRAGMA foreign_keys=ON")
            yield db
            db.commit()

    @contextmanager
    def instance(self, id: str) -> Iterator[sqlite3.Connection]:
        """The database of an instance."""
        with closing(sqlite3.connect(self.path(id))) as db:
            yield db
            db.commit()

    def path(self, id: str) -> Path:
        """Where an instance's database lies."""
        return self.folder / "instances" / f"{id}.sqlite3"

    def provision(self, id: str) -> None:
        """A new database from the platform's schema, and a folder for files."""
        if not self._template:
            file = self.folder / ".template"
            with closing(sqlite3.connect(file)) as db:
                db.executescript("PRAGMA synchronous=OFF;" + (SCHEMA / "instance.sqlite.sql").read_text(encoding="utf-8"))
            self._template = file.read_bytes()
            file.unlink()
        self.path(id).write_bytes(self._template)
        (self.folder / "media" / id).mkdir()

    def report(self, day: date) -> None:
        """The totals of the website for a day."""
        with closing(sqlite3.connect(self.folder / "website.sqlite3")) as db:
            views = self.dice.randrange(20, 400)
            db.execute(
                "INSERT INTO reports (day, page, views, seconds) VALUES (?, '/', ?, ?)", (str(day), views, views * 40)
            )
            db.commit()

    def rotate(self, day: date) -> None:
        """On Sundays what was written in the week gets a date; a week later it is packed."""
        live, logs = self.folder / "weblog" / "access.log", self.folder / "weblog"
        if day.weekday() != SUNDAY or not live.exists():
            return
        live.rename(logs / f"access.log-{day:%Y%m%d}")
        old = logs / f"access.log-{day - timedelta(days=7):%Y%m%d}"
        if old.exists():
            with gzip.GzipFile(old.with_name(old.name + ".gz"), "wb", mtime=0) as packed:
                packed.write(old.read_bytes())
            old.unlink()

    def visit(self, file: str, moments: list[datetime], short: bool = False) -> list[tuple[str, datetime]]:
        """Lines of visits at these moments; the key of each."""
        told, lines = [], []
        for at in sorted(moments):
            self._lines += 1
            local, last = at.astimezone(BERLIN), 0 if short else self.dice.randrange(1, 255)
            host = f"198.51.100.{last}"
            if self._lines % 4 == 0:
                host = "2001:db8:1a2b::" if short else f"2001:db8:1a2b:{self.dice.randrange(16, 4096):x}::{last:x}"
            stamp = f"{local.day:02d}/{MONTHS[local.month - 1]}/{local.year}:{local:%H:%M:%S} {local:%z}"
            lines.append(f'{host} - - [{stamp}] "GET /besuch/{self._lines} HTTP/2.0" 200 512 "-" "Mozilla/5.0"\n')
            told.append((f"/besuch/{self._lines}", at))
        with (self.folder / "weblog" / file).open("a", encoding="ascii") as log:
            log.writelines(lines)
        return told

    def lines(self) -> Iterator[tuple[str, bool]]:
        """Every line of every log that names a visit: its key, and whether its address is complete."""
        for path in sorted((self.folder / "weblog").iterdir()):
            text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            for host, key in LINE.findall(text.decode("ascii")):
                yield key, not SHORT.match(host)

    def mail(self, kind: str, to: str, at: datetime, text: str = "Guten Tag.\n") -> str:
        """A mail that was sent; the name of its copy."""
        self._mails += 1
        name = f"{at.astimezone(BERLIN):%Y-%m-%d}-{self._mails:05d}.eml"
        naive = at.astimezone(BERLIN).replace(tzinfo=None) if at.tzinfo else at
        mail = _mail(kind, to, naive, f"Hafenchat {kind}", text, self._mails)
        (self.folder / "outbox" / name).write_bytes(mail.as_bytes())
        return name

    def sent(self, name: str) -> tuple[str, str]:
        """Kind and addressee of a sent mail."""
        mail = message_from_bytes((self.folder / "outbox" / name).read_bytes(), policy=policy.default)
        return str(mail["X-Kind"]), str(mail["To"])

    def backup(self, day: date) -> str:
        """The encrypted archive of a night; its name."""
        name = f"{day:%Y-%m-%d}-full.tar.age"
        (self.folder / "backups" / name).write_bytes(AGE + self.dice.randbytes(64))
        return name

    def write_register(self, today: date, ages: dict[str, int]) -> None:
        """The register as it stands: reports of ourselves are so many days old."""
        records = (
            ("datacentre", "avv", date(2025, 1, 10), "", "avv-rechenzentrum.pdf"),
            ("datacentre", "audit-report", today - timedelta(days=182), "1 year", "pruefbericht-rechenzentrum.pdf"),
            ("mailer", "avv", date(2025, 3, 1), "", "avv-nordpost.pdf"),
            ("brevo", "avv", date(2025, 3, 1), "", "avv-brevo.pdf"),
            ("gocardless", "terms", date(2025, 4, 2), "", "bedingungen-gocardless.pdf"),
            ("", "pentest", today - timedelta(days=ages["pentest"]), "1 year", "pentest.pdf"),
            ("", "restore-test", today - timedelta(days=ages["restore-test"]), "90 days", "ruecksicherung.pdf"),
        )
        write_records(self.folder / "register", World(None, 7, datetime(2026, 1, 1, tzinfo=BERLIN)), records)
