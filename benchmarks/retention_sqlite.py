"""Retention on SQLite with secure_delete on: 500 000 of 1 000 000 rows with journal and receipts against one naive DELETE.

Usage: `python benchmarks/retention_sqlite.py [ROWS] [ROUNDS]`. Both sides overwrite what they delete, commit durably and
empty the write-ahead log at the end; the peer has the default page cache of SQLite and, on a line of its own, ours.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import retention_store as bench
from table import interleaved, ratio_of, row, spread

FORM = "%Y-%m-%d %H:%M:%S"


def fill(path: Path, size: int) -> None:
    """The table, in write-ahead mode."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, at DATETIME, person INTEGER, body TEXT)")
    rows = (
        (n, (bench.NOW - timedelta(minutes=size - n)).strftime(FORM), n * bench.SPREAD % 10_000, "x" * 100)
        for n in range(size)
    )
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?)", rows)
    connection.execute("CREATE INDEX by_at ON events (at)")
    connection.execute("CREATE INDEX by_person ON events (person)")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def copied(template: Path) -> Path:
    """A fresh copy."""
    work = template.with_name("work.db")
    for end in ("", "-wal", "-shm"):
        work.with_name(work.name + end).unlink(missing_ok=True)
    return Path(shutil.copy(template, work))


def naive(path: Path, size: int, *pragmas: str) -> float:
    """Rows per second of one DELETE with its checkpoint."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("secure_delete = ON", "synchronous = FULL", *pragmas):
        connection.execute(f"PRAGMA {pragma}")
    begin = time.perf_counter()
    rows = connection.execute("DELETE FROM events WHERE at <= ?", (bench.cut(size).strftime(FORM),)).rowcount
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    seconds = time.perf_counter() - begin
    connection.close()
    return rows / seconds


def main() -> None:
    """Delete by both."""
    size, rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.db"
        fill(template, size)

        def ours() -> float:
            return bench.apply(f"sqlite:///{copied(template)}", bench.delete(size))[0]

        job = f"delete {size // 2:,} of {size:,} rows, SQLite, secure_delete"
        theirs, mine = interleaved(lambda: naive(copied(template), size), ours, rounds)
        row(job, "one naive DELETE", spread(mine), spread(theirs), ratio_of(theirs, mine), 1)
        theirs, mine = interleaved(lambda: naive(copied(template), size, "cache_size = -65536"), ours, 1)
        row(f"{job}, equal cache", "one naive DELETE", spread(mine), spread(theirs), ratio_of(theirs, mine), 1)


if __name__ == "__main__":
    main()
