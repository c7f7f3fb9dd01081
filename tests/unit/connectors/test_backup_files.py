"""Backups as files: manifests, generations, chains, keys that end a copy, and everything odd that lies in such folders."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.streams import NOW, FileNotebook, before, opening, order
from zusage.adapters.connectors.files.connector import Files, open_files
from zusage.adapters.connectors.files.naming import moment
from zusage.adapters.connectors.files.order import Member, chains_of, depth_of, generations_of, needed, read_generations
from zusage.model.errors import ConnectorError
from zusage.plan.act import Delete
from zusage.plan.condition import And, Equals
from zusage.plan.connector import HeldScope, Limits
from zusage.plan.look import Count, Level, Moment
from zusage.plan.receipt import RefusalKind

CUT = datetime(2026, 3, 1, tzinfo=UTC)
DUE = before("time", CUT)
DELETE = Delete("a1", "backups/rotation/delete", "objects", DUE)
AGE = b"age-encryption.org/v1\n-> X25519 abc\n"


def store(folder: Path, **options: str) -> Files:
    notebook = FileNotebook(folder.parent / "notebook")
    return open_files(opening(notebook, "backups", path=str(folder), **options))  # type: ignore[return-value]


def make(folder: Path, *names: str, content: bytes = AGE) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def due(files: Files) -> int:
    return files.look(Count("c", "objects", DUE, Moment("time")), {}, NOW).numbers["count"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("db_2026_02_03.tar.age", date(2026, 2, 3)),
        ("db-2026.02.03.gz", date(2026, 2, 3)),
        ("Sicherung vom 03.02.2026.zip", date(2026, 2, 3)),
        ("wal-2026-W10.age", date(2026, 3, 8)),
        ("monat-2026-02.age", date(2026, 2, 28)),
        ("monat-2024_02.age", date(2024, 2, 29)),
        ("v1.2026-02-03.age", date(2026, 2, 3)),
        ("03-02-2026.age", None),
        ("30.02.2026.age", None),
        ("2026-13.age", None),
        ("2026-W54.age", None),
        ("10.0.2026.02.age", None),
        ("order-20260230.age", None),
    ],
)
def test_moments_in_names(name: str, says: date | None) -> None:
    assert moment(name, "Europe/Berlin") == says


def _manifest(folder: Path, **more: dict[str, object]) -> None:
    lines = [
        {"path": path.name, "taken": "2026-02-01T02:00:00Z", "size": path.stat().st_size, **more.get(path.name, {})}
        for path in sorted(folder.iterdir())
        if path.name in more
    ]
    (folder / "list.json").write_text(json.dumps({"zusage-manifest": 1, "files": lines}))


def test_only_what_the_manifest_names_with_this_size_and_checksum_goes(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", "one", "two", "three", "foreign", "grown", "young")
    right, wrong = hashlib.sha256(AGE).hexdigest(), "0" * 64
    young = {"taken": "2026-03-02T02:00:00+01:00"}
    _manifest(folder, one={"sha256": right}, two={"sha256": wrong}, three={}, grown={}, young=young)
    (folder / "grown").write_bytes(AGE * 2)
    files = store(folder, moment="manifest", manifest="list.json")
    looked = files.look(Count("c", "objects", DUE, Moment("time"), total=True), {}, NOW)
    assert looked.numbers["count"] == 3 and looked.numbers["unreadable"] == 2
    receipt = files.apply(DELETE, order())
    assert names(folder) == ["foreign", "grown", "list.json", "two", "young"] and receipt.counts == {"objects": 2}
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CHANGED
    assert files.apply(DELETE, order("r2")).counts == {}


def test_a_manifest_may_be_a_table(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", "one", "a, b\nc")
    with (folder / "list.csv").open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerows([("path", "taken", "size", "base"), ("one", "2026-02-01T02:00:00Z", "", "")])
        writer.writerow(("a, b\nc", "2026-02-01T02:00:00Z", len(AGE), ""))
    assert store(folder, moment="manifest", manifest="list.csv").apply(DELETE, order()).counts == {"objects": 2}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"zusage-manifest": 2, "files": []}',
        '{"zusage-manifest": 1, "files": [{"path": "one"}]}',
        '{"zusage-manifest": 1, "files": [{"path": "one", "taken": "2026-02-01T02:00:00"}]}',
        '{"zusage-manifest": 1, "files": [{"path": "../one", "taken": "2026-02-01T02:00:00Z"}]}',
        '{"zusage-manifest": 1, "files": [{"path": "/one", "taken": "2026-02-01T02:00:00Z"}]}',
        '{"zusage-manifest": 1, "files": "one"}',
        "path,when\none,2026-02-01T02:00:00Z\n",
        '{"zusage-manifest": 1, "files": [{"path": "one", "taken": "2020-01-01T00:00:00Z"},'
        ' {"path": "one", "taken": "2020-01-01T00:00:00Z"}]}',
    ],
)
def test_a_bad_manifest_is_an_error_and_deletes_nothing(tmp_path: Path, text: str) -> None:
    folder = make(tmp_path / "b", "one")
    (folder / "list.json").write_text(text)
    if text:
        with pytest.raises(ConnectorError) as error:
            store(folder, moment="manifest", manifest="list.json").apply(DELETE, order())
        assert error.value.code == "ZE643"
    else:
        assert store(folder, moment="manifest", manifest="list.json").apply(DELETE, order()).counts == {}
    assert names(folder) == ["list.json", "one"]


def test_a_missing_manifest_and_bad_options_are_errors(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", "one")
    with pytest.raises(ConnectorError):
        store(folder, moment="manifest", manifest="list.json").apply(DELETE, order())
    for options in (
        {"moment": "manifest"},
        {"generations": "7 hourly"},
        {"generations": "7 daily, 8 daily"},
        {"ends": "key"},
    ):
        with pytest.raises(ConnectorError) as error:
            store(folder, **options)
        assert error.value.code == "ZE617"


def test_generations_are_declared_in_words_and_asked_in_where(tmp_path: Path) -> None:
    days = [date(2025, 11, 1) + timedelta(days=n) for n in range(121)]
    folder = make(tmp_path / "b", *(f"{day}.age" for day in days))
    files = store(folder, moment="name", generations="7 daily, 4 weekly, 3 monthly")
    thin = Delete("a1", "p", "objects", And((DUE, Equals("generation", "none"))))
    free = order(limits=Limits(None, None))
    assert files.apply(thin, free).refusal is None
    left = [date.fromisoformat(name[:10]) for name in names(folder)]
    assert left[-7:] == days[-7:] and date(2026, 1, 31) in left and date(2025, 12, 31) not in left
    assert {day for day in left if day.weekday() == 6} >= {date(2026, 2, 8), date(2026, 2, 15), date(2026, 2, 22)}
    assert 10 <= len(left) <= 14 and files.apply(thin, order("r2", limits=Limits(None, None))).counts == {}


@given(st.sets(st.integers(0, 400), max_size=60), st.integers(0, 9), st.integers(0, 5), st.integers(0, 5))
def test_the_newest_of_each_period_is_kept_and_no_more(ages: set[int], daily: int, weekly: int, monthly: int) -> None:
    dated = [(NOW - timedelta(days=age), f"{age}") for age in ages]
    wanted = {"daily": daily, "weekly": weekly, "monthly": monthly}
    kept = generations_of(dated, wanted)
    for name, count in wanted.items():
        assert sum(name in as_ for as_ in kept.values()) <= count
    if ages and max(wanted.values()):
        assert str(min(ages)) in kept
    assert read_generations("7 daily, 4 weekly") == {"daily": 7, "weekly": 4}


CHAIN = ("full-2026-02-01", "inc-2026-02-05", "inc-2026-02-20", "full-2026-02-21", "inc-2026-02-25", "inc-2026-03-02")


def test_a_base_stays_until_its_last_increment_goes(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", *CHAIN)
    files = store(folder, moment="name", chain="full-*")
    seen: list[list[str]] = []
    receipt = files.apply(DELETE, order(limits=Limits(None, None, batch=1), progress=lambda _: seen.append(names(folder))))
    assert receipt.counts == {"objects": 3} and names(folder) == sorted(CHAIN[3:])
    assert [CHAIN[0] in there for there in seen] == [True, True, False]
    assert due(files) == 2
    (folder / "inc-2026-03-02").unlink()
    assert files.apply(DELETE, order("r2")).counts == {"objects": 2} and names(folder) == []


def test_a_held_increment_keeps_its_base(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", *CHAIN)
    held = (HeldScope("court", "objects", key="inc-2026-02-05"),)
    assert store(folder, moment="name", chain="full-*").apply(DELETE, order(holds=held)).counts == {"objects": 1}
    assert names(folder) == sorted(set(CHAIN) - {"inc-2026-02-20"})


def test_an_increment_without_a_date_keeps_all(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", *CHAIN, "inc-latest")
    assert store(folder, moment="name", chain="full-*").apply(DELETE, order()).counts == {}
    assert len(names(folder)) == 7


def test_bases_named_by_the_manifest(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", "base", "middle", "top", "other")
    _manifest(folder, base={}, middle={"base": "base"}, top={"base": "middle", "taken": "2026-04-01T00:00:00Z"}, other={})
    files = store(folder, moment="manifest", manifest="list.json", chain="manifest")
    assert files.apply(DELETE, order()).counts == {"objects": 1}
    assert names(folder) == ["base", "list.json", "middle", "top"]


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.booleans()), max_size=14))
def test_nothing_that_stays_ever_lacks_what_it_needs(drawn: list[tuple[int, bool, bool]]) -> None:
    members = [Member(str(n), NOW + timedelta(days=at), full) for n, (at, full, _) in enumerate(drawn)]
    goes = {str(n) for n, (*_, go) in enumerate(drawn) if go}
    gone = goes - needed(members, goes.__contains__, by_name=True)
    for chain in chains_of(members):
        paths = [member.path for member in chain]
        left = [path for path in paths if path not in gone]
        assert left == paths[: len(left)]
    depth = depth_of(members, by_name=True)
    for chain in chains_of(members):
        order_ = sorted((m.path for m in chain), key=lambda path: depth[path])
        assert order_ == [m.path for m in reversed(chain)]


@pytest.fixture
def keyed(tmp_path: Path) -> tuple[Path, Path]:
    folder = make(tmp_path / "b", "2026-02-01.age", "2026-02-02.age", "2026-03-09.age")
    keys = make(tmp_path / "keys", *(f"{name}.key" for name in names(folder)), content=b"AGE-SECRET-KEY-1QUENDELMOOR")
    return folder, keys


def test_destroying_the_key_ends_a_copy_that_cannot_be_removed(keyed: tuple[Path, Path]) -> None:
    folder, keys = keyed
    files = store(folder, moment="name", pattern="*.age", keys=str(keys), ends="key")
    receipt = files.apply(DELETE, order())
    assert receipt.counts == {"objects": 2} and receipt.level == "unreadable" and receipt.refusal is None
    assert len(names(folder)) == 3 and due(files) == 0
    assert [name for name in names(keys) if name.endswith(".key")] == ["2026-03-09.age.key"]
    assert b"QUENDELMOOR" not in b"".join(p.read_bytes() for p in keys.iterdir() if p.name.startswith("2026-02"))
    looked = files.look(Count("c", "objects", DUE, Moment("time"), total=True), {}, NOW)
    assert looked.numbers["ended"] == 2 and looked.numbers["total"] == 1
    assert files.look(Level("l", "objects"), {}, NOW).facts["level"] == "unreadable"
    (keys / "2026-02-01.age.key").write_bytes(b"put back")
    assert due(files) == 1 and files.apply(DELETE, order("r2")).counts == {"objects": 1}


def test_a_key_that_is_not_there_ends_nothing(keyed: tuple[Path, Path]) -> None:
    folder, keys = keyed
    (keys / "2026-02-01.age.key").unlink()
    (folder / "2026-02-02.age").write_bytes(b"plain text")
    files = store(folder, moment="name", pattern="*.age", keys=str(keys), ends="key")
    receipt = files.apply(DELETE, order())
    assert receipt.counts == {} and receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNABLE
    assert due(files) == 2 and (keys / "2026-02-02.age.key").exists()
    keys.rename(keys.with_name("elsewhere"))
    with pytest.raises(ConnectorError):
        due(files)


def test_the_key_goes_along_with_the_file_but_not_one_that_another_needs(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", "a", "b", "c")
    keys = make(tmp_path / "keys", "shared.key", "own.key")
    _manifest(folder, a={"key": "own"}, b={"key": "shared"}, c={"key": "shared", "taken": "2026-04-01T00:00:00Z"})
    files = store(folder, moment="manifest", manifest="list.json", keys=str(keys))
    assert files.apply(DELETE, order()).counts == {"objects": 2}
    assert names(folder) == ["c", "list.json"] and "shared.key" in names(keys) and "own.key" not in names(keys)


def test_odd_names_links_and_sparse_files(tmp_path: Path) -> None:
    odd = ["2026-02-01 a b.age", "2026-02-01\n.age", "2026-02-01 ü.age", "-rf 2026-02-01.age", "2026-02-01'\";.age"]
    folder = make(tmp_path / "b", *odd, "deep/er/2026-02-01.age")
    outside = make(tmp_path / "outside", "2026-02-01.age")
    bad = os.fsencode(str(folder)) + b"/2026-02-01-\xff.age"
    with open(bad, "wb") as out:  # noqa: PTH123
        out.write(AGE)
    with (folder / "2026-02-02.age").open("wb") as sparse:
        sparse.truncate(1 << 34)
    (folder / "2026-01-01.age").symlink_to(outside / "2026-02-01.age")
    (folder / "2026-01-02").symlink_to(outside)
    os.link(outside / "2026-02-01.age", folder / "2026-02-03.age")
    receipt = store(folder, moment="name", pattern="*.age").apply(DELETE, order())
    assert receipt.counts == {"objects": len(odd) + 4} and receipt.refusal is None
    assert names(folder) == ["2026-01-01.age", "2026-01-02"] and names(outside) == ["2026-02-01.age"]


def test_files_that_vanish_and_files_that_change_are_not_counted(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", "2026-02-01.age", "2026-02-02.age", "2026-02-03.age")
    files = store(folder, moment="name")
    real = files.notebook.intend

    def meanwhile(batch: object, detail: str) -> int:
        (folder / "2026-02-01.age").unlink()
        (folder / "2026-02-02.age").write_bytes(b"new")
        os.utime(folder / "2026-02-02.age", ns=(1, 1))
        return real(batch, detail)  # type: ignore[arg-type]

    files.notebook.intend = meanwhile  # type: ignore[method-assign]
    assert files.apply(DELETE, order()).counts == {"objects": 1}
    assert names(folder) == ["2026-02-02.age"]


def test_a_folder_that_may_not_be_written_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.owner() == "root" and parent.name.startswith(("pytest", "popen")):
            parent.chmod(0o755)
    folder = make(tmp_path / "b", "closed/2026-02-01.age", "open/2026-02-02.age")
    notebook = tmp_path / "notebook"
    notebook.touch()
    notebook.chmod(0o666)
    folder.chmod(0o777)
    (folder / "open").chmod(0o777)
    (folder / "closed").chmod(0o555)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setresuid(65534, 65534, 65534)
            receipt = store(folder, moment="name").apply(DELETE, order())
            right = receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNABLE
            code = 0 if right and receipt.counts == {"objects": 1} else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert names(folder) == ["closed/2026-02-01.age"]
