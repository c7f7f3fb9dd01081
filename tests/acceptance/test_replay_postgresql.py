"""PostgreSQL put back by pg_dump and pg_restore, and by a base backup on a second server, up to another timeline."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from test_replay import CANARIES, DAY, DECLARED, NOW, SHOP, TABLES, closed, do, promise, replayed

from support.firm import Firm
from support.postgres import Server, _wait, binaries, database, postgres_server, running
from zusage.app.replaying import look_back
from zusage.engine.replay import OwedKind

HOUR = DAY / 24
__all__ = ["database", "postgres_server"]
WORK = (
    "DELETE FROM orders WHERE person_id = 1; DELETE FROM people WHERE id = 1;"
    "UPDATE people SET name = 'Neuername' WHERE id = 2; UPDATE people SET no_ads = 1 WHERE id = 4;"
    "INSERT INTO mails VALUES ('birke@canary.example', 'objected')"
)
OWED = (
    promise(OwedKind.ERASURE, "orders", 11),
    promise(OwedKind.ERASURE, "people", 1),
    promise(OwedKind.RECTIFICATION, "people", 2, values=(("name", "Neuername"),)),
    promise(OwedKind.OBJECTION, "people", 4, values=(("no_ads", "1"),)),
    promise(OwedKind.SUPPRESSION, "mails", "birke@canary.example", values=(("why", "objected"),)),
)


@dataclass
class Store:
    """The database of the firm, wherever it is by now."""

    server: Server
    name: str

    def url(self) -> str:
        return self.server.url(self.name)


class Postgres(Firm):
    """A firm whose shop is a PostgreSQL database."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.store = store
        super().__init__(folder, DECLARED, TABLES, set_up=False)
        self.move(store)
        self.set_up()

    def move(self, store: Store) -> None:
        """What the operator does when the database has another address."""
        self.store = store
        file = self.folder / "zusage.env"
        lines = [line for line in file.read_text().splitlines() if not line.startswith("SHOP=")]
        file.write_text("\n".join([*lines, f"SHOP={store.url()}"]) + "\n")

    def run(self, script: str, database: str = "shop") -> None:
        with psycopg.connect(self.store.url(), autocommit=True) as connection:
            connection.execute(script.encode())

    def ask(self, query: str, database: str = "shop") -> list[object]:
        with psycopg.connect(self.store.url()) as connection:
            return sorted((row[0] for row in connection.execute(query.encode())), key=repr)

    def everything(self) -> list[list[object]]:
        """All rows."""
        return [self.ask(f"SELECT t::text FROM {table} t") for table in ("people", "orders", "mails")]


@pytest.fixture
def firm(postgres_server: Server, database: Callable[[], str], tmp_path: Path) -> Postgres:
    return Postgres(tmp_path / "firm", Store(postgres_server, database()))


def tool(name: str, *words: str, user: str | None = None) -> None:
    folder = binaries()
    assert folder is not None
    subprocess.run([str(folder / name), *words], check=True, user=user, cwd="/", capture_output=True)


def test_a_dump_that_is_put_back_is_closed_and_replayed(firm: Postgres, database: Callable[[], str], tmp_path: Path) -> None:
    firm.apply(now=NOW - 2 * DAY)
    dump = tmp_path / "shop.dump"
    tool("pg_dump", "-Fc", "-f", str(dump), firm.store.url())
    do(firm, WORK, *OWED)
    firm.apply()
    wanted = firm.everything()
    assert "Corvin" not in str(wanted) and closed(firm) == {SHOP: False}
    again = Store(firm.store.server, database())
    tool("pg_restore", "-d", again.url(), str(dump))
    firm.move(again)
    assert "Corvin" in str(firm.everything()) and closed(firm) == {SHOP: True}
    assert firm.apply(now=NOW + HOUR).restored == (SHOP,) and firm.ask("SELECT closed FROM zusage.gate") == [1]
    (done,) = replayed(firm, NOW + HOUR)
    assert done.opened, done.left
    assert firm.everything() == wanted and done.counts["erasure"] == 2 and done.counts["suppression"] == 1
    assert closed(firm) == {SHOP: False} and firm.ask("SELECT closed FROM zusage.gate") == [0]
    journal = str(firm.ask("SELECT j::text FROM zusage.journal j"))
    assert not any(word in journal for word in CANARIES)


@contextmanager
def started(data: Path) -> Iterator[Server]:
    """A server on a data folder that is there already."""
    folder = binaries()
    assert folder is not None
    user = "nobody" if os.geteuid() == 0 else None
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = int(sock.getsockname()[1])
    options = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    options |= {"fsync": "off", "max_connections": 200, "wal_level": "logical"}
    command = [str(folder / "postgres"), "-D", str(data), *(f"--{name}={value}" for name, value in options.items())]
    with (data.parent / "second.log").open("wb") as log:
        process = subprocess.Popen(command, user=user, cwd="/", stdout=log, stderr=log)
        server = Server(port, process, data.parent)
        try:
            _wait(server)
            _recovered(server)
            yield server
        finally:
            process.terminate()
            process.wait(20)


def base_backup(server: Server, to: Path) -> None:
    user = "nobody" if os.geteuid() == 0 else None
    to.mkdir(mode=0o700)
    if user:
        entry = pwd.getpwnam(user)
        os.chown(to, entry.pw_uid, entry.pw_gid)
    place = ("-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres")
    tool("pg_basebackup", "-D", str(to), "-X", "stream", "-c", "fast", *place, user=user)
    (to / "recovery.signal").touch()
    with (to / "postgresql.auto.conf").open("a") as out:
        out.write("restore_command = 'false'\nrecovery_target = 'immediate'\nrecovery_target_action = 'promote'\n")


def test_a_base_backup_on_a_second_server_is_closed_and_replayed() -> None:
    """Recovered up to the last run only the timeline tells it, for nothing is lost; recovered up to before, work is."""
    folder = Path(tempfile.mkdtemp(prefix="zusage-pitr-"))
    folder.chmod(0o755)
    try:
        with running(folder) as first:
            firm = Postgres(folder / "firm", Store(first, "postgres"))
            firm.apply(now=NOW - 2 * DAY)
            base_backup(first, folder / "before")
            do(firm, WORK, *OWED)
            firm.apply()
            wanted = firm.everything()
            base_backup(first, folder / "after")
        with started(folder / "after") as second:
            firm.move(Store(second, "postgres"))
            with firm.session(NOW, write=True) as session:
                (found,) = look_back(session)
            assert found.closure.why == "store"
            (done,) = replayed(firm)
            assert done.opened and sum(done.counts.values()) == 0 and closed(firm) == {SHOP: False}
        with started(folder / "before") as third:
            firm.move(Store(third, "postgres"))
            assert closed(firm) == {SHOP: True} and "Corvin" in str(firm.everything())
            (done,) = replayed(firm, NOW + HOUR)
            assert done.opened, done.left
            assert firm.everything() == wanted and closed(firm) == {SHOP: False}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _recovered(server: Server) -> None:
    """Wait until the recovery has ended and the new timeline is in the control file."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        for _ in range(200):
            if not connection.execute("SELECT pg_is_in_recovery()").fetchone()[0]:  # type: ignore[index]
                connection.execute("CHECKPOINT")
                return
            connection.execute("SELECT pg_sleep(0.05)")
    raise TimeoutError("still in recovery")
