"""A firm on five kinds of store at once (SQLite, PostgreSQL, MariaDB, logs, files), filled in rounds, with an oracle.

Each round adds rows, lines and files of which the oracle knows what must go, what must change and what must stay. What is
there is asked with sqlite3, psycopg, pymysql and plain Python, on copies where opening a file would mend it, never with the
code under test. `Mixed.look()` says what is wrong at any moment, also in the middle of a killed run.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import sqlalchemy as sa

from support.company import Company

DECLARATION = """\
zusage: 1
organisation: {name: Muster GmbH, address: Weg 1, email: d@muster.example, authority: de/sh}
languages: [en]
documents: {web: {title: {en: Notice}}}
defaults: {documents: [web]}
environments: {rehearsal: {synthetic: true, rollout: fast}}
holds: {court: {label: {en: proceedings}, review: 90 days, approver: management}}
subjects: {person: {label: {en: people}, found_in: {shop.people: [email]}}}
systems:
  shop:
    connector: sql
    url: env:SHOP
    location: DE
    zone: UTC
    tables:
      people: {subject: person}
      photos: {owned_by: people via person_id, files: {in: media, key: storage_key}}
  media: {connector: files, path: env:MEDIA, follows: shop.photos, location: DE}
  desk:
    connector: sql
    url: env:DESK
    location: DE
    zone: UTC
    tables:
      tickets: {subject: person}
      replies: {owned_by: tickets via ticket_id}
      contacts: {subject: person}
  forum:
    connector: sql
    url: env:FORUM
    location: DE
    zone: UTC
    tables:
      threads: {no_personal_data: true}
      posts: {subject: person, personal: [body]}
      members: {subject: person}
  web: {connector: logfiles, paths: ['env:WEB'], format: combined, location: DE}
  store: {connector: files, path: env:STORE, pattern: '*.age', moment: name, backup_of: [shop], location: DE}
activities:
  sale:
    title: {en: selling}
    subjects: [person]
    purposes: {sell: {en: selling}}
    basis: contract
    data:
      people: {label: {en: names}, in: shop.people}
      photos: {label: {en: photos}, in: shop.photos}
      files: {label: {en: files of photos}, in: media}
      tickets: {label: {en: tickets}, in: desk.tickets}
      replies: {label: {en: replies}, in: desk.replies}
      contacts: {label: {en: contacts}, in: desk.contacts, columns: [email]}
      posts: {label: {en: posts}, in: forum.posts}
      members: {label: {en: members}, in: forum.members}
      lines: {label: {en: lines}, in: web}
      copies: {label: {en: copies}, in: store}
    retention:
      people: {data: [people, photos, files], from: {at: shop.people.left_at}, delete: after 30 days, holds: [court]}
      tickets: {data: [tickets, replies], from: {at: desk.tickets.closed_at}, delete: after 30 days}
      contacts:
        {data: [contacts], from: {at: desk.contacts.left_at}, pseudonymise: after 30 days, how: {email: hash}}
      posts: {data: [posts], from: {at: forum.threads.ended_at}, delete: after 30 days}
      members: {data: [members], from: {at: forum.members.left_at}, delete: after 30 days}
      copies: {data: [copies], from: {at: store.time}, delete: after 30 days}
      lines:
        data: [lines]
        from: {at: web.time}
        stages: [{shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}, {delete: after 90 days}]
"""
TABLES = {
    "shop": (
        "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at DATETIME)",
        "CREATE TABLE photos (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), storage_key TEXT)",
        "CREATE INDEX photos_person ON photos (person_id)",
    ),
    "desk": (
        "CREATE TABLE tickets (id bigint PRIMARY KEY, email text, closed_at timestamptz)",
        "CREATE TABLE replies (id bigint PRIMARY KEY, ticket_id bigint NOT NULL REFERENCES tickets (id), body text)",
        "CREATE INDEX ON replies (ticket_id)",
        "CREATE INDEX ON tickets (closed_at)",
        "CREATE TABLE contacts (id bigint PRIMARY KEY, email text, left_at timestamptz)",
    ),
    "forum": (
        "CREATE TABLE threads (id bigint PRIMARY KEY, ended_at datetime)",
        "CREATE TABLE posts (id bigint PRIMARY KEY, thread_id bigint NOT NULL, body text, "
        "FOREIGN KEY (thread_id) REFERENCES threads (id))",
        "CREATE TABLE members (id bigint PRIMARY KEY, email varchar(80), left_at datetime, KEY (left_at))",
    ),
}
FOLDERS = ("media", "web", "store")
MODE, ROUND = 0o640, 1_000_000
Rows = dict[int, tuple[Any, ...]]


@dataclass
class Oracle:
    """What must stay as it is, and what has to go or change, per table; counted over all rounds."""

    stays: dict[str, Rows] = field(default_factory=dict)
    due: dict[str, Rows] = field(default_factory=dict)
    lines: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Mark of a line -> what is due ("", "shorten", "delete"), the line, the line shortened."""
    files: dict[str, bool] = field(default_factory=dict)
    """Path below the firm -> whether it is due."""
    logs: set[str] = field(default_factory=set)
    past: Counter[str] = field(default_factory=Counter)
    """What rounds that have ended were due."""


class Mixed(Company):
    """The firm in a folder; `fill` adds a round."""

    oracle: Oracle
    now: datetime
    size: int

    @classmethod
    def found(cls, folder: Path, now: datetime, urls: dict[str, str], size: int) -> Mixed:
        """A new firm with empty stores, set up; `urls` are those of `desk` and `forum`."""
        folder.mkdir(parents=True)
        firm = cls(folder)
        firm.oracle, firm.now, firm.size = Oracle(), now, size
        (folder / "zusage.yml").write_text(DECLARATION)
        values = {"ZUSAGE_ENV": "rehearsal", "SHOP": f"sqlite:///{folder}/shop.sqlite3", **urls}
        values |= {"MEDIA": f"{folder}/media", "WEB": f"{folder}/web/access.log*", "STORE": f"{folder}/store"}
        (folder / "zusage.env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))
        firm.urls = values
        for name in FOLDERS:
            (folder / name).mkdir()
        for system, statements in TABLES.items():
            with firm.cursor(system) as cursor:
                for statement in statements:
                    cursor.execute(statement)
        firm.zusage("setup")
        return firm

    urls: dict[str, str]

    @contextmanager
    def cursor(self, system: str, file: Path | None = None) -> Iterator[Any]:
        """One transaction with the plain driver of a system: what is read in it belongs together."""
        address = sa.make_url(self.urls[system.upper()])
        if system == "shop":
            with closing(sqlite3.connect(file or self.folder / "shop.sqlite3")) as db, db:
                db.execute("BEGIN")
                yield db.cursor()
        elif system == "desk":
            with psycopg.connect(self.urls["DESK"]) as pg:
                pg.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                yield pg.cursor()
        else:
            where: dict[str, Any] = {
                "host": address.host,
                "port": address.port,
                "user": address.username,
                "database": address.database,
            }
            with closing(pymysql.connect(**where, charset="utf8mb4")) as maria:
                maria.begin()
                yield maria.cursor()
                maria.commit()

    def fill(self, number: int) -> None:
        """A round of rows, lines and files: per table `size` that are due and a fifth of that which stay."""
        base, old, new = number * ROUND, self.now - timedelta(days=60), self.now - timedelta(days=9)
        parents = [(base + n, old if n % 6 else new) for n in range(self.size * 6 // 5)]
        self._add("desk", "tickets", [((id, f"t.{id}@person.example", at), at is old) for id, at in parents])
        self._add("desk", "replies", [((id + k * 500_000, id, "re"), at is old) for id, at in parents for k in (0, 1)])
        self._add("desk", "contacts", [((id, f"c.{id}@person.example", at), at is old) for id, at in parents])
        self._add("forum", "threads", [((id, at), False) for id, at in parents[: self.size // 5]])
        threads = parents[: self.size // 5]
        posts = [(base + n, *threads[n % len(threads)]) for n in range(self.size)]
        self._add("forum", "posts", [((id, thread, "post"), at is old) for id, thread, at in posts])
        self._add("forum", "members", [((id, f"m.{id}@person.example", at), at is old) for id, at in parents])
        self._add("shop", "people", [((id, f"p.{id}@person.example", at), at is old) for id, at in parents])
        shown = [(id, at) for id, at in parents[:60]]
        self._add("shop", "photos", [((id, id, f"{id}.jpg"), at is old) for id, at in shown])
        for id, at in shown:
            self._file(f"media/{id}.jpg", at is old)
        for n in range(24):
            day = (self.now - timedelta(days=60 if n % 3 else 9)).date()
            self._file(f"store/{day}-{number:03}{n:02}.age", bool(n % 3))
        self._logs(number)

    def _add(self, system: str, table: str, rows: list[tuple[tuple[Any, ...], bool]]) -> None:
        marks = "?, ?, ?" if system == "shop" else "%s, %s, %s"
        marks = marks if table != "threads" else "%s, %s"
        plain = [tuple(_plain(value, system) for value in row) for row, _ in rows]
        with self.cursor(system) as cursor:
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", plain)
        for row, (_, is_due) in zip(plain, rows, strict=True):
            (self.oracle.due if is_due else self.oracle.stays).setdefault(table, {})[row[0]] = row

    def hold(self, person: int) -> None:
        """A hold on a person who is due: they, their photo and its file stay."""
        words = ("--kind", "court", "--role", "management", "--reason", "x", "--place", "shop.people")
        self.zusage("hold", "add", *words, "--key", str(person))
        for table in ("people", "photos"):
            self.oracle.stays[table][person] = self.oracle.due[table].pop(person)
        self.oracle.files[f"media/{person}.jpg"] = False

    def _file(self, name: str, due: bool) -> None:
        (self.folder / name).write_bytes(b"age-encryption.org/v1\n" + name.encode())
        self.oracle.files[name] = due

    def _logs(self, number: int) -> None:
        for part, ages in enumerate(((100, 95), (80, 30, 9, 5), (3, 1))):
            name = f"access.log.{number}-{part}" + (".gz" if part == 1 else "")
            lines = []
            for n in range(self.size // 4):
                age, mark = ages[n % len(ages)], f"/{number}/{part}/{n}"
                at = self.now - timedelta(days=age, seconds=n)
                end = f' - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {mark} HTTP/1.1" 200 5 "-" "x"'
                line, shorter = f"203.0.113.{n % 250 + 1}{end}", f"203.0.113.0{end}"
                self.oracle.lines[mark] = ("delete" if age > 90 else "shorten" if age > 7 else "", line, shorter)
                lines.append(line + "\n")
            path = self.folder / "web" / name
            data = "".join(sorted(lines, key=lambda line: line.split("[")[1])).encode()
            path.write_bytes(gzip.compress(data) if part == 1 else data)
            path.chmod(MODE)
            os.utime(path, (self.now.timestamp() - min(ages) * 86_400,) * 2)
            if os.geteuid() == 0:
                os.chown(path, 65534, 65534)
            self.oracle.logs.add(name)

    def look(self) -> tuple[Counter[str], list[str]]:
        """Units gone or changed per table over all rounds, and what is wrong: early gone, altered, counted otherwise."""
        gone: Counter[str] = Counter(self.oracle.past)
        wrong: list[str] = []
        with tempfile.TemporaryDirectory() as copy:
            for file in self.folder.glob("shop.sqlite3*"):  # opening the file itself would roll back what a kill left
                shutil.copy(file, copy)
            for system in TABLES:
                with self.cursor(system, Path(copy) / "shop.sqlite3") as cursor:
                    self._rows(system, cursor, gone, wrong)
        self._folders(gone, wrong)
        self._lines(gone, wrong)
        return gone, wrong

    def _rows(self, system: str, cursor: Any, gone: Counter[str], wrong: list[str]) -> None:
        journal = "zusage.journal" if system == "desk" else "zusage_journal"
        cursor.execute(f"SELECT counts FROM {journal}")
        counted: Counter[str] = Counter()
        for (counts,) in cursor.fetchall():
            counted.update(counts if isinstance(counts, dict) else json.loads(counts))
        for table in (name for name in self.oracle.stays if any(f"TABLE {name} " in ddl for ddl in TABLES[system])):
            cursor.execute(f"SELECT * FROM {table}")
            there: Rows = {row[0]: tuple(_plain(value, system) for value in row) for row in cursor.fetchall()}
            due = self.oracle.due.get(table, {})
            for id, row in self.oracle.stays[table].items():
                if there.get(id) != row:
                    wrong.append(f"early gone: {table} {id}")
            changed = {id for id in due if id in there and there[id] != due[id]}
            if table == "contacts":
                wrong += [f"gone: {table} {id}" for id in due if id not in there]
                gone[table] += len(changed)
            else:
                wrong += [f"altered: {table} {id}" for id in changed]
                gone[table] += sum(id not in there for id in due)
            if table != "threads" and counted[table] != gone[table]:
                wrong.append(f"journal of {system} counts {counted[table]} {table}, gone are {gone[table]}")

    def _folders(self, gone: Counter[str], wrong: list[str]) -> None:
        for name, due in self.oracle.files.items():
            there = (self.folder / name).exists()
            if not due and not there:
                wrong.append(f"early gone: {name}")
            gone[name.split("/")[0]] += due and not there
        with tempfile.TemporaryDirectory() as copy:
            for file in self.folder.glob("shop.sqlite3*"):
                shutil.copy(file, copy)
            with self.cursor("shop", Path(copy) / "shop.sqlite3") as cursor:
                kept = {f"media/{key}" for (key,) in cursor.execute("SELECT storage_key FROM photos")}
        wrong += [f"file without row: {n}" for n in self.names("media") if f"media/{n}" not in kept]

    def _lines(self, gone: Counter[str], wrong: list[str]) -> None:
        seen: Counter[str] = Counter()
        for path in (self.folder / "web" / name for name in self.oracle.logs):
            if not path.exists():
                continue
            status = path.stat()
            if status.st_mode & 0o777 != MODE or (os.geteuid() == 0 and (status.st_uid, status.st_gid) != (65534, 65534)):
                wrong.append(f"mode or owner: {path.name}")
            with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
                for text in map(str.rstrip, file):
                    mark = text.split('"GET ')[1].split(" ")[0]
                    seen[mark] += 1
                    kind, line, shorter = self.oracle.lines[mark]
                    if text != line and not (kind and text == shorter):
                        wrong.append(f"line altered: {mark}")
                    gone["shortened"] += bool(kind) and text == shorter
        for mark, (kind, _, _) in self.oracle.lines.items():
            if seen[mark] != 1 and not (kind == "delete" and seen[mark] == 0):
                wrong.append(f"line {mark} is there {seen[mark]} times")
            gone["lines"] += kind == "delete" and not seen[mark]
            gone["shortened"] += kind == "delete" and not seen[mark]  # what is deleted has been shortened before

    def total(self) -> dict[str, int]:
        """What has to have gone or changed at the end of all rounds so far."""
        found = Counter(self.oracle.past)
        found.update({table: len(rows) for table, rows in self.oracle.due.items()})
        found.update(name.split("/")[0] for name, due in self.oracle.files.items() if due)
        kinds = Counter(kind for kind, _, _ in self.oracle.lines.values())
        found.update({"lines": kinds["delete"], "shortened": kinds["shorten"] + kinds["delete"]})
        return dict(found)

    def close_round(self) -> None:
        """What was due has gone and is only counted from now on; what was changed must stay; old logs are rotated away."""
        self.oracle.past = Counter(self.total())
        with self.cursor("desk") as cursor:
            cursor.execute("SELECT * FROM contacts WHERE id = ANY(%s)", [list(self.oracle.due["contacts"])])
            self.oracle.stays["contacts"] |= {row[0]: tuple(row) for row in cursor.fetchall()}
        self.oracle.files = {name: False for name, due in self.oracle.files.items() if not due}
        for name in self.oracle.logs:
            (self.folder / "web" / name).unlink(missing_ok=True)
        self.oracle.due, self.oracle.lines, self.oracle.logs = {}, {}, set()

    def state_rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of our own state, read on a copy, so that nothing is mended."""
        with tempfile.TemporaryDirectory() as copy:
            for file in (self.folder / ".zusage").glob("state.db*"):
                shutil.copy(file, copy)
            with closing(sqlite3.connect(Path(copy) / "state.db")) as db:
                return db.execute(query).fetchall()

    def in_ledger(self) -> dict[str, int]:
        """What `total` counts, as the ledger counts it; a file that goes with its row is not counted by itself."""
        rows = self.state_rows("SELECT body FROM entry WHERE kind = 'batch'")
        found: Counter[str] = Counter()
        for body in (json.loads(text) for (text,) in rows):
            for table, count in body["counts"].items():
                shortens = table == "lines" and body["promise"].endswith("/shorten")
                copies = table == "objects" and "copies" in body["promise"]
                found["shortened" if shortens else "store" if copies else table] += count
        return dict(found)

    def left_over(self) -> list[str]:
        """Leases, open intentions, transactions and files that a run should not leave behind."""
        with closing(sqlite3.connect(self.folder / ".zusage" / "state.db")) as db:
            found = [f"lease {name}" for (name,) in db.execute("SELECT name FROM lease")]
            found += [f"intention {id}" for (id,) in db.execute("SELECT id FROM intention WHERE state = 'open'")]
        known = {f"web/{name}" for name in self.oracle.logs} | set(self.oracle.files)
        there = {f"{folder}/{name}" for folder in FOLDERS for name in self.names(folder)}
        found += [f"file {name}" for name in sorted(there - known)]
        found += [f"file {path.name}" for path in self.folder.glob("shop.sqlite3-*") if path.stat().st_size]
        with self.cursor("desk") as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'zusage:%' AND state <> 'idle'"
                " AND datname = current_database()"
            )
            found += ["transaction on PostgreSQL"] * cursor.fetchone()[0]
        return found


def _plain(value: Any, system: str) -> Any:
    """A moment as the store of a system gives it back."""
    if not isinstance(value, datetime):
        return value
    whole = value.replace(microsecond=0)
    if system == "desk":
        return whole
    return whole.strftime("%Y-%m-%d %H:%M:%S") if system == "shop" else whole.replace(tzinfo=None)
