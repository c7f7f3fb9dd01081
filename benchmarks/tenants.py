"""How long a survey of a fleet takes: many equal instances, each in a database of its own.

Usage: `python benchmarks/tenants.py [FILES] [DATABASES]` (default 1000 SQLite files and 200 PostgreSQL databases; a server
is started where its binaries are found). Printed: registry, identity, fingerprint and structure of every instance, in
seconds; and one count asked of each.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import psycopg

from support.company import Company
from support.harbour import CONTROL, DECLARATION, INSTANCE
from support.postgres import binaries, running
from zusage.app.session import open_session
from zusage.app.workspace import read_workspace
from zusage.engine.measure import measure
from zusage.engine.survey import take_survey
from zusage.kinds.base import Question
from zusage.plan.look import Count

NOTHING = {"MEDIA": "{id}", "LOGS": "none", "BACKUPS": "none"}


def main() -> None:
    """Both kinds of fleet."""
    files, databases = (int(word) for word in (*sys.argv[1:], *("1000", "200")[len(sys.argv) - 1 :]))
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        company = Company(folder / "files")
        make_files(company, files)
        survey(company, "SQLite files", files)
        if binaries() is None:
            print("no PostgreSQL server binaries found: databases not measured")
            return
        (folder / "server").mkdir(mode=0o755)
        with running(folder / "server") as server:
            company = Company(folder / "databases", server.url(), prefix="bench")
            make_databases(company, databases)
            survey(company, "PostgreSQL databases", databases)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_files(company: Company, number: int) -> None:
    """A registry and as many copies of one instance."""
    (company.folder / "instances").mkdir(parents=True)
    for path, schema in ((company.path("control"), CONTROL), (company.path("first"), INSTANCE)):
        with closing(sqlite3.connect(path)) as db:
            db.executescript(schema.replace("{instant}", "DATETIME"))
    company.tell("control", *registry(number))
    for index in range(number):
        shutil.copyfile(company.path("first"), company.path(f"t{index}"))
    folder = company.folder
    describe(company, f"sqlite:///{folder}/control.sqlite3", f"sqlite:///{folder}/instances/{{id}}.sqlite3")


def make_databases(company: Company, number: int) -> None:
    """The same on a server, each database a copy of a template."""
    company.folder.mkdir()
    with psycopg.connect(company.server, autocommit=True) as admin:
        for name, schema in (("control", CONTROL), ("first", INSTANCE)):
            admin.execute(f"CREATE DATABASE bench_{name}".encode())
            with psycopg.connect(company.address(name)) as db:
                db.execute(schema.replace("{instant}", "timestamptz").encode())
        for index in range(number):
            admin.execute(f"CREATE DATABASE bench_t{index} TEMPLATE bench_first".encode())
    company.tell("control", *registry(number))
    describe(company, company.address("control"), company.address("{id}"))


def registry(number: int) -> list[str]:
    """One customer with all instances."""
    rows = (f"INSERT INTO instances VALUES ('t{index}', 1, NULL, 'booked')" for index in range(number))
    return ["INSERT INTO customers VALUES (1, 'x', 'x')", *rows]


def describe(company: Company, control: str, instance: str) -> None:
    """Declaration and variables."""
    (company.folder / "zusage.yml").write_text(DECLARATION)
    values = {
        f"{system}{role}": url
        for system, url in (("CONTROL", control), ("INSTANCE", instance))
        for role in ("", "_APPLY", "_SETUP", "_APP")
    }
    (company.folder / "zusage.env").write_text("".join(f"{name}={value}\n" for name, value in {**values, **NOTHING}.items()))


def survey(company: Company, name: str, number: int) -> None:
    """Survey the fleet and ask each instance one question."""
    now = datetime.fromtimestamp(time.time(), UTC)
    with open_session(read_workspace(company.folder, now.date()), now) as session:
        begun = time.perf_counter()
        found = [target for target in take_survey(session.stores, now).of("instance") if target.structure is not None]
        surveyed = time.perf_counter() - begun
        assert len(found) == number, f"{len(found)} of {number} instances answered"
        begun = time.perf_counter()
        measure(session.stores, [Question(target.target, Count("n", "messages", None)) for target in found], now)
        print(f"{number} {name}: survey {surveyed:.1f} s, one count each {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
