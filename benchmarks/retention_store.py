"""The table that the deletion benchmarks work on, and our side of them: one act with journal and receipts.

Half of the rows are due; an index on the start, one on a second column, 100 bytes of text. Not a benchmark by itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from zusage.adapters.connectors import open_connector
from zusage.plan.act import Act, Clear, Delete
from zusage.plan.condition import Before, CutOff
from zusage.plan.connector import Limits, Opening, Order
from zusage.plan.look import Moment
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SPREAD = 7_919


def cut(size: int) -> datetime:
    """The moment up to which half of the rows lie."""
    return NOW - timedelta(minutes=size // 2)


def delete(size: int) -> Delete:
    """The deletion of the older half."""
    moment = cut(size)
    return Delete("a", "bench/delete", "events", Before("at", CutOff(moment, moment.date())), Moment("at"))


def clear(size: int, columns: Mapping[str, str | None]) -> Clear:
    """The emptying of columns in the older half."""
    moment = cut(size)
    condition = Before("at", CutOff(moment, moment.date()))
    return Clear("a", "bench/clear", "events", tuple(columns.items()), condition, Moment("at"))


def apply(url: str, act: Act, cpu: Callable[[], float] = time.process_time) -> tuple[float, float, Mapping[str, int]]:
    """Carry the act out; returns rows per second, rows per second of `cpu`, and the figures. Set-up is not measured."""
    store = open_connector("sql", Opening(TargetId("bench"), {"url": url}, ("events",), None, zone="UTC", locks=()))
    try:
        store.set_up()
        order = Order("run", NOW, Limits(None, None), {}, identity=store.identity(), structure=store.fingerprint())
        begin, worked = time.perf_counter(), cpu()
        receipt = store.apply(act, order)
        seconds, worked = time.perf_counter() - begin, cpu() - worked
    finally:
        store.close()
    assert receipt.refusal is None, receipt
    rows = receipt.counts["events"]
    assert sum(batch.counts["events"] for _, batch in store.journal()) == rows
    store.close()
    return rows / seconds, rows / worked, {**receipt.figures, "rows": rows}
