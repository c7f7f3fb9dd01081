"""PgBouncer in front of a test server, in transaction mode: few server connections, handed to others after each commit."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from support.postgres import Server

ABSENT = "NO PGBOUNCER FOUND: the test through a pooler did not run"


@dataclass
class Pooler:
    """A running pooler."""

    port: int

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of a database through the pooler."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def ask(self, command: str) -> list[dict[str, Any]]:
        """Rows of a command of its console."""
        with psycopg.connect(
            self.url("pgbouncer"), autocommit=True, prepare_threshold=None, cursor_factory=psycopg.ClientCursor
        ) as console:
            cursor = console.execute(command.encode())
            names = [column.name for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def pooling(server: Server, folder: Path, size: int = 2) -> Iterator[Pooler]:
    """Start it in front of `server` with `size` connections per database; `folder` must be readable for nobody."""
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip(ABSENT)
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = int(sock.getsockname()[1])
    config = folder / "pgbouncer.ini"
    config.write_text(
        f"[databases]\n* = host=127.0.0.1 port={server.port} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nunix_socket_dir =\nauth_type = any\nadmin_users = postgres\npool_mode = transaction\n"
        f"default_pool_size = {size}\nmax_client_conn = 200\nautodb_idle_timeout = 3\nserver_lifetime = 3600\n"
    )
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    with (folder / "pgbouncer.log").open("wb") as log:
        process = subprocess.Popen([program, str(config)], user=user, cwd="/", stdout=log, stderr=log)
        pooler = Pooler(port)
        try:
            _wait(pooler, process)
            yield pooler
        finally:
            process.terminate()
            process.wait(20)


def _wait(pooler: Pooler, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            pooler.ask("SHOW VERSION")
            return
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise
            time.sleep(0.05)
    raise TimeoutError("the pooler did not start")
