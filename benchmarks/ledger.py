"""What the ledger costs: entries per second appended (one durable commit each, and in batches), verified, and proofs.

Run: python benchmarks/ledger.py [ENTRIES]   (default 1 000 000; proofs are asked of the ledger of that size)
pymerkle's tree in SQLite runs beside it in the same run: it keeps leaves and a tree, no chain, no idempotency, no bodies.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from table import row

from zusage.adapters.store.records import LedgerRecords
from zusage.adapters.store.state import open_state
from zusage.ledger.kinds import batch_entry
from zusage.ledger.tree import consistent, included
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
TARGET = TargetId("instance", "ab12cd34")


def rate(name: str, count: int, start: float, unit: str = "entries") -> float:
    """Print one line; returns the rate."""
    seconds = perf_counter() - start
    print(f"{name:<34}{count / seconds:>12,.0f} {unit}/s   ({count:,} in {seconds:.2f} s)")
    return count / seconds


def target(job: str, measured: float, wanted: float) -> None:
    """One row of the common table for a figure that was asked for without a peer."""
    row(f"ledger: {job}", f"the figure asked for, {wanted:,.0f}/s", f"{measured:,.0f}/s", "", measured / wanted, 1)


def merkle(folder: Path, count: int) -> tuple[float, float]:
    """pymerkle: leaves per second appended one by one, and milliseconds for a proof made and verified."""
    from pymerkle import SqliteTree, verify_inclusion

    tree = SqliteTree(str(folder / "pymerkle.db"))
    leaf = b'{"at":"2026-11-22T06:00:00.000000Z","body":{"counts":{"messages":1000}},"kind":"batch"}'
    start = perf_counter()
    for _ in range(count):
        tree.append_entry(leaf)
    appended = rate("pymerkle, one by one", count, start)
    start = perf_counter()
    for number in range(1, 51):
        proof = tree.prove_inclusion(number * count // 51)
        verify_inclusion(tree.get_leaf(number * count // 51), tree.get_root(), proof)
    return appended, (perf_counter() - start) / 50 * 1000


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
        durable = rate("append, one durable commit each", single, start)
        theirs, their_proof = merkle(Path(folder), single)
        target("append, one durable commit each", durable, 3_000)
        job = "ledger: append, one durable commit each"
        row(job, "pymerkle SqliteTree", f"{durable:,.0f}/s", f"{theirs:,.0f}/s", durable / theirs, 3)
        disk(Path(folder), single)
        start = perf_counter()
        for n in range(single, entries, 1_000):
            records.append(made[n : n + 1_000])
        batched = rate("append, 1 000 per commit", entries - single, start)
        target("append, 1 000 per commit", batched, 100_000)
        start = perf_counter()
        for n in range(0, entries, 1_000):
            records.append(made[n : n + 1_000])
        rate("append again (all known)", entries, start)
        records.checkpoint(NOW)
        start = perf_counter()
        report = records.verify()
        verified = rate("verify chain, tree, nodes", entries, start)
        target("verify chain, tree and kept nodes", verified, 300_000)
        assert report.ok and report.checkpoints == 1
        took = proofs(records, entries)
        job = f"ledger: inclusion proof at {entries:,} entries, made and verified"
        peer = f"pymerkle at {single:,} leaves"
        row(job, peer, f"{took:.3f} ms", f"{their_proof:.3f} ms", their_proof / took, 1, took < 1)
        print(f"{'size of state.db':<34}{(Path(folder) / 'state.db').stat().st_size / entries:>12,.0f} bytes/entry")
        state.close()


def proofs(records: LedgerRecords, entries: int) -> float:
    """Inclusion and consistency proofs, made and verified; returns milliseconds of the first kind."""
    root, rounds = records.root(entries), 200
    leaves = {n: records.nodes(0, n, n + 1)[0] for n in range(0, entries, entries // rounds)}
    start = perf_counter()
    for n, leaf in leaves.items():
        assert included(leaf, n, entries, records.inclusion(n, entries), root)
    took = (perf_counter() - start) / len(leaves) * 1000
    print(f"{'inclusion proof, made and verified':<34}{took:>12.3f} ms")
    roots = {n: records.root(n) for n in range(1, entries, entries // rounds)}
    start = perf_counter()
    for n, old in roots.items():
        assert consistent(n, old, entries, root, records.consistency(n, entries))
    print(f"{'consistency proof, the same':<34}{(perf_counter() - start) / len(roots) * 1000:>12.3f} ms")
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
