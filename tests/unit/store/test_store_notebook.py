"""Notebook and leases on both products."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from zusage.adapters.store.lease import this_place
from zusage.adapters.store.state import OpenedState
from zusage.model.errors import IntegrityError, RefusedError
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
LOGS, FILES = TargetId("weblog"), TargetId("files", "ab")
BATCH = Batch(LOGS, "r-1", "a-1", "access-log/ip/keep", 1, {"lines": 10}, NOW)
Open = Callable[[str], OpenedState]


def test_an_intention_ends_once(place: str, opened: Open) -> None:
    book = opened(place).notebook
    first = book.intend(BATCH, "digest of the file")
    second = book.intend(replace(BATCH, number=2), "")
    assert book.open_intentions(LOGS) == ((first, BATCH, "digest of the file"), (second, replace(BATCH, number=2), ""))
    assert list(book.entries(LOGS)) == []
    book.done(first, {"lines": 9})
    assert [number for number, *_ in book.open_intentions(LOGS)] == [second]
    assert [batch for _, batch in book.entries(LOGS)] == [replace(BATCH, counts={"lines": 9})]
    for end in (lambda: book.done(first, {}), lambda: book.withdraw(first), lambda: book.done(999, {})):
        with pytest.raises(IntegrityError, match="ZE45"):
            end()
    book.withdraw(second)
    assert book.open_intentions(LOGS) == ()


def test_a_batch_is_intended_once_unless_withdrawn(place: str, opened: Open) -> None:
    book = opened(place).notebook
    first = book.intend(BATCH, "")
    with pytest.raises(IntegrityError, match="ZE45"):
        book.intend(BATCH, "")
    book.withdraw(first)
    second = book.intend(BATCH, "")
    book.done(second, {})
    with pytest.raises(IntegrityError, match="ZE45"):
        book.intend(BATCH, "")


def test_who_reads_on_misses_nothing_that_ends_late(place: str, opened: Open) -> None:
    book = opened(place).notebook
    ids = [book.intend(replace(BATCH, number=n), "") for n in range(3)]
    other = book.intend(replace(BATCH, target=FILES), "")
    book.done(ids[2], {"lines": 2})
    ((position, batch),) = book.entries(LOGS)
    assert batch.number == 2
    book.done(other, {})
    book.done(ids[0], {})
    book.done(ids[1], {})
    assert [b.number for _, b in book.entries(LOGS, position)] == [0, 1]
    assert [b.target for _, b in book.entries(FILES)] == [FILES]


def test_an_intention_outlives_the_process(place: str, opened: Open) -> None:
    first = opened(place)
    number = first.notebook.intend(BATCH, "d")
    assert opened(place).notebook.open_intentions(LOGS) == ((number, BATCH, "d"),)


TTL = timedelta(minutes=5)


def test_a_lease_keeps_others_out_until_it_ends(place: str, opened: Open) -> None:
    state = opened(place)
    state.lease("apply", "r-1", NOW, TTL)
    state.lease("apply", "r-1", NOW + TTL / 2, TTL)
    state.lease("other", "r-2", NOW, TTL)
    with pytest.raises(RefusedError, match="ZE47") as caught:
        opened(place).lease("apply", "r-2", NOW + TTL, TTL)
    assert caught.value.arguments["run"] == "r-1"
    opened(place).lease("apply", "r-2", NOW + TTL * 1.5, TTL)
    assert not state.release("apply", "r-1")
    assert state.release("apply", "r-2")
    state.lease("apply", "r-3", NOW, TTL)


CHILD = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zusage.adapters.store.state import open_state
now = datetime(2026, 11, 22, 6, tzinfo=UTC)
state = open_state(sys.argv[1], lambda: now, Path(sys.argv[2]))
state.lease("apply", "r-child", now, timedelta(hours=1))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_lease_of_a_killed_run_is_free_at_once(place: str, opened: Open, tmp_path: Path) -> None:
    state = opened(place)
    command = [sys.executable, "-c", CHILD, place, str(tmp_path / "private")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "held\n"
        with pytest.raises(RefusedError, match="ZE47"):
            state.lease("apply", "r-child", NOW, TTL)
        process.kill()
    state.lease("apply", "r-2", NOW, TTL)


def test_a_lease_from_elsewhere_counts_until_it_ends(place: str, opened: Open) -> None:
    state = opened(place)
    values = ("apply", "r-far", "f" * 16, 2**22 + 1, "2026-11-22T07:00:00.000000Z")
    with state._database.write() as writing:
        writing.execute("INSERT INTO lease (name, holder, place, process, until) VALUES (?, ?, ?, ?, ?)", values)
    with pytest.raises(RefusedError, match="ZE47"):
        state.lease("apply", "r-2", NOW, TTL)
    state.lease("apply", "r-2", NOW + timedelta(hours=1), TTL)


def test_the_place_names_no_machine() -> None:
    assert os.uname().nodename not in this_place()
    assert len(this_place()) == 16
