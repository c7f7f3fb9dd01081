"""The premises of the living company: five databases, folders, a log that is rotated each night."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from making.folders import AGE, write_environment
from making.sealed import new_key
from making.store import SqliteDatabases
from making.world import BERLIN, World

from company import accounts, books, desk, insight
from company.build import DECLARATION, SYSTEMS, variables
from company.folders import write_mail, write_register
from company.size import Size

TABLES = {
    "app": accounts.TABLES,
    "desk": desk.DESK,
    "insight": insight.TABLES,
    "books": books.TABLES,
    "cases": desk.CASES,
}
LINE = re.compile(rb"GET /belege/(\d+) ")
LOOKED = re.compile(r"\b(tia: |checked: )20\d\d-\d\d-\d\d")


class Premises:
    """Where the company keeps what it has."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder, self.dice, self.key = folder, dice, new_key(dice)
        self._lines = 0
        self._mails = 0

    def build(self, now: datetime) -> None:
        """Empty databases and folders, the declaration, its variables, the register."""
        stores = SqliteDatabases(self.folder)
        for name in SYSTEMS:
            stores.create(name, f"accounting_{name}", TABLES[name]).close()
        stores.close()
        for name in ("letters", "weblog", "metrics", "backups", "outbox", "keys"):
            (self.folder / name).mkdir()
        (self.folder / "keys" / "platform.key").write_text(self.key + "\n", encoding="ascii")
        (self.folder / "egress.jsonl").touch()
        addresses = {
            f"{name.upper()}{kind}_URL": stores.address(name) for name in SYSTEMS for kind in ("", "_APPLY", "_SETUP")
        }
        write_environment(self.folder, addresses | variables(self.folder))
        shutil.copyfile(DECLARATION, self.folder / "zusage.yml")
        self.renew_papers(now)

    def renew_papers(self, now: datetime) -> None:
        """The register as of now: the test of restoring is a month old."""
        write_register(self.folder / "register", World(Size(), 7, now))

    def look_again(self, today: date) -> None:
        """Somebody looks again at the transfers to other countries, and the declaration says so."""
        file = self.folder / "zusage.yml"
        file.write_text(LOOKED.sub(rf"\g<1>{today}", file.read_text(encoding="utf-8")), encoding="utf-8")

    @contextmanager
    def database(self, name: str) -> Iterator[sqlite3.Connection]:
        """One of the databases; committed at the end."""
        db = sqlite3.connect(self.folder / f"{name}.sqlite3")
        db.execute("PRAGMA synchronous=OFF")
        try:
            yield db
            db.commit()
        finally:
            db.close()

    def visit(self, day: date, moments: list[datetime]) -> list[tuple[str, datetime]]:
        """Lines of one day of the log, and the file of the day before put aside; keys and moments of the lines."""
        live = self.folder / "weblog" / "access.log"
        if live.exists():
            live.rename(live.with_name(f"access.log-{day - timedelta(days=1):%Y%m%d}"))
        written = []
        with live.open("a", encoding="ascii") as file:
            for at in sorted(moments):
                self._lines += 1
                stamp = f"{at.astimezone(BERLIN):%d/%b/%Y:%H:%M:%S %z}"
                ip = accounts.address(self.dice)
                file.write(f'{ip} - - [{stamp}] "GET /belege/{self._lines} HTTP/2.0" 200 512 "-" "Mozilla/5.0"\n')
                written.append((str(self._lines), at))
        return written

    def lines(self) -> set[str]:
        """The keys of all lines that are there."""
        logs = (path.read_bytes() for path in (self.folder / "weblog").iterdir() if path.name.startswith("access.log"))
        return {key.decode() for log in logs for key in LINE.findall(log)}

    def mail(self, kind: str, name: str, to: str, at: datetime) -> str:
        """A copy of a sent mail; the name of the file."""
        self._mails += 1
        file = f"{at.astimezone(BERLIN):%Y-%m-%d}-{self._mails:05d}.eml"
        write_mail(self.folder / "outbox" / file, kind, name, to, naive(at), self._mails)
        return file

    def night(self, day: date) -> tuple[str, str]:
        """The backup and the measurements of a day; names of the files."""
        backup, metrics = f"{day:%Y-%m-%d}-full.tar.age", f"{day:%Y-%m-%d}.jsonl"
        (self.folder / "backups" / backup).write_bytes(AGE + self.dice.randbytes(64))
        (self.folder / "metrics" / metrics).write_text('{"host": "web-1", "p95_ms": 120}\n', encoding="ascii")
        return backup, metrics

    def letter(self, at: datetime) -> str:
        """A file that is to be printed; its key."""
        key = f"{at:%Y/%m}/{self.dice.getrandbits(96):024x}.pdf"
        books.write_letter(self.folder / "letters" / key, self.dice, naive(at))
        return key

    def files(self, folder: str) -> set[str]:
        """Names of the files below a folder."""
        top = self.folder / folder
        skipped = len(str(top)) + 1
        return {f"{place}/{name}"[skipped:] for place, _, names in os.walk(top) for name in names}


def insert(db: sqlite3.Connection, table: str, **values: Any) -> str:
    """A new row; moments are written as Django writes them. The key."""
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    row = [text(value) for value in values.values()]
    return str(db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row).lastrowid)


def text(value: Any) -> Any:
    """A value as Django writes it into SQLite."""
    if isinstance(value, datetime):
        return naive(value).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def naive(at: datetime) -> datetime:
    """A moment in UTC without its zone and without fractions."""
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
