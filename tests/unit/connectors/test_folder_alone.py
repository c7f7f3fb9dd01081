"""Two runs that share a folder: one waits for the other, and nobody's draft is taken for what a crash left."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from zusage.adapters.connectors import durable
from zusage.adapters.connectors.logfiles import deed
from zusage.adapters.connectors.logfiles.source import LogFile


def _hold(folder: Path, inside: Event, end: Event) -> None:
    with durable.alone(folder):
        inside.set()
        end.wait(20)


def test_the_second_waits_and_gives_up_in_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    inside, end = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, inside, end))
    other.start()
    assert inside.wait(20)
    with pytest.raises(durable.Taken), durable.alone(tmp_path, 0.1):
        pytest.fail("two at once")
    end.set()
    with durable.alone(tmp_path, 20):
        pass
    other.join(20)
    assert other.exitcode == 0


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    inside, end = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, inside, end))
    other.start()
    assert inside.wait(20)
    other.kill()
    begun = time.monotonic()
    with durable.alone(tmp_path, 20):
        assert time.monotonic() - begun < 20
    other.join(20)


def test_a_draft_of_somebody_else_is_never_put_in_place(tmp_path: Path) -> None:
    log = tmp_path / "access.log.1"
    log.write_bytes(b"line\n" * 3)
    draft = durable.beside(log)
    with log.open("rb") as raw:
        seen = deed.borders(raw, 15)
        with pytest.raises(FileNotFoundError):
            deed.put_in_place(LogFile(log), raw, 15, seen, 1)
        assert not draft.exists()
        draft.write_bytes(b"half")
        with pytest.raises(deed.Changed):
            deed.put_in_place(LogFile(log), raw, 15, seen, draft.stat().st_ino + 1)
    assert log.read_bytes() == b"line\n" * 3
