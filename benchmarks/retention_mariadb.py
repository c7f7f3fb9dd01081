"""Retention on MariaDB: 500 000 of 1 000 000 rows with journal and receipts against pt-archiver in its best mode.

Usage: `python benchmarks/retention_mariadb.py [ROWS] [ROUNDS]`. Best of its modes, as measured before: purge, bulk delete,
1 000 rows per commit, primary key only. It deletes by the key, which here rises with the start, and keeps no journal. On a
machine that does other work too, who sleeps between small steps is given the processor sooner: hence the second line.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import retention_store as bench
from table import interleaved, ratio_of, row, seconds_of_cpu, spread

from support.mariadb import MariaServer, running_mariadb

LIKE_A_SERVER = ("--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=1", "--innodb-buffer-pool-size=512M")
MODE = ("--purge", "--bulk-delete", "--limit", "1000", "--commit-each", "--primary-key-only")


def fill(server: MariaServer, size: int) -> None:
    """The table as a template that is copied row by row before each round."""
    server.run("CREATE DATABASE bench CHARACTER SET utf8mb4")
    server.run(
        "CREATE TABLE template (id bigint PRIMARY KEY, at datetime, person int, body varchar(120), KEY (at), KEY (person))",
        f"INSERT INTO template SELECT seq, TIMESTAMP '2026-11-22 12:00:00' - INTERVAL ({size} - seq) MINUTE, "
        f"(seq * {bench.SPREAD}) % 10000, repeat('x', 100) FROM seq_0_to_{size - 1}",
        database="bench",
    )


def copied(server: MariaServer, number: list[int]) -> str:
    """A fresh database with the table."""
    number[0] += 1
    server.run(f"CREATE DATABASE work_{number[0]} CHARACTER SET utf8mb4")
    server.run(
        "CREATE TABLE events LIKE bench.template",
        "INSERT INTO events SELECT * FROM bench.template",
        "ANALYZE TABLE events",
        database=f"work_{number[0]}",
    )
    return f"work_{number[0]}"


def archiver(server: MariaServer, name: str, size: int) -> tuple[float, float]:
    """Rows per second of pt-archiver, and per second of processor time of itself and the server."""
    where = f"at <= '{bench.cut(size):%Y-%m-%d %H:%M:%S}'"
    source = f"h=127.0.0.1,P={server.port},u=root,A=utf8mb4,D={name},t=events"
    before = server.ask("SELECT count(*) FROM events", name)[0][0]
    begin, worked = time.perf_counter(), seconds_of_cpu(server.process.pid)
    subprocess.run(["pt-archiver", "--source", source, "--where", where, *MODE], check=True, stdout=subprocess.DEVNULL)
    seconds, worked = time.perf_counter() - begin, seconds_of_cpu(server.process.pid) - worked
    rows = before - server.ask("SELECT count(*) FROM events", name)[0][0]
    return rows / seconds, rows / worked


def main() -> None:
    """Delete by both."""
    size, rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if shutil.which("pt-archiver") is None:
        sys.exit("pt-archiver is not installed (package percona-toolkit)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running_mariadb(folder, *LIKE_A_SERVER) as server:
            fill(server, size)
            number = [0]
            theirs, mine = interleaved(
                lambda: archiver(server, copied(server, number), size),
                lambda: bench.apply(
                    server.url(copied(server, number)), bench.delete(size), lambda: seconds_of_cpu(server.process.pid)
                )[:2],
                rounds,
            )
            job = f"delete {size // 2:,} of {size:,} rows, MariaDB"
            for unit, what in enumerate((job, f"{job}, per second of processor time of client and server")):
                left, right = [side[unit] for side in theirs], [side[unit] for side in mine]
                row(what, "pt-archiver, best mode", spread(right), spread(left), ratio_of(left, right), 2)


if __name__ == "__main__":
    main()
