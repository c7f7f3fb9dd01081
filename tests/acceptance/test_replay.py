"""After a restore: what was owed and done since the backup is there again, counted once; only then the store opens."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from support.firm import NOW, Firm, activity, old, shop
from zusage.app.applying import Ceiling
from zusage.app.closing import closures
from zusage.app.owing import owe, settle
from zusage.app.replaying import Replayed, closed_now, look_back, replay
from zusage.app.session import Session
from zusage.engine.replay import Owed, OwedKind
from zusage.model.errors import IntegrityError
from zusage.plan.target import TargetId
from zusage.testing.faults import fault

SHOP = TargetId("shop")
DAY = timedelta(days=1)
DECLARED = shop("""
people: {subject: person}
orders: {owned_by: people via person_id}
mails: {no_personal_data: true}
""") + activity(
    """
people: {label: {en: names}, in: shop.people}
orders: {label: {en: orders}, in: shop.orders}
""",
    """
people: {data: [people], from: {at: shop.people.left_at}, delete: after 30 days, holds: [court]}
orders: {data: [orders], from: {at: shop.orders.placed}, delete: after 60 days, holds: [court]}
""",
)
TABLES = f"""
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, email TEXT, left_at TEXT, no_ads INTEGER NOT NULL DEFAULT 0);
CREATE TABLE orders (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), placed TEXT NOT NULL);
CREATE TABLE mails (address TEXT PRIMARY KEY, why TEXT);
INSERT INTO people (id, name, email, left_at) VALUES
  (1, 'Arnholt Zwieselbach', 'arnholt@canary.example', NULL), (2, 'Birke Quendelmoor', 'birke@canary.example', NULL),
  (3, 'Corvin Xanderhof', 'corvin@canary.example', '{old(31)}'), (4, 'Dagny Yngwehus', 'dagny@canary.example', NULL),
  (5, 'Egon Wolkenstein', 'egon@canary.example', '{old(29)}');
INSERT INTO orders VALUES (10, 1, '{old(61)}'), (11, 1, '{old(5)}'), (20, 2, '{old(6)}'), (40, 4, '{old(59)}');
"""
CANARIES = ("Zwieselbach", "Quendelmoor", "canary.example", "Neuername")


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    return Firm(tmp_path / "firm", DECLARED, TABLES)


def copy(firm: Firm, name: str = "backup") -> Path:
    shutil.copyfile(firm.folder / "shop.sqlite3", firm.folder / name)
    return firm.folder / name


def restore(firm: Firm, backup: Path) -> None:
    shutil.copyfile(backup, firm.folder / "shop.sqlite3")


def promise(kind: OwedKind, table: str, key: object, **more: object) -> Owed:
    column = {"mails": "address"}.get(table, "id")
    return Owed(kind, SHOP, table, ((column, str(key)),), NOW, **more)  # type: ignore[arg-type]


def do(firm: Firm, sql: str, *things: Owed, now: datetime = NOW) -> None:
    """What an office does: note what is owed, do it, say that it was done."""
    with firm.session(now, write=True) as session:
        numbers = owe(session, things)
        firm.run(sql)
        settle(session, numbers)


def replayed(firm: Firm, now: datetime = NOW, rows: int | None = None) -> tuple[Replayed, ...]:
    with firm.session(now, write=True) as session:
        found = look_back(session)
        return replay(session, [p.closure for p in found], Ceiling(rows), "operator", lambda _: None)


def state(firm: Firm) -> dict[str, list[object]]:
    columns = {"people": "id || name || email || coalesce(left_at, '') || no_ads", "orders": "id", "mails": "address || why"}
    return {table: firm.ask(f"SELECT {what} FROM {table}") for table, what in columns.items()}


@contextmanager
def looking(firm: Firm) -> Iterator[Session]:
    with firm.session(write=True) as session:
        yield session


def closed(firm: Firm) -> dict[TargetId, bool | None]:
    with firm.session() as session:
        return closed_now(session)


def everything(firm: Firm) -> None:
    do(
        firm,
        "DELETE FROM orders WHERE person_id = 1; DELETE FROM people WHERE id = 1;"
        "UPDATE people SET name = 'Neuername' WHERE id = 2; UPDATE people SET no_ads = 1 WHERE id = 4;"
        "INSERT INTO mails VALUES ('birke@canary.example', 'objected'); UPDATE people SET email = NULL WHERE id = 5;",
        promise(OwedKind.ERASURE, "orders", 11),
        promise(OwedKind.ERASURE, "people", 1, witness=(("email", "arnholt@canary.example"),)),
        promise(OwedKind.RECTIFICATION, "people", 2, values=(("name", "Neuername"),)),
        promise(OwedKind.OBJECTION, "people", 4, values=(("no_ads", "1"),)),
        promise(OwedKind.SUPPRESSION, "mails", "birke@canary.example", values=(("why", "objected"),)),
        promise(OwedKind.ANONYMISATION, "people", 5, values=(("email", None),)),
    )


def test_everything_that_was_owed_is_there_again(firm: Firm) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    everything(firm)
    firm.apply()
    wanted = state(firm)
    assert "Corvin" not in str(wanted) and closed(firm) == {SHOP: False}
    restore(firm, backup)
    assert closed(firm) == {SHOP: True}
    (done,) = replayed(firm)
    assert done.opened, done.left
    assert state(firm) == wanted
    assert done.counts["erasure"] == 2 and done.counts["rectification"] == 1 and done.counts["suppression"] == 1
    assert done.counts["objection"] == 1 and done.counts["anonymisation"] == 1
    assert closed(firm) == {SHOP: False} and replayed(firm) == ()


def test_a_copy_without_a_batch_in_between_is_noticed_by_its_pulse(firm: Firm) -> None:
    backup = copy(firm)
    firm.apply()
    firm.apply(now=NOW + timedelta(hours=1))
    restore(firm, backup)
    with looking(firm) as session:
        (found,) = look_back(session)
    assert found.closure.why in ("journal", "pulse") and closed(firm) == {SHOP: True}
    later = copy(firm, "second")
    (done,) = replayed(firm)
    assert done.opened
    firm.apply(now=NOW + timedelta(hours=2))
    restore(firm, later)
    assert closed(firm)[SHOP]


def test_a_run_leaves_it_alone_and_the_board_says_nothing_is_known(firm: Firm) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    firm.apply()
    restore(firm, backup)
    before = state(firm)
    done = firm.apply(now=NOW + timedelta(hours=1))
    assert SHOP in done.restored and done.count() == 0 and state(firm) == before
    states = firm.states(NOW + timedelta(hours=1))
    assert {states[p] for p in states if p.startswith("sale/retention")} == {("unproven", "not_seen")}
    assert firm.ask("SELECT closed FROM zusage_gate") == [1]


def test_holds_and_duties_win_here_too(firm: Firm) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    do(firm, "DELETE FROM people WHERE id = 4 AND 0", promise(OwedKind.ERASURE, "people", 4))
    firm.hold("shop.people", "4")
    firm.hold("shop.people", "3")
    restore(firm, backup)
    firm.run("UPDATE zusage_control SET stopped = 0")
    (done,) = replayed(firm)
    assert done.opened, done.left
    assert firm.ask("SELECT id FROM people") == [1, 2, 3, 4, 5] and firm.ask("SELECT hold FROM zusage_holds") == [
        "H-1",
        "H-2",
    ]


def test_a_row_of_another_person_under_the_same_key_stays(firm: Firm) -> None:
    """SQLite gives keys again. What was settled before the copy was made is not replayed; a witness guards the rest."""
    do(firm, "DELETE FROM people WHERE id = 3", promise(OwedKind.ERASURE, "people", 3))
    firm.apply(now=NOW + DAY)
    firm.run("INSERT INTO people (id, name, email) VALUES (3, 'Neu', 'neu@other.example')")
    backup = copy(firm)
    firm.apply(now=NOW + 2 * DAY)
    restore(firm, backup)
    (done,) = replayed(firm, NOW + 2 * DAY)
    assert done.opened and 3 in firm.ask("SELECT id FROM people") and "erasure" not in done.counts

    again = copy(firm)
    do(
        firm,
        "DELETE FROM people WHERE id = 3",
        promise(OwedKind.ERASURE, "people", 3, witness=(("email", "neu@other.example"),)),
        now=NOW + 3 * DAY,
    )
    restore(firm, again)
    firm.run("UPDATE people SET email = 'third@other.example' WHERE id = 3")
    (done,) = replayed(firm, NOW + 3 * DAY)
    assert done.opened and 3 in firm.ask("SELECT id FROM people")


def test_what_hangs_on_an_erased_row_and_is_not_due_keeps_it_closed_and_says_so(firm: Firm) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    do(firm, "DELETE FROM orders WHERE id = 20; DELETE FROM people WHERE id = 2", promise(OwedKind.ERASURE, "people", 2))
    firm.apply()
    restore(firm, backup)
    (done,) = replayed(firm)
    assert not done.opened and {r.kind.value for r in done.left} & {"foreign_key", "changed"}
    assert closed(firm)[SHOP] and 2 in firm.ask("SELECT id FROM people")
    do(firm, "SELECT 1", promise(OwedKind.ERASURE, "orders", 20))
    (done,) = replayed(firm)
    assert done.opened and done.counts["erasure"] == 2


def test_a_lifted_mark_is_not_put_back_and_the_last_word_counts(firm: Firm) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    for at, name in ((3, "drei"), (1, "eins"), (2, "zwei")):
        thing = Owed(
            OwedKind.RECTIFICATION, SHOP, "people", (("id", "2"),), NOW - at * timedelta(hours=1), (("name", name),)
        )
        do(firm, "SELECT 1", thing)
    do(firm, "SELECT 1", promise(OwedKind.OBJECTION, "people", 4, values=(("no_ads", "1"),)))
    later = Owed(OwedKind.OBJECTION, SHOP, "people", (("id", "4"),), NOW + timedelta(minutes=1), (("no_ads", "0"),))
    do(firm, "UPDATE people SET name = 'eins' WHERE id = 2", later)
    firm.apply()
    restore(firm, backup)
    (done,) = replayed(firm)
    assert done.opened and firm.ask("SELECT name FROM people WHERE id = 2") == ["eins"]
    assert firm.ask("SELECT no_ads FROM people WHERE id = 4") == [0]


def test_a_restriction_is_there_again_and_a_lifted_one_is_not(firm: Firm) -> None:
    marks = "SELECT table_name || key || promise FROM zusage_restricted"
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    do(firm, "SELECT 1", promise(OwedKind.RESTRICTION, "people", 2))
    restore(firm, backup)
    (done,) = replayed(firm)
    assert done.opened and done.counts["restriction"] == 1 and firm.ask(marks) == ["people2owed"]
    backup, later = copy(firm), NOW + timedelta(hours=1)
    lifted = Owed(OwedKind.RESTRICTION, SHOP, "people", (("id", "2"),), later, lifted=True)
    do(firm, "DELETE FROM zusage_restricted", lifted, now=later)
    restore(firm, backup)
    assert firm.ask(marks) == ["people2owed"]
    (done,) = replayed(firm, NOW + timedelta(hours=2))
    assert done.opened and done.counts == {"release": 1} and firm.ask(marks) == []


def test_a_ceiling_keeps_it_closed_until_a_person_names_a_larger_one(firm: Firm) -> None:
    many = ", ".join(f"({n}, 4, '{old(61)}')" for n in range(100, 130))
    firm.run(f"INSERT INTO orders VALUES {many}")
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    firm.apply()
    restore(firm, backup)
    (done,) = replayed(firm, rows=5)
    assert not done.opened and [r.kind.value for r in done.left] == ["ceiling"] * len(done.left)
    (done,) = replayed(firm, rows=1_000)
    assert done.opened and closed(firm) == {SHOP: False}


def test_a_replay_store_older_than_the_ledger_is_refused(firm: Firm) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    everything(firm)
    (firm.folder / ".zusage" / "replay.db").unlink()
    restore(firm, backup)
    with pytest.raises(IntegrityError) as error:
        replayed(firm)
    assert error.value.code == "ZE79"


@pytest.mark.parametrize("point", ["statement", "before_commit", "after_commit"])
def test_killed_anywhere_it_goes_on_and_counts_once(firm: Firm, tmp_path: Path, point: str) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    everything(firm)
    firm.apply()
    wanted = state(firm)
    restore(firm, backup)
    with looking(firm) as session:
        look_back(session)
    whole = tmp_path / "whole"
    shutil.copytree(firm.folder, whole)
    with fault(point, 0, lambda _: None) as passed:
        (done,) = replayed(firm)
    assert done.opened
    counts = done.counts
    for number in _some(passed[0]):
        shutil.rmtree(firm.folder)
        shutil.copytree(whole, firm.folder)
        assert _killed(lambda: _break(firm, point, number)) == signal.SIGKILL, number  # noqa: B023
        again = replayed(firm)
        assert not again or (again[0].opened and again[0].counts == counts), (number, again)
        assert state(firm) == wanted and closed(firm) == {SHOP: False}
        with firm.session() as session:
            (entry,) = [r.body for r in session.state.records.read("replay_done")]
            assert entry["counts"] == counts and session.state.records.verify().ok and closures(session) == ()


def _some(total: int) -> list[int]:
    assert total >= 5
    return sorted({1, total, *range(2, total, max(1, total // 4))})


def _break(firm: Firm, point: str, number: int) -> None:
    with fault(point, number, lambda _: os.kill(os.getpid(), signal.SIGKILL)):
        replayed(firm)


def _killed(work: Callable[[], object]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def test_nobody_is_named_in_ledger_journal_and_state(firm: Firm) -> None:
    firm.apply(now=NOW - 2 * DAY)
    backup = copy(firm)
    everything(firm)
    firm.apply()
    restore(firm, backup)
    (done,) = replayed(firm)
    assert done.opened and not any(word in repr(done) for word in CANARIES)
    for file in (firm.folder / ".zusage").iterdir():
        assert not any(word.encode() in file.read_bytes() for word in CANARIES), file.name
    with firm.session() as session:
        assert not any(word in str(r.body) for r in session.state.records.read() for word in CANARIES)
    journal = firm.ask("SELECT run || act || promise || counts || target FROM zusage_journal")
    assert journal and not any(word in str(journal) for word in CANARIES)
