"""The replay store: encrypted, deletable, apart from ledger and vault, on both products."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from zusage.adapters.store.database import migrations
from zusage.adapters.store.state import OpenedState
from zusage.engine.replay import Owed, OwedKind
from zusage.model.errors import IntegrityError
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
SHOP = TargetId("shop")
CANARY = "Quendelmoor-4711"
Open = Callable[[str], OpenedState]


def owed(key: str = "7", **more: object) -> Owed:
    plain = Owed(OwedKind.RECTIFICATION, SHOP, "people", (("id", key),), NOW, (("name", CANARY), ("fax", None)), promise="p")
    return replace(plain, **more)


def test_what_goes_in_comes_out_and_is_kept_once(place: str, opened: Open) -> None:
    store = opened(place).replay
    first = store.put(owed(witness=(("email", CANARY),)))
    assert store.put(owed(witness=(("email", CANARY),))) == first
    assert store.put(owed(key="8")) == first + 1
    found = list(store.of(SHOP))
    assert found[0] == owed(witness=(("email", CANARY),), number=first)
    assert [o.key for o in found] == [(("id", "7"),), (("id", "8"),)]
    assert list(store.of(TargetId("shop", "abc"))) == []
    assert store.counts() == {(SHOP, OwedKind.RECTIFICATION): 2}


def test_numbers_never_come_back(place: str, opened: Open) -> None:
    store = opened(place).replay
    numbers = [store.put(owed(key=str(n))) for n in range(3)]
    store.settle(numbers, NOW)
    assert store.purge("shop", NOW + timedelta(seconds=1)) == 3
    assert store.last() == numbers[-1] and store.put(owed(key="9")) == numbers[-1] + 1


def test_only_what_was_settled_before_is_purged(place: str, opened: Open) -> None:
    store = opened(place).replay
    old, open_, young, other = (store.put(owed(key=n)) for n in ("1", "2", "3", "4"))
    elsewhere = store.put(owed(target=TargetId("other")))
    store.settle([old, elsewhere], NOW - timedelta(days=100))
    store.settle([young], NOW)
    store.settle([young], NOW - timedelta(days=200))
    assert store.purge("shop", NOW - timedelta(days=90)) == 1
    assert [o.number for o in store.of(SHOP)] == [open_, young, other] and store.waiting() == 2
    assert store.counts()[TargetId("other"), OwedKind.RECTIFICATION] == 1


def test_nobody_can_be_read_without_its_own_key(tmp_path: Path, opened: Open) -> None:
    state = opened(str(tmp_path / "own"))
    state.replay.put(owed(key=CANARY))
    state.close()
    for file in (tmp_path / "own").iterdir():
        assert CANARY.encode() not in file.read_bytes(), file.name
        assert b"people" not in file.read_bytes() or file.name == "state.db", file.name
    assert (tmp_path / "own" / "replay.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "own" / "replay.db").stat().st_mode & 0o777 == 0o600


def test_a_lost_or_foreign_key_is_loud(tmp_path: Path, opened: Open) -> None:
    folder = tmp_path / "own"
    state = opened(str(folder))
    state.replay.put(owed())
    (folder / "replay.key").rename(folder / "away")
    with pytest.raises(IntegrityError) as missing:
        list(opened(str(folder)).replay.of(SHOP))
    assert missing.value.code == "ZE702" and not (folder / "replay.key").exists()
    other = opened(str(tmp_path / "other"))
    other.replay.put(owed())
    (folder / "replay.key").write_bytes((tmp_path / "other" / "replay.key").read_bytes())
    (folder / "replay.key").chmod(0o600)
    with pytest.raises(IntegrityError):
        list(opened(str(folder)).replay.of(SHOP))
    (folder / "replay.key").chmod(0o644)
    with pytest.raises(IntegrityError):
        opened(str(folder)).replay.put(owed())


def test_what_is_purged_leaves_the_file(tmp_path: Path, opened: Open) -> None:
    store = opened(str(tmp_path / "own")).replay
    number = store.put(owed())
    file = tmp_path / "own" / "replay.db"
    with sqlite3.connect(file) as db:
        (sealed,) = db.execute("SELECT sealed FROM owed").fetchone()
    assert sealed in file.read_bytes()
    store.settle([number], NOW)
    store.purge("shop", NOW + timedelta(days=1))
    assert sealed[:24] not in file.read_bytes()


def test_in_postgresql_it_has_a_schema_of_its_own(postgres_server, database, opened: Open) -> None:
    url = postgres_server.url(database())
    state = opened(url)
    state.replay.put(owed())
    assert state.replay.last() == 1
    with psycopg.connect(url) as connection:
        mine = "SELECT tablename FROM pg_tables WHERE schemaname = 'zusage_replay' ORDER BY 1"
        tables = connection.execute(mine).fetchall()
        applied = connection.execute("SELECT number, digest FROM zusage_replay.migration").fetchall()
    assert tables == [("migration",), ("numbered",), ("owed",)]
    assert applied == [(number, digest) for number, digest, _ in migrations("replay_postgresql")]
