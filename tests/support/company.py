"""The example company as tests see it: generated once per session, copied per test, run by the real commands.

`Company.zusage` calls a command in this process, `Company.spawn` in one of its own. What is in the stores is asked with
sqlite3, psycopg and plain Python over logs and files, never with the code that is under test.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from click.testing import CliRunner

from zusage.cli.door import CODES
from zusage.cli.main import group
from zusage.language.messages import render
from zusage.model.errors import ZusageError

GENERATE = Path(__file__).resolve().parents[2] / "examples" / "live-chat" / "generate.py"
SIZE = "--customers=12 --instances=6 --contacts=60 --messages=300 --log-mb=0.1 --log-days=100 --backups=95"
FREE = ("--max-rows=1000000",)


@dataclass
class Done:
    """A command that has ended: exit code, all it printed, and the code of the error that ended it."""

    exit: int
    text: str
    error: str = ""


@dataclass
class Company:
    """One copy of the company in a folder; `server` is the address of a PostgreSQL server, "" for SQLite."""

    folder: Path
    server: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    prefix: str = "hafenchat"

    def zusage(self, *words: str, ok: int | None = 0, now: datetime | None = None) -> Done:
        """Run a command here; `ok` is the exit code it must have (None: any)."""
        more = {"ZUSAGE_NOW": now.isoformat()} if now else {}
        environment = dict.fromkeys((n for n in os.environ if n.startswith("ZUSAGE")), None) | self.variables | more
        with contextlib.chdir(self.folder):
            result = CliRunner().invoke(group, ["--lang", "en", *words], env=environment)
        if isinstance(result.exception, ZusageError):
            code = next((code for kind, code in CODES if isinstance(result.exception, kind)), 1)
            done = Done(code, result.output + render(result.exception, "en"), result.exception.code)
        elif result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        else:
            done = Done(result.exit_code, result.output)
        assert ok is None or done.exit == ok, f"{words}: exit {done.exit} {done.error}\n{done.text}"
        return done

    def spawn(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command in a process of its own; its errors go to the file `stderr`."""
        command = [sys.executable, "-c", "from zusage.cli.main import main; main()", "--lang", "en", *words]
        environment = {n: v for n, v in os.environ.items() if not n.startswith("ZUSAGE")} | self.variables
        with (self.folder / "stderr").open("wb") as stderr:
            return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, stderr=stderr)

    def board(self, ok: int | None = None) -> dict[str, dict[str, Any]]:
        """The board by promise."""
        text = self.zusage("board", "--format", "json", ok=ok).text
        return {row["promise"]: row for row in json.loads(text)["promises"]}

    def broken(self) -> dict[str, str]:
        """Broken promises of the board, with the reason in words."""
        return {id: str(row["explanation"]) for id, row in self.board().items() if row["state"] == "broken"}

    def due(self) -> dict[str, int]:
        """What the plan calls due, by promise."""
        plan = json.loads(self.zusage("plan", "--format", "json").text)["plan"]
        found: Counter[str] = Counter()
        for step in plan["steps"]:
            found[step["act"]["promise"]] += step["estimate"]["due"]
        return dict(found)

    def ask(self, database: str, query: str) -> list[tuple[Any, ...]]:
        """Rows of `control`, `website` or an instance, by plain SQL."""
        if self.server:
            with psycopg.connect(self.address(database)) as db:
                return db.execute(query.encode()).fetchall()
        with contextlib.closing(sqlite3.connect(self.path(database))) as db:
            return db.execute(query).fetchall()

    def tell(self, database: str, *statements: str) -> None:
        """Change something by plain SQL."""
        if self.server:
            with psycopg.connect(self.address(database)) as db:
                for statement in statements:
                    db.execute(statement.encode())
            return
        with contextlib.closing(sqlite3.connect(self.path(database))) as db, db:
            for statement in statements:
                db.execute(statement)

    def path(self, database: str) -> Path:
        """The file of a SQLite database."""
        return self.folder / (
            f"{database}.sqlite3" if database in ("control", "website") else f"instances/{database}.sqlite3"
        )

    def address(self, database: str) -> str:
        """The address of a PostgreSQL database, as its administrator."""
        return f"{self.server.rpartition('/')[0]}/{self.prefix}_{database}" if self.server else ""

    def column(self, database: str, query: str) -> list[Any]:
        """The first column of a query."""
        return [row[0] for row in self.ask(database, query)]

    def number(self, database: str, query: str) -> int:
        """The one number of a query."""
        return int(self.ask(database, query)[0][0])

    def instances(self, where: str = "state <> 'purged'") -> list[str]:
        """Ids of instances in the registry."""
        return self.column("control", f"SELECT id FROM instances WHERE {where} ORDER BY id")

    def log_lines(self) -> list[str]:
        """Every line of every log."""
        return [line for _, line in self.logs()]

    def logs(self) -> Iterator[tuple[str, str]]:
        """Every line of every log with its file."""
        for path in sorted((self.folder / "weblog").glob("access.log*")):
            with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
                for line in file:
                    yield path.name, line

    def names(self, folder: str) -> set[str]:
        """Paths of all files below a folder of the company."""
        root = self.folder / folder
        return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}

    def state(self) -> dict[str, Any]:
        """All that a run may change, to be compared: every table, every line, every file. Our own tables are left out."""
        found: dict[str, Any] = {"lines": self.log_lines(), **{f: self.names(f) for f in ("backups", "outbox", "media")}}
        for database in ("control", *sorted(p.stem for p in (self.folder / "instances").glob("*.sqlite3"))):
            tables = self.column(database, "SELECT name FROM sqlite_schema WHERE type = 'table'")
            for table in (name for name in tables if not name.startswith(("zusage_", "sqlite_"))):
                found[f"{database}.{table}"] = sorted(self.ask(database, f'SELECT * FROM "{table}"'), key=repr)
        return found

    def ledger(self, kind: str) -> list[dict[str, Any]]:
        """Bodies of all entries of a kind, read with plain SQL."""
        with contextlib.closing(sqlite3.connect(self.folder / ".zusage" / "state.db")) as db:
            rows = db.execute("SELECT body FROM entry WHERE kind = ? ORDER BY position", (kind,)).fetchall()
        return [json.loads(body) for (body,) in rows]

    def counted(self, kind: str = "batch") -> dict[tuple[str, str], int]:
        """Units per promise and table, as the ledger counts them."""
        found: Counter[tuple[str, str]] = Counter()
        for body in self.ledger(kind):
            for table, count in body["counts"].items():
                found[str(body["promise"]), table] += count
        return dict(found)

    def twin(self, folder: Path) -> Company:
        """A copy of a SQLite company under another path."""
        shutil.copytree(self.folder, folder, symlinks=True)
        file = folder / "zusage.env"
        file.write_text(file.read_text().replace(str(self.folder), str(folder)))
        return Company(folder)


def generate(folder: Path, now: datetime, database: str = "sqlite", size: str = SIZE) -> Company:
    """A new company."""
    words = [sys.executable, str(GENERATE), f"--into={folder}", f"--now={now.isoformat()}", f"--database={database}"]
    subprocess.run([*words, *size.split()], check=True, capture_output=True)
    with (folder / "zusage.env").open("a") as file:
        file.write("ZUSAGE_ENV=rehearsal\n")
    return Company(folder, "" if database == "sqlite" else database)


def instance_digest(company: Company, id: str) -> str:
    """The name under which plans and commands know an instance (made with the salt in the vault)."""
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = clock()
    with contextlib.chdir(company.folder), open_session(read_workspace(Path(), moment.date()), moment) as session:
        return session.stores.instance_digest(id)


def clock() -> datetime:
    """Now."""
    return datetime.fromtimestamp(time.time(), UTC)


def short(line: str) -> bool:
    """Whether the address of a log line is shortened to its network."""
    return bool(re.match(r"\S+(\.0|::)$", line.split(" ", 1)[0]))
