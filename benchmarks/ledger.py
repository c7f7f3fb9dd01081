"""What the ledger costs: entries per second appended (one durable commit each, and in batches), verified, and proofs.

Run: python benchmarks/ledger.py [ENTRIES]   (default 200 000; proofs are asked of the ledger of that size)
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from zusage.adapters.store.records import LedgerRecords
from zusage.adapters.store.state import open_state
from zusage.ledger.kinds import batch_entry
from zusage.ledger.tree import consistent, included
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
TARGET = TargetId("instance", "ab12cd34")


def rate(name: str, count: int, start: float, unit: str = "entries") -> None:
    """Print one line of the table."""
    seconds = perf_counter() - start
    print(f"{name:<34}{count / seconds:>12,.0f} {unit}/s   ({count:,} in {seconds:.2f} s)")


def disk(folder: Path, count: int) -> None:
    """What a durable commit of one small row costs on this disk now; no ledger can be faster."""
    connection = sqlite3.connect(folder / "disk.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (a)")
    start = perf_counter()
    for _ in range(count):
        connection.execute("INSERT INTO t VALUES (1)")
    rate("for comparison: bare SQLite commit", count, start)
    connection.close()


def entry(number: int):
    """A ledger entry as the engine hands it over."""
    return batch_entry(Batch(TARGET, "r-1", "a-1", "chat/messages/keep", number, {"messages": 1000}, NOW), "d" * 64)


def main(entries: int) -> None:
    """Measure in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        state = open_state(folder, lambda: NOW)
        records: LedgerRecords = state.records
        single = 3_000
        made = [entry(n) for n in range(entries)]
        start = perf_counter()
        for one in made[:single]:
            records.append([one])
        rate("append, one durable commit each", single, start)
        disk(Path(folder), single)
        start = perf_counter()
        for n in range(single, entries, 1_000):
            records.append(made[n : n + 1_000])
        rate("append, 1 000 per commit", entries - single, start)
        start = perf_counter()
        for n in range(0, entries, 1_000):
            records.append(made[n : n + 1_000])
        rate("append again (all known)", entries, start)
        records.checkpoint(NOW)
        start = perf_counter()
        report = records.verify()
        rate("verify chain, tree, nodes", entries, start)
        assert report.ok and report.checkpoints == 1
        proofs(records, entries)
        print(f"{'size of state.db':<34}{(Path(folder) / 'state.db').stat().st_size / entries:>12,.0f} bytes/entry")
        state.close()


def proofs(records: LedgerRecords, entries: int) -> None:
    """Inclusion and consistency proofs, made and verified."""
    root, rounds = records.root(entries), 200
    leaves = {n: records.nodes(0, n, n + 1)[0] for n in range(0, entries, entries // rounds)}
    start = perf_counter()
    for n, leaf in leaves.items():
        assert included(leaf, n, entries, records.inclusion(n, entries), root)
    print(f"{'inclusion proof, made and verified':<34}{(perf_counter() - start) / len(leaves) * 1000:>12.3f} ms")
    roots = {n: records.root(n) for n in range(1, entries, entries // rounds)}
    start = perf_counter()
    for n, old in roots.items():
        assert consistent(n, old, entries, root, records.consistency(n, entries))
    print(f"{'consistency proof, the same':<34}{(perf_counter() - start) / len(roots) * 1000:>12.3f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
