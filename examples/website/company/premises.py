"""The premises of a lived company: its databases, logs, mails, files and register, written and read by hand.

Law: everything is read with sqlite3 and file reading of its own; no question is asked through Zusage.
"""

from __future__ import annotations

import gzip
import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from making.folders import AGE, write_environment, write_records
from making.people import Person, person
from making.store import SqliteDatabases
from making.weblog import MONTHS
from making.world import BERLIN, World
from zusage.testing.life import Book

from company.build import DATABASES, DECLARATION, addresses, folders
from company.folders import message, outgoing, records
from company.promised import Terms

LINE = re.compile(r"(\S+) - - \[.*?\] \"GET (/besuch/\d+) ")
SHORT = re.compile(r"(\d+\.\d+\.\d+\.0|[0-9a-f:]+::)$")
STORES = ("recordings", "shared", "applications", "mailbox", "outbox", "weblog", "backups")


class Premises:
    """One folder with everything in it, the moment it is, and the book of what is owed."""

    def __init__(self, seed: int) -> None:
        self.book, self.dice, self.seed = Book(), random.Random(f"{seed}/life"), seed
        self.folder, self.key = Path(), f"{self.dice.getrandbits(256):064x}"
        self.now = datetime.min.replace(tzinfo=UTC)
        self.happened: Counter[str] = Counter()
        self._numbers: Counter[str] = Counter()
        self._open: dict[str, sqlite3.Connection] = {}

    @property
    def today(self) -> date:
        """The calendar day in Germany."""
        return self.now.astimezone(BERLIN).date()

    def build(self, folder: Path, now: datetime) -> None:
        """Databases with their tables, folders, variables and the declaration; nothing has happened yet."""
        self.folder, self.now = folder.resolve(), now.astimezone(UTC)
        self.folder.mkdir(parents=True, exist_ok=True)
        stores = SqliteDatabases(self.folder)
        for name, tables in DATABASES.items():
            stores.create(name, f"website_{name}", tables).close()
        write_environment(self.folder, addresses(stores) | folders(self.folder) | {"SUPPRESSION_KEY": self.key})
        stores.close()
        for name in STORES:
            (self.folder / name).mkdir(exist_ok=True)
        shutil.copyfile(DECLARATION, self.folder / "zusage.yml")
        self.write_register(41)

    @contextmanager
    def working(self) -> Iterator[None]:
        """The databases are open; what was written is committed at the end."""
        self._open = {name: sqlite3.connect(self.path(name)) for name in DATABASES}
        for db in self._open.values():
            db.execute("PRAGMA synchronous=OFF")
        try:
            yield
            for db in self._open.values():
                db.commit()
        finally:
            for db in self._open.values():
                db.close()
            self._open = {}

    def path(self, name: str) -> Path:
        """The file of a database."""
        return self.folder / f"{name}.sqlite3"

    def add(self, place: str, /, **row: Any) -> int:
        """A new row of `database.table`; its key. Moments are stored naive in UTC."""
        name, _, table = place.partition(".")
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
        return int(self._open[name].execute(sql, [stored(value) for value in row.values()]).lastrowid or 0)

    def run(self, name: str, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """A statement with its values; the rows that it yields."""
        return self._open[name].execute(sql, [stored(value) for value in values]).fetchall()

    def owe(self, place: str, key: object, promise: str, terms: Terms) -> None:
        """Write a promise into the book."""
        self.book.owe(place, str(key), promise, *terms)

    def did(self, what: str) -> None:
        """Count what happened today."""
        self.happened[what] += 1

    def serial(self, what: str) -> int:
        """The next number of its kind."""
        self._numbers[what] += 1
        return self._numbers[what]

    def who(self) -> Person:
        """Somebody new."""
        return person(self.dice, self.serial("people"))

    def ago(self, **past: float) -> datetime:
        """A moment before now, in whole seconds."""
        return (self.now - timedelta(**past)).replace(microsecond=0)

    def file(self, store: str, path: str) -> None:
        """A file of a few bytes."""
        full = self.folder / store / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(self.dice.randbytes(48))

    def received(self, day: date) -> str:
        """A mail in the mailbox; its name."""
        name = f"{day:%Y-%m-%d}-{self.serial('received'):05d}.eml"
        at = datetime.combine(day, time(9))
        text = message(self.who().email, "post@klarwerk.example", at, "Anfahrt", "Guten Tag.\n")
        (self.folder / "mailbox" / name).write_bytes(text.as_bytes())
        return name

    def sent(self, kind: str, to: str, at: datetime) -> str:
        """A mail that was sent; the name of its copy."""
        number, local = self.serial("sent"), at.astimezone(BERLIN)
        name = f"{local:%Y-%m-%d}-{number:05d}.eml"
        mail = outgoing(kind, to, at.astimezone(UTC).replace(tzinfo=None), f"Klarwerk {kind}", "Guten Tag.\n", number)
        (self.folder / "outbox" / name).write_bytes(mail.as_bytes())
        self.did("mails")
        return name

    def read(self, name: str) -> tuple[str, str, bool]:
        """Kind and addressee of a sent mail, and whether it carries a way out."""
        mail = message_from_bytes((self.folder / "outbox" / name).read_bytes(), policy=policy.default)
        return str(mail["X-Kind"]), str(mail["To"]), "List-Unsubscribe" in mail

    def backup(self, day: date) -> str:
        """The encrypted archive of a night; its name."""
        name = f"{day:%Y-%m-%d}-full.tar.age"
        (self.folder / "backups" / name).write_bytes(AGE + self.dice.randbytes(64))
        return name

    def rotate(self, day: date) -> None:
        """What was written yesterday gets a date; after three days it is packed."""
        live, logs = self.folder / "weblog" / "access.log", self.folder / "weblog"
        if live.exists():
            live.rename(logs / f"access.log-{day:%Y%m%d}")
        old = logs / f"access.log-{day - timedelta(days=3):%Y%m%d}"
        if old.exists():
            with gzip.GzipFile(old.with_name(old.name + ".gz"), "wb", mtime=0) as packed:
                packed.write(old.read_bytes())
            old.unlink()

    def visited(self, moments: list[datetime], short: bool = False) -> list[tuple[str, datetime]]:
        """Lines of visits in the log of today; the key of each."""
        told, lines = [], []
        for at in sorted(moments):
            number, local, last = self.serial("lines"), at.astimezone(BERLIN), 0 if short else self.dice.randrange(1, 255)
            host = f"198.51.100.{last}"
            if number % 4 == 0:
                host = "2001:db8:1a2b::" if short else f"2001:db8:1a2b:{self.dice.randrange(16, 4096):x}::{last:x}"
            stamp = f"{local.day:02d}/{MONTHS[local.month - 1]}/{local.year}:{local:%H:%M:%S} {local:%z}"
            lines.append(f'{host} - - [{stamp}] "GET /besuch/{number} HTTP/2.0" 200 512 "-" "Mozilla/5.0"\n')
            told.append((f"/besuch/{number}", at))
        with (self.folder / "weblog" / "access.log").open("a", encoding="ascii") as log:
            log.writelines(lines)
        return told

    def lines(self) -> Iterator[tuple[str, bool]]:
        """Every line of every log that names a visit: its key, and whether its address is complete."""
        for path in sorted((self.folder / "weblog").iterdir()):
            text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            for host, key in LINE.findall(text.decode("ascii")):
                yield key, not SHORT.match(host)

    def files(self, store: str) -> set[str]:
        """The files of a folder, named from there."""
        root = self.folder / store
        return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}

    def keys(self, name: str, tables: dict[str, str]) -> Iterator[tuple[str, set[str]]]:
        """For each `table` or `table.column` of a database, the keys (`tables` names their column) that have something."""
        with closing(sqlite3.connect(self.path(name))) as db:
            for place, key in tables.items():
                table, _, column = place.partition(".")
                filled = f" WHERE {column} IS NOT NULL AND {column} != ''" if column else ""
                yield f"{name}.{place}", {str(id) for (id,) in db.execute(f"SELECT {key} FROM {table}{filled}")}

    def write_register(self, restored: int) -> None:
        """The register as it stands; the last restore was tried `restored` days ago."""
        world = World(None, self.seed, datetime(2026, 1, 1, tzinfo=BERLIN))
        write_records(self.folder / "register", world, records(self.today, restored))


def stored(value: Any) -> Any:
    """A value as SQLite holds it for Django."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value
