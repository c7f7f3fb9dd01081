"""Peak memory of plan and apply on 100 000 and on 1 000 000 rows, and rows per second; prints the ratio (aim: within 1.2).

Run: `python benchmarks/retention_memory.py [sqlite|postgresql]`. Half of the rows are due; each size has its own process.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIZES = (100_000, 1_000_000)


def fill_sqlite(path: Path, size: int) -> str:
    """A file with `size` rows, one a minute."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, at DATETIME, body TEXT)")
    rows = ((n, (NOW - timedelta(minutes=size - n)).strftime("%Y-%m-%d %H:%M:%S"), "x" * 100) for n in range(size))
    connection.executemany("INSERT INTO events VALUES (?, ?, ?)", rows)
    connection.execute("CREATE INDEX by_at ON events (at, id)")
    connection.commit()
    connection.close()
    return f"sqlite:///{path}"


def fill_postgresql(url: str, size: int) -> str:
    """The same in a database."""
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz, body text)")
        query = "INSERT INTO events SELECT n, %s - make_interval(mins => (%s - n)::int), repeat('x', 100) "
        query += "FROM generate_series(0, %s - 1) n"
        connection.execute(query, (NOW, size, size))
        connection.execute("CREATE INDEX by_at ON events (at, id)")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE events")
    return url


def measure(url: str, size: int) -> tuple[float, float, int]:
    """Look and apply; returns peak MB, seconds of apply and rows deleted."""
    from zusage.adapters.connectors import open_connector
    from zusage.plan.act import Delete
    from zusage.plan.condition import Before, CutOff
    from zusage.plan.connector import Limits, Opening, Order
    from zusage.plan.look import Count, Moment
    from zusage.plan.target import TargetId

    store = open_connector("sql", Opening(TargetId("bench"), {"url": url}, ("events",), None, zone="UTC", locks=()))
    store.set_up()
    cut = NOW - timedelta(minutes=size // 2)
    condition = Before("at", CutOff(cut, cut.date()))
    store.look(Count("c", "events", condition, Moment("at"), True), {}, NOW)
    begin = time.perf_counter()
    act = Delete("a", "bench/delete", "events", condition, Moment("at"))
    receipt = store.apply(act, Order("run", NOW, Limits(None, None, 5_000), {}))
    seconds = time.perf_counter() - begin
    store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return peak, seconds, receipt.counts["events"]


def main() -> None:
    """Measure both sizes and print the ratio."""
    product = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    peaks = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        server = None
        if product == "postgresql":
            sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
            from support.postgres import running

            server = stack.enter_context(running(folder))
        for size in SIZES:
            with get_context("spawn").Pool(1) as pool:
                if server is None:
                    url = pool.apply(fill_sqlite, (folder / f"{size}.db", size))
                else:
                    url = pool.apply(fill_postgresql, (server.url(server.create()), size))
            with get_context("spawn").Pool(1) as pool:
                peak, seconds, rows = pool.apply(measure, (url, size))
            peaks.append(peak)
            print(f"{product} {size:>9} rows: peak {peak:6.1f} MB, {rows} deleted, {rows / seconds:8.0f} rows/s")
    print(f"ratio of peaks {peaks[1] / peaks[0]:.3f} (aim: at most 1.2), load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
