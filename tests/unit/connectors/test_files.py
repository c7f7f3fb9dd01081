"""Files: exactly the due ones go, never the newest, never outside the folder; a whole folder goes at once."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.streams import NOW, FileNotebook, before, opening, order
from zusage.adapters.connectors.files.connector import Files, open_files
from zusage.adapters.connectors.files.naming import moment
from zusage.model.errors import ConnectorError
from zusage.plan.act import Delete, Drop
from zusage.plan.condition import And, Feed, In, Not
from zusage.plan.connector import HeldScope, Limits
from zusage.plan.look import Count, Keys, Level, Moment, Profile
from zusage.plan.receipt import RefusalKind

CUT = datetime(2026, 3, 1, tzinfo=UTC)
DELETE = Delete("a1", "backups/rotation/delete", "objects", before("time", CUT))


def store(folder: Path, **options: str) -> Files:
    return open_files(opening(FileNotebook(folder.parent / "notebook"), "backups", path=str(folder), **options))  # type: ignore[return-value]


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "backup"
    folder.mkdir()
    for name in ("2026-02-27.age", "2026-02-28.age", "2026-03-01.age", "2026-03-02.age", "kaputt.age", "2026-02-01.txt"):
        (folder / name).write_bytes(b"age-encryption.org/v1\n-> X25519")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_deletes_exactly_the_due_files_of_the_pattern(backups: Path) -> None:
    asked = store(backups, pattern="*.age", moment="name")
    receipt = asked.apply(DELETE, order())
    assert receipt.counts == {"objects": 3} and receipt.refusal is None
    assert names(backups) == ["2026-02-01.txt", "2026-03-02.age", "kaputt.age"]
    assert asked.apply(DELETE, order("r2")).counts == {}
    assert [dict(batch.counts) for _, batch in asked.journal()] == [{"objects": 3}]


def test_newest_and_held_files_stay(backups: Path) -> None:
    (backups / "2026-03-02.age").unlink()
    held = (HeldScope("police", "objects", key="2026-02-27.age"),)
    receipt = store(backups, pattern="*.age", moment="name", keep_newest="1").apply(DELETE, order(holds=held))
    assert receipt.counts == {"objects": 1}
    assert names(backups) == ["2026-02-01.txt", "2026-02-27.age", "2026-03-01.age", "kaputt.age"]
    interval = (HeldScope("police", since=datetime(2026, 2, 20, tzinfo=UTC), until=datetime(2026, 2, 27, tzinfo=UTC)),)
    assert (
        store(backups, pattern="*.age", moment="name", keep_newest="1").apply(DELETE, order("r2", holds=interval)).counts
        == {}
    )


def test_ceiling_stop_and_batches(backups: Path) -> None:
    asked = store(backups, pattern="*.age", moment="name")
    receipt = asked.apply(DELETE, order(limits=Limits(max_rows=2, max_share=0.05, batch=1)))
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CEILING
    assert receipt.counts == {"objects": 2} and receipt.batches == 2 and "2026-03-01.age" in names(backups)
    asked.set_stop(True)
    assert asked.apply(DELETE, order("r2")).refusal.kind is RefusalKind.STOPPED  # type: ignore[union-attr]


def test_looks(backups: Path) -> None:
    asked = store(backups, pattern="*.age", moment="name")
    seen = asked.look(Count("c", "objects", before("time", CUT), Moment("time"), total=True), {}, NOW)
    assert (seen.numbers["count"], seen.numbers["total"], seen.numbers["unreadable"]) == (3, 5, 1)
    assert seen.moments["oldest"] == datetime(2026, 2, 27, tzinfo=UTC)
    (backups / "2026-03-03.age").write_bytes(b"PK\x03\x04 plain")
    magic = asked.look(Profile("p", "objects", "magic", ("age_file",)), {}, NOW)
    assert (magic.numbers["examined"], magic.numbers["age_file"]) == (6, 5)
    orphans = Not(In("path", Feed("rows", "instance", "attachments", "storage_key")))
    numbers = asked.look(Count("o", "objects", And((orphans,))), {"rows": {"kaputt.age"}}, NOW).numbers
    assert numbers["count"] == 5
    assert set(asked.keys(Keys("k", "objects", "path"), {})) == {name for name in names(backups) if name.endswith(".age")}
    assert asked.look(Level("l", "objects"), {}, NOW).facts["level"] == "logical"


def test_links_are_neither_followed_nor_deleted(backups: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2020-01-01.age").write_bytes(b"x")
    (backups / "link").symlink_to(outside)
    (backups / "2020-01-02.age").symlink_to(outside / "2020-01-01.age")
    store(backups, pattern="**/*", moment="name").apply(DELETE, order())
    assert names(outside) == ["2020-01-01.age"] and "2020-01-02.age" in names(backups)
    store(backups).apply(Drop("d", "p"), order("r2"))
    assert not backups.exists() and names(outside) == ["2020-01-01.age"]


def test_drop_removes_the_folder_once_and_refuses_what_is_held_or_foreign(backups: Path, tmp_path: Path) -> None:
    asked, act = store(backups), Drop("d", "live-chat/after-booking/drop")
    assert asked.apply(act, order(holds=(HeldScope("h"),))).refusal.kind is RefusalKind.HOLD  # type: ignore[union-attr]
    (backups / ".git").mkdir()
    assert asked.apply(act, order()).refusal.kind is RefusalKind.UNABLE  # type: ignore[union-attr]
    (backups / ".git").rmdir()
    receipt = asked.apply(act, order())
    assert receipt.counts == {"objects": 6} and not backups.exists() and names(tmp_path) == ["notebook"]
    assert asked.apply(act, order()).counts == {"objects": 6}
    assert asked.apply(act, order("r2")).counts == {}
    with pytest.raises(ConnectorError, match="ZE612"):
        asked.look(Count("c", "objects", before("time", CUT)), {}, NOW)


@pytest.mark.parametrize("path", ["/", "/etc", "/var/log", "relative", "/srv/../etc", ""])
def test_dangerous_paths_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(ConnectorError, match="ZE615"):
        open_files(opening(FileNotebook(tmp_path / "n"), path=path))


@pytest.mark.parametrize("key", ["../notebook", "/etc/passwd", "", "a/../../notebook", "a\0b", "link/x", "..\\x"])
def test_hostile_keys_are_refused(backups: Path, key: str) -> None:
    (backups / "link").symlink_to("/etc")
    with pytest.raises(ConnectorError, match="ZE616"):
        store(backups).remove_file(key)


def test_remove_file_is_idempotent_and_respects_holds(backups: Path) -> None:
    asked = store(backups)
    asked.set_holds((HeldScope("h", "objects", key="2026-02-27.age"),))
    with pytest.raises(ConnectorError, match="ZE619"):
        asked.remove_file("2026-02-27.age", "r1")
    assert (backups / "2026-02-27.age").exists()
    assert store(backups).remove_file("2026-02-28.age") is True
    assert store(backups).remove_file("2026-02-28.age") is False


def test_moment_in_a_name() -> None:
    assert moment("db-2026-03-01-full.tar.age", "Europe/Berlin") == date(2026, 3, 1)
    assert moment("20260301T0300Z.age", "Europe/Berlin") == datetime(2026, 3, 1, 3, tzinfo=UTC) + timedelta(seconds=59)
    assert moment("20260301_030000.age", "Europe/Berlin") == datetime(2026, 3, 1, 3, tzinfo=UTC)
    assert moment("20260301_030000.age", "America/New_York") == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert moment("2026-02-30.age", "UTC") is moment("1234567890123.age", "UTC") is moment("backup", "UTC") is None
    assert moment("2026-03-01-00017.eml", "UTC") == date(2026, 3, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.integers(-20, 20), max_size=12), st.integers(0, 4), st.integers(1, 5))
def test_oracle(tmp_path: Path, days: list[int], newest: int, batch: int) -> None:
    folder = tmp_path / "b"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (tmp_path / "notebook").unlink(missing_ok=True)
    moments = {f"f{number}": (CUT + timedelta(days=offset)).timestamp() for number, offset in enumerate(days)}
    for name, at in moments.items():
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (at, at))
    ranked = sorted(moments.values(), reverse=True)
    last = ranked[min(newest, len(ranked)) - 1] if newest and ranked else float("inf")
    wanted = sorted(name for name, at in moments.items() if at > CUT.timestamp() or at >= last)
    receipt = store(folder, keep_newest=str(newest)).apply(DELETE, order(limits=Limits(None, None, batch)))
    assert names(folder) == wanted
    assert receipt.counts.get("objects", 0) == len(days) - len(wanted)
