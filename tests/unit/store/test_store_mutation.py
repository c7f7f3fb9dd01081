"""Every flipped bit, dropped, swapped, duplicated or truncated entry of the SQLite file is found, at its place."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from zusage.adapters.store.state import OpenedState, open_state
from zusage.ledger.check import VerifyReport
from zusage.ledger.entry import GENESIS, line_hash, line_text
from zusage.ledger.tree import Frontier

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
SEALED = 19


class Tampered:
    """A ledger of 19 entries, a checkpoint, two more; its triggers are gone, as for somebody who owns the file."""

    def __init__(self, folder: Path) -> None:
        state = open_state(str(folder), lambda: NOW)
        state.records.append([("batch", NOW, {"n": n, "w": "ä"}, f"k|{n}" if n % 2 else None) for n in range(SEALED)])
        note = state.records.checkpoint(NOW)
        assert note
        self.note = str(note["note"])
        state.records.append([("board", NOW, {"n": n}, None) for n in range(2)])
        self.state: OpenedState = state
        self.connection = sqlite3.connect(folder / "state.db", isolation_level=None)
        self.connection.execute("PRAGMA synchronous=OFF")
        for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.connection.execute(f"DROP TRIGGER {name}")

    def run(self, sql: str, *values: object) -> None:
        self.connection.execute(sql, values)

    def verify(self, *witnesses: str) -> VerifyReport:
        return self.state.records.verify(witnesses)

    def move_head(self) -> None:
        """Make head and nodes fit the entries that are there, as a careful forger would."""
        rows = self.connection.execute("SELECT hash FROM entry ORDER BY position").fetchall()
        frontier = Frontier()
        self.run("DELETE FROM node")
        for level, first, hashes in frontier.extend([hash for (hash,) in rows]):
            for n, hash in enumerate(hashes):
                self.run("INSERT INTO node VALUES (?, ?, ?)", level, first + n, hash)
        self.run("UPDATE head SET size = ?, last = ?, frontier = ?", len(rows), rows[-1][0], frontier.pack())

    def rechain(self) -> None:
        """Hash everything anew, as a forger without the signing key would."""
        previous = GENESIS
        for row in self.connection.execute("SELECT position, at, kind, key, body FROM entry ORDER BY position").fetchall():
            previous = line_hash(line_text(*row, previous))
            self.run("UPDATE entry SET hash = ? WHERE position = ?", previous, row[0])
        self.move_head()


@pytest.fixture
def tampered(tmp_path: Path) -> Iterator[Tampered]:
    ledger = Tampered(tmp_path / "own")
    assert ledger.verify(ledger.note).ok
    yield ledger
    ledger.connection.close()
    ledger.state.close()


@pytest.mark.parametrize("column", ["at", "kind", "key", "body", "hash"])
def test_every_flipped_bit_of_an_entry_is_found_where_it_is(tampered: Tampered, column: str) -> None:
    cast = "?" if column == "hash" else "CAST(? AS TEXT)"
    sql = f"UPDATE entry SET {column} = {cast} WHERE position = ?"
    rows = tampered.connection.execute(f"SELECT position, CAST({column} AS BLOB) FROM entry").fetchall()
    for position, cell in rows:
        for at in range(len(cell or b"")):
            flipped = bytearray(cell)
            flipped[at] ^= 1 << (at + position) % 8
            try:
                tampered.run(sql, bytes(flipped), position)
            except sqlite3.IntegrityError:
                assert column == "key", "only a key that another entry has may be refused by the file itself"
                continue
            report = tampered.verify()
            assert report.first_bad == position, (column, position, at, report.problems)
            tampered.run(sql, cell, position)
    assert tampered.verify(tampered.note).ok


@pytest.mark.parametrize("bit", range(8))
def test_every_bit_of_one_body_is_found(tampered: Tampered, bit: int) -> None:
    ((cell,),) = tampered.connection.execute("SELECT CAST(body AS BLOB) FROM entry WHERE position = 7").fetchall()
    for at in range(len(cell)):
        flipped = bytearray(cell)
        flipped[at] ^= 1 << bit
        tampered.run("UPDATE entry SET body = CAST(? AS TEXT) WHERE position = 7", bytes(flipped))
        assert tampered.verify().first_bad == 7


@pytest.mark.parametrize("table, column", [("head", "last"), ("head", "frontier"), ("node", "hash"), ("identity", "origin")])
def test_every_flipped_bit_beside_the_entries_is_found(tampered: Tampered, table: str, column: str) -> None:
    ((cell,),) = tampered.connection.execute(f"SELECT CAST({column} AS BLOB) FROM {table}").fetchall()
    cast = "CAST(? AS TEXT)" if column == "origin" else "?"
    for at in range(len(cell)):
        flipped = bytearray(cell)
        flipped[at] ^= 1 << at % 7
        tampered.run(f"UPDATE {table} SET {column} = {cast}", bytes(flipped))
        assert not tampered.verify().ok, at
    tampered.run(f"UPDATE {table} SET {column} = {cast}", cell)
    assert tampered.verify().ok


@pytest.mark.parametrize("position", range(SEALED + 3))
def test_every_dropped_entry_is_found(tampered: Tampered, position: int) -> None:
    tampered.run("DELETE FROM entry WHERE position = ?", position)
    assert tampered.verify().first_bad == position
    tampered.run("UPDATE entry SET position = position - 1 WHERE position > ?", position)
    assert tampered.verify().first_bad == position
    if position <= SEALED:
        tampered.move_head()
        assert tampered.verify().first_bad == position


@pytest.mark.parametrize("position", range(SEALED + 2))
def test_every_pair_of_swapped_entries_is_found(tampered: Tampered, position: int) -> None:
    for old, new in ((position, -1), (position + 1, position), (-1, position + 1)):
        tampered.run("UPDATE entry SET position = ? WHERE position = ?", new, old)
    assert tampered.verify().first_bad == position


@pytest.mark.parametrize("position", range(SEALED + 3))
def test_every_duplicated_entry_is_found(tampered: Tampered, position: int) -> None:
    tampered.run("UPDATE entry SET position = -position - 1 WHERE position > ?", position)
    tampered.run("UPDATE entry SET position = -position WHERE position < 0")
    tampered.run("INSERT INTO entry SELECT position + 1, at, kind, NULL, body, hash FROM entry WHERE position = ?", position)
    assert tampered.verify().first_bad == position + 1
    tampered.move_head()
    assert tampered.verify().first_bad == position + 1


@pytest.mark.parametrize("size", range(SEALED + 3))
def test_a_truncated_ledger_is_found(tampered: Tampered, size: int) -> None:
    tampered.run("DELETE FROM entry WHERE position >= ?", size)
    assert tampered.verify().first_bad == size


@pytest.mark.parametrize("size", range(1, SEALED))
def test_a_ledger_cut_with_its_head_is_found_by_a_note_kept_elsewhere(tampered: Tampered, size: int) -> None:
    tampered.run("DELETE FROM entry WHERE position >= ?", size)
    tampered.move_head()
    assert tampered.verify().ok, "nothing inside the file can show this; the specification says so"
    report = tampered.verify(tampered.note)
    assert [(p.code, p.index) for p in report.problems] == [("witness_size", size)]


@pytest.mark.parametrize("position", [0, 7, SEALED - 1])
def test_a_ledger_written_anew_is_found_by_its_checkpoint(tampered: Tampered, position: int) -> None:
    tampered.run("UPDATE entry SET body = ? WHERE position = ?", '{"n":99}', position)
    tampered.rechain()
    assert [(p.code, p.index) for p in tampered.verify().problems] == [("checkpoint_root", SEALED)]


def test_a_note_of_another_history_is_found(tampered: Tampered, tmp_path: Path) -> None:
    tampered.run("UPDATE entry SET body = ? WHERE position = 3", '{"n":99}')
    tampered.run("DELETE FROM entry WHERE position >= ?", SEALED)
    tampered.rechain()
    assert tampered.verify().ok
    assert {p.code for p in tampered.verify(tampered.note).problems} == {"witness_root"}
    forged = tampered.note.replace("\n19\n", "\n18\n")
    assert tampered.verify(forged).problems[0].code == "witness_signature"
    assert tampered.verify("no note").problems[0].code == "witness_form"


def test_a_file_that_is_no_database_is_an_error_not_a_crash(tampered: Tampered, tmp_path: Path) -> None:
    from zusage.model.errors import IntegrityError

    shutil.copytree(tmp_path / "own", tmp_path / "copy")
    for name in ("state.db-wal", "state.db-shm"):
        (tmp_path / "copy" / name).unlink(missing_ok=True)
    (tmp_path / "copy" / "state.db").write_bytes(b"no database" * 1000)
    with pytest.raises(IntegrityError, match="ZE45"):
        open_state(str(tmp_path / "copy"), lambda: NOW)


CHANGES = [
    ("UPDATE zusage.entry SET body = '{\"n\":99}' WHERE position = 5", 5),
    ("UPDATE zusage.entry SET at = '2026-11-22T06:00:00.000001Z' WHERE position = 6", 6),
    ("UPDATE zusage.entry SET hash = decode(repeat('00', 32), 'hex') WHERE position = 7", 7),
    ("DELETE FROM zusage.entry WHERE position = 8", 8),
    ("DELETE FROM zusage.entry WHERE position > 17", 18),
    ("DELETE FROM zusage.node", 0),
]


@pytest.mark.parametrize("change, position", CHANGES)
def test_changes_in_postgresql_are_found_too(postgres_server, database, tmp_path: Path, change: str, position: int) -> None:
    url = postgres_server.url(database())
    state = open_state(url, lambda: NOW, tmp_path / "private")
    state.records.append([("batch", NOW, {"n": n}, f"k|{n}") for n in range(SEALED)])
    state.records.checkpoint(NOW)
    assert state.records.verify().ok
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role TO replica")
        connection.execute(change.encode())
    assert state.records.verify().first_bad == position
    state.close()
