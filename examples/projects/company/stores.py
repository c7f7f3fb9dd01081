"""The stores of a life: its five databases, its log, its folders; and what is there, asked without Zusage."""

from __future__ import annotations

import gzip
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from making.folders import AGE, dated
from making.weblog import MONTHS
from making.world import BERLIN

from company.clock import stored

DATABASES = ("app", "content", "sales", "insight", "cases")
ROWS = {
    "app": "accounts signups confirmations password_resets sessions notices_sent consents calendars calendar_entries"
    " memberships invitations payers subscriptions invoices",
    "content": "workspaces projects people tasks comments project_files",
    "sales": "prospects call_notes prospect_mails subscribers consents suppressed",
    "insight": "visitors events faults abuse",
    "cases": "requests identity_proofs",
}
FACETS = {
    "app.accounts.email": "SELECT id FROM accounts WHERE email IS NOT NULL OR last_name <> '' OR password <> ''",
    "app.payers.email": "SELECT id FROM payers WHERE email IS NOT NULL",
    "sales.subscribers.email": "SELECT id FROM subscribers WHERE email IS NOT NULL OR name IS NOT NULL",
}
TOKEN = re.compile(r'"GET (/\S+) ')


class Stores:
    """All stores below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, sqlite3.Connection] = {}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction in every database that is written."""
        try:
            yield
            for db in self._open.values():
                db.commit()
        finally:
            for db in self._open.values():
                db.close()
            self._open.clear()

    def add(self, place: str, **values: Any) -> int:
        """Insert a row into `database.table`; its key."""
        name, table = place.split(".")
        marks = ", ".join("?" * len(values))
        row = [_plain(value) for value in values.values()]
        key = self._at(name).execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", row).lastrowid
        assert key is not None
        return key

    def change(self, place: str, key: int, **values: Any) -> None:
        """Change columns of one row."""
        name, table = place.split(".")
        row = [_plain(value) for value in values.values()]
        sets = ", ".join(f"{column} = ?" for column in values)
        self._at(name).execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*row, key))

    def ask(self, name: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a question."""
        return self._at(name).execute(query, values).fetchall()

    def _at(self, name: str) -> sqlite3.Connection:
        if name not in self._open:
            db = sqlite3.connect(self.folder / f"{name}.sqlite3", timeout=10)
            db.execute("PRAGMA synchronous=OFF")
            db.execute("PRAGMA foreign_keys=ON")
            self._open[name] = db
        return self._open[name]

    def write_lines(self, lines: list[tuple[datetime, str, str]]) -> None:
        """Rotate the log as logrotate does, then write the lines of a day: moment, address, path."""
        log = self.folder / "weblog"
        log.mkdir(exist_ok=True)
        numbered = {int(p.name.split(".")[2]): p for p in log.glob("access.log.*")}
        for number in sorted(numbered, reverse=True):
            path = numbered[number]
            if _is_empty(path):
                path.unlink()
            else:
                _rotate(path, number + 1)
        if (log / "access.log").exists():
            (log / "access.log").rename(log / "access.log.1")
        with (log / "access.log").open("w", encoding="ascii") as file:
            file.writelines(_line(*line) for line in lines)

    def write_backup(self, now: datetime) -> str:
        """The encrypted archive of a night; its name."""
        path = self.folder / "backups" / f"{now.astimezone(BERLIN):%Y-%m-%d}-full.tar.age"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(AGE + bytes((now.toordinal() * 7 + i * 31) % 251 for i in range(400)))
        dated(path, now.replace(tzinfo=None) - now.utcoffset())  # type: ignore[operator]
        return path.name

    def present(self) -> Mapping[str, set[str]]:
        """For every place the keys that are there."""
        found: dict[str, set[str]] = {}
        for name in DATABASES:
            found |= self.rows_of(name)
        found["weblog"] = set(self._tokens())
        for place, folder in (("sent", "outbox"), ("backups", "backups"), ("files", "files")):
            root = self.folder / folder
            found[place] = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        return found

    def rows_of(self, file: str, name: str = "") -> dict[str, set[str]]:
        """The keys of all rows, and of rows with a name or address left, in one database (or in a copy of it)."""
        db, name = sqlite3.connect(self.folder / f"{file}.sqlite3", timeout=10), name or file
        try:
            places = {f"{name}.{table}": f"SELECT id FROM {table}" for table in ROWS[name].split()}
            places |= {place: query for place, query in FACETS.items() if place.startswith(f"{name}.")}
            return {place: {str(key) for (key,) in db.execute(query)} for place, query in places.items()}
        finally:
            db.close()

    def _tokens(self) -> Iterator[str]:
        for path in (self.folder / "weblog").glob("access.log*"):
            content = path.read_bytes()
            text = gzip.decompress(content) if path.suffix == ".gz" else content
            yield from TOKEN.findall(text.decode("ascii"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return stored(value)
    return value.isoformat() if isinstance(value, date) else value


def _line(at: datetime, address: str, path: str) -> str:
    local = at.astimezone(BERLIN)
    stamp = f"{local.day:02d}/{MONTHS[local.month - 1]}/{local.year}:{local:%H:%M:%S} {local:%z}"
    return f'{address} - - [{stamp}] "GET {path} HTTP/2.0" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64)"\n'


def _is_empty(path: Path) -> bool:
    if path.suffix == ".gz":
        with gzip.open(path, "rb") as file:
            return not file.read(1)
    return path.stat().st_size == 0


def _rotate(path: Path, number: int) -> None:
    target = path.parent / f"access.log.{number}.gz"
    if path.suffix == ".gz":
        path.rename(target)
        return
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 4, raw, 0) as packed:
        packed.write(path.read_bytes())
    path.unlink()
