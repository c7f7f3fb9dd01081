"""A restore counts as answered by a later replay of that target, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from zusage.app.history import read_history

START = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class Entry:
    index: int
    kind: str
    at: datetime
    body: Mapping[str, Any]


class Records:
    def __init__(self, *entries: tuple[str, int, Mapping[str, Any]]) -> None:
        self.entries = [Entry(i, kind, START + timedelta(hours=hour), body) for i, (kind, hour, body) in enumerate(entries)]

    def read(self, kind: str | None = None, after: int = -1) -> Iterator[Entry]:
        return (entry for entry in self.entries if kind in (None, entry.kind) and entry.index > after)


class Told:
    def __init__(self, *entries: tuple[str, int, Mapping[str, Any]]) -> None:
        self.records = Records(*entries)


def noticed(hour: int, target: str = "control") -> tuple[str, int, Mapping[str, Any]]:
    return "restore_noticed", hour, {"target": target, "ledger_batches": 3, "journal_batches": 1}


def run(hour: int, *visited: str) -> tuple[str, int, Mapping[str, Any]]:
    return "run_finished", hour, {"run": f"r{hour}", "visited": visited, "missed": {}}


def replayed(hour: int, target: str = "control") -> tuple[str, int, Mapping[str, Any]]:
    return "replay_done", hour, {"target": target, "run": f"p{hour}", "counts": {}}


def test_no_run_answers_it() -> None:
    (restored,) = read_history(Told(noticed(5), run(5, "control"), run(7, "control"))).restores
    assert (str(restored.target), restored.replayed) == ("control", None)


def test_the_replay_of_this_target_answers_it() -> None:
    story = Told(replayed(2), noticed(5), replayed(6, "weblog"), replayed(7), replayed(8))
    assert read_history(story).restores[0].replayed == START + timedelta(hours=7)


def test_a_second_restore_waits_for_a_replay_of_its_own() -> None:
    story = Told(noticed(5), replayed(7), noticed(9))
    assert [r.replayed for r in read_history(story).restores] == [None]


def test_without_a_restore_there_is_nothing_to_answer() -> None:
    assert read_history(Told(run(2, "control"))).restores == ()
