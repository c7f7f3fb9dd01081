"""A MariaDB server of the tests' own: started once per session, one database per test, gone afterwards.

Binaries come from ZUSAGE_TEST_MARIADB (a folder), or the system. As root the server runs as user nobody. Where no binaries
are found the tests that need them are skipped, and say so.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymysql
import pytest

ABSENT = "NO MARIADB SERVER BINARIES FOUND (set ZUSAGE_TEST_MARIADB): the MariaDB half of this test did not run"
PLACES = ("/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/mysql/bin")


def binary(name: str) -> Path | None:
    """A program of the server, or None."""
    folders = [*filter(None, [os.environ.get("ZUSAGE_TEST_MARIADB")]), *PLACES]
    found = [Path(folder) / name for folder in folders]
    return next((path for path in found if path.exists()), None)


@dataclass
class MariaServer:
    """A running server; `url(database, user)` addresses it."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str = "", user: str = "root") -> str:
        """The address of a database for an account (no password on loopback)."""
        return f"mysql://{user}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "", user: str = "root", **more: Any) -> pymysql.connections.Connection[Any]:
        """A connection of the plain driver."""
        return pymysql.connect(
            host="127.0.0.1", port=self.port, user=user, database=database or None, charset="utf8mb4", **more
        )

    def run(self, *statements: str, database: str = "", user: str = "root") -> None:
        """Execute statements, each in its own transaction."""
        with self.connect(database, user, autocommit=True) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def ask(self, query: str, database: str = "", user: str = "root") -> list[tuple[Any, ...]]:
        """Rows of a query."""
        with self.connect(database, user, autocommit=True) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def create(self) -> str:
        """A new empty database; returns its name."""
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        return name

    def drop(self, name: str) -> None:
        """Remove a database; who still works in it is cut off."""
        for (number,) in self.ask(f"SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '{name}'"):
            try:
                self.run(f"KILL {number}")
            except pymysql.err.MySQLError:
                continue
        self.run(f"DROP DATABASE IF EXISTS {name}")


@contextmanager
def running_mariadb(folder: Path, *options: str) -> Iterator[MariaServer]:
    """Start a server below `folder` and stop it at the end."""
    server, install = binary("mariadbd"), binary("mariadb-install-db")
    if server is None or install is None:
        pytest.skip(ABSENT)
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    data = folder / "data"
    data.mkdir()
    own = folder / "tmp"
    own.mkdir()
    entry = pwd.getpwnam(user)
    for place in (data, own):
        os.chown(place, entry.pw_uid, entry.pw_gid)
    words = ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-log-bin"]
    command = [str(install), "--no-defaults", f"--user={user}", f"--datadir={data}", f"--tmpdir={own}", *words]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    port = _free_port()
    given = (
        f"--port={port}",
        "--bind-address=127.0.0.1",
        f"--socket={data}/s",
        f"--pid-file={data}/pid",
        f"--tmpdir={own}",  # a server that starts removes the temporary tables of every other one in the same folder
        "--skip-name-resolve",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=0",
        "--innodb-buffer-pool-size=64M",
        "--max-connections=200",
        "--performance-schema=OFF",
    )
    command = [str(server), "--no-defaults", f"--user={user}", f"--datadir={data}", *given, *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
        started = MariaServer(port, process, folder)
        try:
            _wait(started)
            yield started
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[MariaServer]:
    """The server of this test session."""
    folder = Path(tempfile.mkdtemp(prefix="zusage-maria-"))
    folder.chmod(0o755)
    try:
        with running_mariadb(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def maria_database(mariadb_server: MariaServer) -> Iterator[Callable[[], str]]:
    """Creates empty databases and drops them after the test; returns their names."""
    names: list[str] = []

    def create() -> str:
        names.append(mariadb_server.create())
        return names[-1]

    yield create
    for name in names:
        mariadb_server.drop(name)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _wait(server: MariaServer) -> None:
    for _ in range(400):
        try:
            server.connect().close()
            return
        except pymysql.err.OperationalError:
            if server.process.poll() is not None:
                raise
            time.sleep(0.05)
    raise TimeoutError("the test server did not start")
