"""Support for stores without transactions: a notebook on one file that survives kill -9, lines, files, orders."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from zusage.plan.condition import Before, CutOff
from zusage.plan.connector import Limits, Opening, Order
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TARGET = TargetId("weblog")
FREE = Limits(max_rows=None, max_share=None)


class FileNotebook:
    """Intentions as lines of JSON, synced one by one; used by tests that kill the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()

    def _write(self, **record: object) -> None:
        with self.path.open("a") as out:
            out.write(json.dumps(record, default=str) + "\n")
            out.flush()
            os.fsync(out.fileno())

    def _read(self) -> list[dict]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]

    def intend(self, batch: Batch, detail: str) -> int:
        number = sum(1 for record in self._read() if record["kind"] == "intend") + 1
        self._write(kind="intend", id=number, batch=asdict(batch), detail=detail)
        return number

    def done(self, intention: int, counts: Mapping[str, int]) -> None:
        self._write(kind="done", id=intention, counts=dict(counts))

    def withdraw(self, intention: int) -> None:
        self._write(kind="withdraw", id=intention)

    def open_intentions(self, target: TargetId) -> tuple[tuple[int, Batch, str], ...]:
        records = self._read()
        ended = {record["id"] for record in records if record["kind"] != "intend"}
        return tuple(
            (r["id"], _batch(r["batch"]), r["detail"]) for r in records if r["kind"] == "intend" and r["id"] not in ended
        )

    def entries(self, target: TargetId, after: int = 0) -> Iterator[tuple[int, Batch]]:
        records = self._read()
        batches = {record["id"]: record["batch"] for record in records if record["kind"] == "intend"}
        position = 0
        for record in records:
            if record["kind"] == "done":
                position += 1
                if position > after:
                    yield position, _batch({**batches[record["id"]], "counts": record["counts"]})


def _batch(data: dict) -> Batch:
    return Batch(**{**data, "target": TargetId(**data["target"]), "at": datetime.fromisoformat(data["at"])})


def opening(notebook: FileNotebook, system: str = "weblog", **options: str | tuple[str, ...]) -> Opening:
    return Opening(TargetId(system), options, (), notebook, write=True)


def order(run: str = "r1", limits: Limits = FREE, **more: object) -> Order:
    return Order(run, NOW, limits, more.pop("feeds", {}), **more)


def before(column: str, moment: datetime) -> Before:
    return Before(column, CutOff(moment, moment.date()))


def line(ip: str, at: datetime, rest: str = '"GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0"') -> bytes:
    return f"{ip} - - [{at.strftime('%d/%b/%Y:%H:%M:%S %z')}] {rest}\n".encode()
