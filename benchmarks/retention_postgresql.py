"""Retention on PostgreSQL: 500 000 of 1 000 000 rows with journal and receipts against a naive DELETE; memory on 5 000 000.

Usage: `python benchmarks/retention_postgresql.py [ROWS] [ROUNDS]`. Both sides start from the same template database, with
fsync on; the naive side is one transaction that nobody can stop, resume or prove.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import psycopg
import retention_store as bench
from table import interleaved, ratio_of, row, seconds_of_cpu, spread

from support.postgres import Server, running

LIKE_A_SERVER = {
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "autovacuum": "off",
}


def fill(url: str, size: int) -> None:
    """The table, vacuumed and analysed."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz, person int, body text, mail text, phone text)"
        )
        connection.execute(
            "INSERT INTO events SELECT n, %s - make_interval(mins => (%s - n)::int), ((n::bigint * 7919) %% 10000)::int, "
            "repeat('x', 100), 'person' || n || '@mail.example', '+49 30 ' || n FROM generate_series(0, %s - 1) n",
            (bench.NOW, size, size),
        )
        connection.execute("CREATE INDEX by_at ON events (at)")
        connection.execute("CREATE INDEX by_person ON events (person)")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE events")


def copied(server: Server) -> str:
    """A fresh copy of the template."""
    server.run("DROP DATABASE IF EXISTS work WITH (FORCE)", "CREATE DATABASE work TEMPLATE template_bench", "CHECKPOINT")
    return server.url("work")


def timed(url: str, statement: str, *values: object) -> float:
    """Rows per second of one statement in one transaction."""
    with psycopg.connect(url) as connection:
        connection.execute("SELECT count(*) FROM events WHERE at <= %s", values[-1:])
        begin = time.perf_counter()
        rows = connection.execute(statement.encode(), values).rowcount
        connection.commit()
        return rows / (time.perf_counter() - begin)


def peak(url: str, size: int) -> tuple[float, float]:
    """Peak memory in MB and rows per second, in a process of its own."""
    rate, _, _ = bench.apply(url, bench.delete(size))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rate


def memory(server: Server, size: int) -> tuple[float, float]:
    """The same on another size."""
    name = server.create()
    fill(server.url(name), size)
    with get_context("spawn").Pool(1) as pool:
        found = pool.apply(peak, (server.url(name), size))
    server.drop(name)
    return found


def _column(number: int, *taken: list[tuple[float, float]]) -> list[list[float]]:
    return [[pair[number] for pair in side] for side in taken]


def main() -> None:
    """Delete by both, then look at memory."""
    size, rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running(folder, **LIKE_A_SERVER) as server:
            server.run("CREATE DATABASE template_bench")
            fill(server.url("template_bench"), size)
            longest: list[int] = []

            def cpu() -> float:
                return seconds_of_cpu(server.process.pid)

            def ours() -> tuple[float, float]:
                rate, per_cpu, figures = bench.apply(copied(server), bench.delete(size), cpu)
                assert figures["rows"] == size // 2 + 1
                longest.append(figures["longest_batch_ms"])
                return rate, per_cpu

            def theirs() -> tuple[float, float]:
                url, begun = copied(server), cpu()
                rate = timed(url, "DELETE FROM events WHERE at <= %s", bench.cut(size))
                return rate, (size // 2 + 1) / (cpu() - begun)

            naive, mine = interleaved(theirs, ours, rounds)
            job = f"delete {size // 2:,} of {size:,} rows, PostgreSQL"
            for kind, (other, own) in (("", _column(0, naive, mine)), (", per CPU second", _column(1, naive, mine))):
                row(job + kind, "one naive DELETE", spread(own), spread(other), ratio_of(other, own), 0.35)
            row(f"{job}: longest transaction", "100 ms", f"{max(longest)} ms", "100 ms", 100 / max(longest), 1)
            small, _ = memory(server, size // 10)
            large, rate = memory(server, size * 5)
            words = f"{large:.0f} MB at {size * 5:,} rows ({rate:,.0f}/s)"
            row("flat memory, PostgreSQL", f"{size // 10:,} rows", words, f"{small:.0f} MB", small / large, 0.83)


if __name__ == "__main__":
    main()
