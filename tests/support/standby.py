"""A streaming replica of a PostgreSQL test server, made by pg_basebackup."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from support.postgres import Server, binaries


@contextmanager
def standby(primary: Server, folder: Path) -> Iterator[Server]:
    """Start a replica below `folder` (readable for nobody); it follows without a slot."""
    found = binaries()
    assert found is not None
    user = "nobody" if os.geteuid() == 0 else None
    data = folder / "standby"
    data.mkdir(mode=0o700)
    if user:
        entry = pwd.getpwnam(user)
        os.chown(data, entry.pw_uid, entry.pw_gid)
    where = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres")
    backup = [str(found / "pg_basebackup"), "-D", str(data), "-R", "-X", "stream", "-c", "fast", *where]
    subprocess.run(backup, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = int(sock.getsockname()[1])
    options = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    options |= {"max_connections": 200, "wal_level": "logical", "wal_receiver_status_interval": "1s"}
    command = [str(found / "postgres"), "-D", str(data), *(f"--{name}={value}" for name, value in options.items())]
    with (folder / "standby.log").open("wb") as log:
        process = subprocess.Popen(command, user=user, cwd="/", stdout=log, stderr=log)
        server = Server(port, process, folder)
        try:
            _follows(primary, server)
            yield server
        finally:
            process.terminate()
            process.wait(20)


def caught_up(primary: Server, replica: Server) -> None:
    """Wait until the replica shows what the primary has."""
    with psycopg.connect(primary.url()) as there, psycopg.connect(replica.url(), autocommit=True) as here:
        upto = there.execute("SELECT pg_current_wal_lsn()::text").fetchone()
        for _ in range(400):
            if here.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", upto).fetchone() == (True,):
                return
            time.sleep(0.05)
    raise TimeoutError("the replica does not catch up")


def _follows(primary: Server, replica: Server) -> None:
    for _ in range(400):
        try:
            with psycopg.connect(replica.url(), connect_timeout=2):
                break
        except psycopg.OperationalError:
            if replica.process.poll() is not None:
                raise
            time.sleep(0.05)
    for _ in range(400):
        with psycopg.connect(primary.url()) as connection:
            if connection.execute("SELECT state FROM pg_stat_replication").fetchall() == [("streaming",)]:
                return
        time.sleep(0.05)
    raise TimeoutError("the replica does not follow")
