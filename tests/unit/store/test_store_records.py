"""The ledger on SQLite and PostgreSQL: append once, read in order, seal, prove, verify, refuse to forget."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from zusage.adapters.store.state import OpenedState, open_state
from zusage.ledger.checkpoint import Signer, read_checkpoint, signed_by
from zusage.ledger.entry import New
from zusage.ledger.tree import consistent, included
from zusage.model.errors import IntegrityError

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
Open = Callable[[str], OpenedState]


def news(count: int, start: int = 0, kind: str = "batch") -> list[New]:
    return [(kind, NOW + timedelta(seconds=n), {"number": n, "text": "ä€"}, f"k|{n}") for n in range(start, start + count)]


def test_what_is_appended_is_read_in_order(place: str, opened: Open) -> None:
    state = opened(place)
    assert state.records.append(news(5)) == 5
    assert state.records.append([("receipt", NOW, {"a": [1, None, True]}, None)]) == 1
    entries = list(state.records.read())
    assert [e.index for e in entries] == list(range(6))
    assert entries[2].body == {"number": 2, "text": "ä€"}
    assert entries[2].at == NOW + timedelta(seconds=2)
    assert [e.previous for e in entries[1:]] == [e.hash for e in entries[:-1]]
    assert [e.kind for e in state.records.read("receipt")] == ["receipt"]
    assert [e.index for e in state.records.read("batch", 2)] == [3, 4]
    assert state.records.entry(4) == entries[4]
    assert state.records.entry(6) is None


def test_a_known_key_is_left_out(place: str, opened: Open) -> None:
    state = opened(place)
    state.records.append(news(1200))
    assert state.records.append(news(1300)) == 100
    assert state.records.append([*news(2, 5000), *news(2, 5000)]) == 2
    assert state.records.append([]) == 0
    assert state.records.append([("board", NOW, {}, None)] * 2) == 2
    assert [e.body["number"] for e in state.records.read("batch")] == [*range(1300), 5000, 5001]
    assert state.records.verify().ok


def test_a_batch_is_told_in_one_way_only(place: str, opened: Open) -> None:
    state = opened(place)
    told: dict[str, object] = {"run": "r", "digest": "d1", "counts": {"messages": 7}}
    assert state.records.append([("batch", NOW, told, "t|r|a|1")]) == 1
    assert state.records.append([("batch", NOW, {**told, "digest": "d2"}, "t|r|a|1")]) == 0
    other = ("batch", NOW, {**told, "counts": {"messages": 8}}, "t|r|a|1")
    with pytest.raises(IntegrityError) as caught:
        state.records.append([*news(2), other])
    assert caught.value.code == "ZE45"
    with pytest.raises(IntegrityError):
        state.records.append([("batch", NOW, told, "t|r|a|2"), ("batch", NOW, {**told, "counts": {}}, "t|r|a|2")])
    assert [e.body["counts"] for e in state.records.read()] == [{"messages": 7}]
    assert state.records.verify().ok


def test_one_bad_entry_leaves_nothing(place: str, opened: Open) -> None:
    state = opened(place)
    with pytest.raises(TypeError):
        state.records.append([*news(3), ("batch", NOW, {"a": 1.5}, None)])
    assert list(state.records.read()) == []
    assert state.records.append(news(3)) == 3
    assert state.records.verify().ok


def test_a_checkpoint_seals_what_is_there(place: str, opened: Open) -> None:
    state = opened(place)
    assert state.records.checkpoint(NOW) is None
    state.records.append(news(37))
    body = state.records.checkpoint(NOW)
    assert body is not None
    told = read_checkpoint(body["note"])
    assert (told.size, told.root, told.origin) == (37, state.records.root(37), state.origin)
    assert signed_by(body["note"], state.verifier())
    assert state.records.checkpoint(NOW) is None
    state.records.append(news(3, 100))
    assert state.records.checkpoint(NOW)
    report = state.records.verify([body["note"]])
    assert report.ok, report
    assert (report.entries, report.checkpoints, report.unsealed, report.witnesses) == (42, 2, 0, 1)


def test_proofs_hold_for_every_entry(place: str, opened: Open) -> None:
    state = opened(place)
    for start in range(0, 300, 75):
        state.records.append(news(75, start))
    root, leaves = state.records.root(300), [e.hash for e in state.records.read()]
    for n in range(0, 300, 7):
        assert included(leaves[n], n, 300, state.records.inclusion(n, 300), root)
        proof = state.records.consistency(n + 1, 300)
        assert consistent(n + 1, state.records.root(n + 1), 300, root, proof)


def test_a_state_reopens_where_it_was(place: str, opened: Open) -> None:
    first = opened(place)
    first.records.append(news(20))
    note = first.records.checkpoint(NOW)
    second = opened(place)
    assert (second.origin, second.verifier()) == (first.origin, first.verifier())
    second.records.append(news(20, 20))
    assert note is not None
    assert second.records.verify([note["note"]]).ok
    assert len(list(first.records.read())) == 41


def test_several_writers_make_one_chain(place: str, opened: Open) -> None:
    states = [opened(place) for _ in range(4)]

    def write(n: int) -> int:
        return sum(states[n % 4].records.append(news(5, 5 * i + (n % 2) * 1000)) for i in range(20))

    with ThreadPoolExecutor(8) as pool:
        written = sum(pool.map(write, range(8)))
    report = states[0].records.verify()
    assert report.ok, report
    assert written == report.entries == 200


def test_reading_keeps_its_picture_while_others_write(place: str, opened: Open) -> None:
    state = opened(place)
    state.records.append(news(10))
    reader = state.records.read()
    assert next(reader).index == 0
    state.records.append(news(10, 10))
    assert [e.index for e in reader] == list(range(1, 10))


def test_the_archive_gives_back_what_it_got(place: str, opened: Open) -> None:
    archive = opened(place).archive
    digest = archive.put("policy", b"text" * 1000)
    assert archive.put("policy", b"text" * 1000) == digest
    assert archive.get(digest) == b"text" * 1000
    assert archive.get("0" * 64) is None


STATEMENTS = [
    "UPDATE {0}entry SET body = '{{}}' WHERE position = 1",
    "DELETE FROM {0}entry WHERE position = 4",
    "DELETE FROM {0}node",
    "UPDATE {0}node SET level = 9",
    "DELETE FROM {0}archive",
    "UPDATE {0}archive SET kind = 'x'",
    "UPDATE {0}head SET size = 0",
    "DELETE FROM {0}head",
    "DELETE FROM {0}intention",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_forget(place: str, opened: Open, statement: str) -> None:
    state = opened(place)
    state.records.append(news(20))
    state.archive.put("policy", b"x")
    if "intention" in statement:
        from zusage.plan.receipt import Batch
        from zusage.plan.target import TargetId

        state.notebook.intend(Batch(TargetId("a"), "r", "a", "p", 1, {}, NOW), "")
    if place.startswith("postgresql"):
        with psycopg.connect(place) as connection, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute(statement.format("zusage.").encode())
    else:
        connection = sqlite3.connect(Path(place) / "state.db")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement.format(""))
        connection.close()
    assert state.records.verify().ok


def test_replacing_an_entry_is_refused_too(tmp_path: Path, opened: Open) -> None:
    opened(str(tmp_path / "own")).records.append(news(3))
    connection = sqlite3.connect(tmp_path / "own" / "state.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("INSERT OR REPLACE INTO entry SELECT 1, at, kind, NULL, '{}', hash FROM entry WHERE position = 1")
    connection.close()


KILLED = """
import sys
from datetime import UTC, datetime
from zusage.adapters.store.state import open_state
now = datetime(2026, 11, 22, 6, tzinfo=UTC)
state = open_state(sys.argv[1], lambda: now)
start = int(sys.argv[2])
for n in range(start, start + 100000):
    state.records.append([("batch", now, {"number": n, "part": part}, f"{n}|{part}") for part in range(3)])
    if n % 7 == 0:
        state.records.checkpoint(now)
    print(n, flush=True)
"""


def test_kill_9_in_the_middle_leaves_a_valid_ledger(tmp_path: Path) -> None:
    place, told = str(tmp_path / "own"), []
    for turn in range(6):
        start = told[-1] + 1 if told else 0
        command = [sys.executable, "-c", KILLED, place, str(start)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for line in process.stdout:
                told.append(int(line))
                if len(told) % (23 + turn) == 0:
                    process.kill()
                    break
            told += [int(line) for line in process.stdout if line.endswith("\n")]
        state = open_state(place, lambda: NOW)
        report = state.records.verify()
        numbers = [(e.body["number"], e.body["part"]) for e in state.records.read("batch")]
        state.close()
        assert report.ok, report
        assert len(numbers) == len(set(numbers))
        assert numbers[: 3 * len(told)] == [(n, part) for n in told for part in range(3)], "a confirmed append was lost"
        assert len(numbers) - 3 * len(told) in (0, 3), "an append is whole or not there"
        told = sorted({n for n, _ in numbers})


def test_a_foreign_key_under_a_checkpoint_is_found(tmp_path: Path, opened: Open) -> None:
    state = opened(str(tmp_path / "own"))
    state.records.append(news(3))
    forged = Signer(state.origin, bytes(32))
    state.records._signer = lambda: forged
    state.records.checkpoint(NOW)
    state.records._signer = state._signer
    report = state.records.verify()
    assert [p.code for p in report.problems] == ["checkpoint_key"]
    assert report.first_bad == 3
