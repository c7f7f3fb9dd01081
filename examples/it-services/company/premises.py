"""The premises of a lived company: its databases, logs, protocols, mails, backups and register, written and read by hand.

Law: everything is read with sqlite3 and file reading of its own; no question is asked through Zusage.
"""

from __future__ import annotations

import gzip
import random
import re
import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from making.folders import AGE
from making.sealed import new_key
from making.store import SqliteDatabases
from making.weblog import MONTHS
from making.world import BERLIN, World

from company.build import DECLARATION, ROOMS, write_variables
from company.folders import mail, write_register
from company.size import CASES, DESK, ERP, PEOPLE

TABLES = dict(zip(ROOMS, (ERP, DESK, PEOPLE, CASES), strict=True))
LINE = re.compile(rb"\"GET (/besuch/\d+) ")
RENEWED = re.compile(r"(tia: |checked: |audit-report, dated: )\d{4}-\d\d-\d\d")


class Premises:
    """One folder with everything in it."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder, self.dice, self.key = folder, dice, new_key(dice)
        self._open: dict[str, sqlite3.Connection] = {}
        self._read: dict[str, tuple[int, int, set[str]]] = {}
        self._lines = self._mails = 0

    def build(self, now: datetime) -> None:
        """Databases with their tables, folders, variables and the declaration; nothing has happened yet."""
        stores = SqliteDatabases(self.folder)
        for name, tables in TABLES.items():
            stores.create(name, f"it_services_{name}", tables).close()
        write_variables(self.folder, {name: stores.address(name) for name in ROOMS})
        stores.close()
        for name in ("weblog", "protocols", "backups", "outbox", "keys"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "keys" / "platform.key").write_text(self.key + "\n", encoding="ascii")
        shutil.copyfile(DECLARATION, self.folder / "zusage.yml")
        self.renew(now)

    def renew(self, now: datetime) -> None:
        """Somebody looks again at contracts, reports and transfers; the register and the declaration say so."""
        write_register(self.folder / "register", World(None, 7, now))
        looked = now.astimezone(BERLIN).date() - timedelta(days=20)
        file = self.folder / "zusage.yml"
        file.write_text(RENEWED.sub(rf"\g<1>{looked}", file.read_text(encoding="utf-8")), encoding="utf-8")

    # -- databases -----------------------------------------------------------------------------------------------

    def db(self, name: str) -> sqlite3.Connection:
        """A database, open until `close`."""
        if name not in self._open:
            self._open[name] = sqlite3.connect(self.folder / f"{name}.sqlite3")
            self._open[name].executescript("PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF;")
        return self._open[name]

    def close(self) -> None:
        """Commit and close everything, as at the end of a day."""
        for db in self._open.values():
            db.commit()
            db.close()
        self._open.clear()

    def add(self, place: str, **row: Any) -> int:
        """A new row; its key."""
        room, table = place.split(".")
        marks = ", ".join("?" * len(row))
        cursor = self.db(room).execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [plain(value) for value in row.values()]
        )
        return int(cursor.lastrowid or 0)

    def note(self, place: str, id: int, **row: Any) -> None:
        """Change columns of a row."""
        room, table = place.split(".")
        sets = ", ".join(f"{name} = ?" for name in row)
        self.db(room).execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*map(plain, row.values()), id])

    def ask(self, room: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        return self.db(room).execute(query, [plain(value) for value in values]).fetchall()

    def keys(self, place: str, where: str = "") -> set[str]:
        """The keys that are there."""
        room, table = place.split(".")
        return {str(id) for (id,) in self.db(room).execute(f"SELECT id FROM {table} {where}")}

    # -- folders -------------------------------------------------------------------------------------------------

    def rotate(self, day: date) -> None:
        """The log of the day before gets its date; the one before that is packed."""
        logs = self.folder / "weblog"
        if (logs / "access.log").exists():
            (logs / "access.log").rename(logs / f"access.log-{day - timedelta(days=1):%Y%m%d}")
        old = logs / f"access.log-{day - timedelta(days=3):%Y%m%d}"
        if old.exists():
            with gzip.GzipFile(old.with_name(old.name + ".gz"), "wb", mtime=0) as packed:
                packed.write(old.read_bytes())
            old.unlink()

    def visit(self, file: str, at: datetime) -> str:
        """A line in a log; its key."""
        self._lines += 1
        local, key = at.astimezone(BERLIN), f"/besuch/{self._lines}"
        stamp = f"{local.day:02d}/{MONTHS[local.month - 1]}/{local.year}:{local:%H:%M:%S} {local:%z}"
        line = f'198.51.100.{self.dice.randrange(1, 255)} - - [{stamp}] "GET {key} HTTP/2.0" 200 512 "-" "Mozilla/5.0"\n'
        with (self.folder / "weblog" / file).open("a", encoding="ascii") as log:
            log.write(line)
        return key

    def lines(self) -> set[str]:
        """Every line that names a visit; a file is read again only when it has changed."""
        found: set[str] = set()
        for path in (self.folder / "weblog").iterdir():
            known, state = self._read.get(path.name), path.stat()
            if known is None or known[:2] != (state.st_mtime_ns, state.st_size):
                text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                known = state.st_mtime_ns, state.st_size, {key.decode() for key in LINE.findall(text)}
                self._read[path.name] = known
            found |= known[2]
        return found

    def mail(self, kind: str, to: str, at: datetime) -> str:
        """A mail that was sent; the name of its copy."""
        self._mails += 1
        name = f"{at.astimezone(BERLIN):%Y-%m-%d}-{self._mails:05d}.eml"
        naive = at.astimezone(BERLIN).replace(tzinfo=None)
        written = mail(kind, to, naive, f"Nordnetz {kind}", "Guten Tag.\n", self._mails)
        (self.folder / "outbox" / name).write_bytes(written.as_bytes())
        return name

    def protocol(self, at: datetime, number: int) -> str:
        """The protocol of a remote session; its name."""
        name = f"{at.astimezone(BERLIN):%Y-%m-%d}-S{number:05d}.log"
        (self.folder / "protocols" / name).write_text(f"{at:%H:%M:%S}  Verbindung am Gerät freigegeben\n", encoding="utf-8")
        return name

    def backup(self, day: date) -> str:
        """The encrypted archive of a night; its name."""
        name = f"{day:%Y-%m-%d}-full.tar.age"
        (self.folder / "backups" / name).write_bytes(AGE + self.dice.randbytes(64))
        return name

    def files(self, folder: str) -> set[str]:
        """Names of the files in a folder."""
        return {path.name for path in (self.folder / folder).iterdir()}

    def copy(self, room: str, put_back: bool = False) -> None:
        """Copy a database, or put the copy back in its place."""
        self.close()
        file, copy = self.folder / f"{room}.sqlite3", self.folder / "keys" / f"{room}.copy"
        source, target = (copy, file) if put_back else (file, copy)
        for end in ("-wal", "-shm"):
            file.with_name(f"{file.name}{end}").unlink(missing_ok=True)
        shutil.copyfile(source, target)


def plain(value: Any) -> Any:
    """As the application stores it: moments naive in UTC, days as they are."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC).replace(tzinfo=None):%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value
