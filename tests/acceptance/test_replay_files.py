"""Folders and logs that were put back from a copy: noticed by what lies there again, replayed, opened."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from test_replay import DAY, SHOP, closed, do, promise, replayed

from support.firm import NOW, Firm, activity, old, shop
from zusage.app.owing import forget
from zusage.engine.replay import OwedKind
from zusage.plan.target import TargetId

HOUR = timedelta(hours=1)
STORE, WEB = TargetId("store"), TargetId("web")
DECLARED = (
    shop("people: {subject: person}")
    + """\
  store: {connector: files, path: env:STORE, pattern: '*.age', moment: name, backup_of: [shop], location: DE}
  web: {connector: logfiles, paths: ['env:WEB'], format: combined, location: DE}
"""
    + activity(
        """
people: {label: {en: names}, in: shop.people}
copies: {label: {en: copies}, in: store}
lines: {label: {en: lines}, in: web}
""",
        """
people: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days}
copies: {data: [copies], from: {at: store.time}, delete: after 30 days}
lines: {data: [lines], from: {at: web.time}, shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}
""",
    )
)


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Firm:
    folder = tmp_path / "firm"
    (folder / "media" / "all").mkdir(parents=True)
    (folder / "web").mkdir()
    for days in (1, 10, 31, 40):
        (folder / "media" / "all" / f"{old(days)[:10]}.age").write_bytes(b"age-encryption.org/v1\n")
    at = (NOW - timedelta(days=9)).strftime("%d/%b/%Y:%H:%M:%S %z")
    (folder / "web" / "access.log.1").write_text(f'203.0.113.77 - - [{at}] "GET / HTTP/1.1" 200 5 "-" "-"\n')
    os.utime(folder / "web" / "access.log.1", (NOW.timestamp() - 9 * 86400,) * 2)
    monkeypatch.setenv("WEB", str(folder / "web" / "access.log*"))
    return Firm(folder, DECLARED, "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);")


def put_back(firm: Firm, name: str) -> None:
    shutil.rmtree(firm.folder / name)
    shutil.copytree(firm.folder / f"{name}.copy", firm.folder / name)


def test_files_and_logs_that_lie_there_again_close_and_are_replayed(firm: Firm) -> None:
    for name in ("media", "web"):
        shutil.copytree(firm.folder / name, firm.folder / f"{name}.copy")
    assert firm.apply().restored == () and set(closed(firm).values()) == {False}
    kept = sorted(p.name for p in (firm.folder / "media" / "all").iterdir())
    assert len(kept) == 2 and "203.0.113.0" in (firm.folder / "web" / "access.log.1").read_text()
    put_back(firm, "media")
    put_back(firm, "web")
    assert closed(firm) == {SHOP: False, STORE: True, WEB: True}
    done = firm.apply(now=NOW + HOUR)
    assert set(done.restored) == {STORE, WEB} and done.count() == 0
    opened = {r.closure.target: r for r in replayed(firm, NOW + HOUR)}
    assert {t: r.opened for t, r in opened.items()} == {STORE: True, WEB: True}, opened
    assert opened[STORE].counts == {"retention": 2} and opened[WEB].counts == {"retention": 1}
    assert sorted(p.name for p in (firm.folder / "media" / "all").iterdir()) == kept
    assert "203.0.113.77" not in (firm.folder / "web" / "access.log.1").read_text()
    assert set(closed(firm).values()) == {False} and firm.apply(now=NOW + 2 * HOUR).restored == ()


def test_a_held_file_that_came_back_does_not_keep_the_folder_closed(firm: Firm) -> None:
    shutil.copytree(firm.folder / "media", firm.folder / "media.copy")
    firm.apply()
    put_back(firm, "media")
    firm.hold("store.objects", now=NOW + HOUR)
    (done,) = replayed(firm, NOW + HOUR)
    assert done.opened and done.counts == {} and len(list((firm.folder / "media" / "all").iterdir())) == 4
    assert firm.apply(now=NOW + 2 * HOUR).restored == () and closed(firm)[STORE] is False


def test_what_no_backup_can_bring_back_is_forgotten(firm: Firm) -> None:
    firm.run("INSERT INTO people VALUES (1, 'a', NULL), (2, 'b', NULL), (3, 'c', NULL)")
    do(firm, "DELETE FROM people WHERE id = 1", promise(OwedKind.ERASURE, "people", 1), now=NOW - 60 * DAY)
    do(firm, "DELETE FROM people WHERE id = 2", promise(OwedKind.ERASURE, "people", 2), now=NOW - 20 * DAY)
    folder = firm.folder / "media" / "all"

    def left() -> list[str]:
        with firm.session(write=True) as session:
            forget(session)
            return [key for o in session.state.replay.of(SHOP) for _, key in o.key]

    stray = folder / f"{old(70)[:10]}.age"
    stray.write_bytes(b"age-encryption.org/v1\n")
    assert left() == ["1", "2"]
    stray.rename(folder / "undated.age")
    assert left() == ["1", "2"]
    (folder / "undated.age").unlink()
    folder.rename(folder.with_name("away"))
    assert left() == ["1", "2"]
    folder.with_name("away").rename(folder)
    assert left() == ["2"]
    for file in folder.iterdir():
        file.unlink()
    assert left() == ["2"]
