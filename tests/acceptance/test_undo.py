"""What a run deleted can be put back for a while, and never for longer than the promise allows."""

from __future__ import annotations

import os
import signal
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.firm import NOW, activity, old, shop
from support.staged import Staged
from zusage.app.approving import approve_plan
from zusage.app.holds import HoldRequest, add_hold
from zusage.app.judging import judge_board
from zusage.app.owing import owe
from zusage.app.quarantining import KIND, expire, kept_runs
from zusage.app.undoing import Undone, undo, undo_plan
from zusage.cli.main import group
from zusage.engine.replay import Owed, OwedKind
from zusage.kinds.base import State
from zusage.model.errors import RefusedError
from zusage.plan.target import TargetId
from zusage.testing.faults import fault

DAY = timedelta(days=1)
RULE = "sale/retention/gone"
RUN = "run: {every: 1 day, grace: 1 day, undo: 3 days, authors: [admin], operators: [operator], approvers: [management]}\n"
GONE = "gone: {{data: mail, from: {{at: shop.people.left_at}}, delete: {}}}"
TABLES = "people: {subject: person, personal: [email]}, notes: {subject: person, personal: [body]}"
DATA = "mail: {label: {en: Mail}, in: [shop.people]}"


def text(delete: str = "within 30 days", run: str = RUN) -> str:
    return run + shop("people: {subject: person, personal: [email]}") + activity(DATA, GONE.format(delete))


class Window(Staged):
    """A firm on its way to routine, whose rows fall due inside their window."""

    def routine(self) -> str:
        """Past all stages; then twenty people who left 25 days ago fall due. Returns the run that deleted them."""
        self.to_routine()
        self.add(20, 25)
        self.run(self.now)
        assert self.left() == 0
        return self.last_run()

    now: datetime = NOW

    def last_run(self) -> str:
        with self.firm.session(self.now) as session:
            return [str(r.body["run"]) for r in session.state.records.read("run_finished")][-1]

    def undo(self, run: str, now: datetime, role: str = "management") -> Undone:
        with self.firm.session(now, write=True) as session:
            plan = undo_plan(session, run)
            approve_plan(session, plan, role)
            return undo(session, plan, "operator", lambda _: None)

    def judged(self, now: datetime):
        with self.firm.session(now) as session:
            return next(r.judgement for r in judge_board(session, "en", record=False).rows if r.promise == RULE)

    def files(self) -> list[Path]:
        return sorted((self.firm.folder / ".zusage" / "quarantine").glob("*/*"))

    def emails(self) -> list[object]:
        return self.firm.ask("SELECT id || email || left_at FROM people")


@pytest.fixture
def firm(tmp_path: Path) -> Window:
    return Window(tmp_path, text(), rows=50)


def test_rows_come_back_as_they_were_and_no_run_takes_them_again_before_a_person_decides(firm: Window) -> None:
    firm.to_routine()
    assert firm.files() == [] and firm.left() == 0
    firm.add(20, 25)
    before = firm.emails()
    firm.run()
    run = firm.last_run()
    assert firm.left() == 0 and firm.files()
    judged = firm.judged(NOW)
    assert judged.state is State.KEPT and judged.numbers["aside"] == 20 and judged.level == "aside"
    assert judged.moments["undo_until"] == NOW + 3 * DAY
    done = firm.undo(run, NOW + DAY)
    assert done.count() == 20 and not done.refused
    assert firm.emails() == before and firm.files() == []
    assert "aside" not in firm.judged(NOW + DAY).numbers
    for days in (1, 2):
        firm.run(NOW + days * DAY)
    assert firm.left() == 20
    assert firm.needs(now=NOW + 2 * DAY)[0] in ("canary", "confirm")


def test_the_key_dies_with_the_window_and_the_promise_is_broken_where_no_run_came(firm: Window) -> None:
    run = firm.routine()
    sealed = firm.files()[0].read_bytes()
    assert b"mail" not in sealed and b"people" not in sealed
    assert firm.judged(NOW + 4 * DAY).state is State.KEPT
    late = firm.judged(NOW + 4 * DAY + timedelta(minutes=1))
    assert (late.state, late.reason) == (State.BROKEN, "undo_open")
    firm.run(NOW + 3 * DAY)
    assert firm.files() == [] and firm.left() == 0
    assert firm.judged(NOW + 5 * DAY).state is not State.BROKEN
    with firm.firm.session(NOW + 3 * DAY) as session:
        assert not kept_runs(session.state) and not list(session.state.vault.all(KIND))
        with pytest.raises(RefusedError, match="ZE80"):
            undo_plan(session, run)
        ended = [r.body for r in session.state.records.read("quarantine_ended")][-1]
    assert ended["how"] == "expired" and ended["units"] == {RULE: 20}


def test_no_copy_outlives_the_promise(firm: Window) -> None:
    """Whatever its age, a row in quarantine still has its whole window and one run before its period ends."""
    firm.to_routine()
    for days in range(20, 40):
        firm.add(1, days)
    with firm.firm.session(NOW) as session:
        approve_plan(session, firm.plan(), "management", max_rows=100)
    firm.run()
    run = firm.last_run()
    stayed = set(firm.firm.ask("SELECT left_at FROM people"))
    firm.undo(run, NOW)
    back = set(firm.firm.ask("SELECT left_at FROM people")) - stayed
    assert back and stayed == {old(days) for days in range(20, 25)}
    assert back == {old(days) for days in (25, 26)}
    latest = NOW + 4 * DAY
    assert all(datetime.fromisoformat(f"{moment}+01:00") + 30 * DAY >= latest for moment in map(str, back))


def test_nothing_comes_back_without_an_approval_of_exactly_this(firm: Window) -> None:
    run = firm.routine()
    with firm.firm.session(NOW, write=True) as session:
        plan = undo_plan(session, run)
        with pytest.raises(RefusedError, match="ZE81"):
            undo(session, plan, "operator", lambda _: None)
        approve_plan(session, firm.plan(), "management")
        with pytest.raises(RefusedError, match="ZE81"):
            undo(session, plan, "operator", lambda _: None)
        assert undo_plan(session, run).digest == plan.digest
    assert firm.left() == 0


def test_nobody_is_named_anywhere(firm: Window) -> None:
    firm.to_routine()
    firm.firm.run(f"INSERT INTO people (email, left_at) VALUES ('erika.muster@mail.example', '{old(25)}')")
    firm.run()
    assert firm.files()
    run = firm.last_run()
    folder = firm.firm.folder / ".zusage"
    for file in (path for path in folder.rglob("*") if path.is_file()):
        assert b"erika" not in file.read_bytes().lower() and "erika" not in str(file)
        if file.parent.parent.name == "quarantine":
            assert file.stat().st_mode & 0o077 == 0
    firm.undo(run, NOW)
    assert firm.firm.ask("SELECT email FROM people") == ["erika.muster@mail.example"]
    assert b"erika" not in (folder / "state.db").read_bytes().lower()


def test_a_disk_that_takes_nothing_keeps_every_row(firm: Window) -> None:
    firm.to_routine()
    firm.add(20, 25)
    folder = firm.firm.folder / ".zusage" / "quarantine"
    if folder.exists():
        folder.rmdir()
    folder.write_text("in the way")
    done = firm.run()
    assert firm.left() == 20
    assert [r.refusal.detail for r in done.refused if r.refusal] == ["cannot set aside: Not a directory"]
    folder.unlink()
    firm.run()
    assert firm.left() == 0 and firm.files()


def test_a_row_whose_key_was_given_again_stays_the_new_one(firm: Window) -> None:
    run = firm.routine()
    (first, *_) = firm.firm.ask("SELECT count(*) FROM people")
    assert first == 0
    firm.firm.run(f"INSERT INTO people (id, email, left_at) VALUES (1, 'new', '{old(1)}')")
    done = firm.undo(run, NOW)
    assert done.count() == 19 and firm.left() == 20
    assert firm.firm.ask("SELECT email FROM people WHERE id = 1") == ["new"]


def test_a_hold_keeps_its_rows_where_they_are_before_and_after(firm: Window) -> None:
    firm.to_routine()
    firm.add(20, 25)
    with firm.firm.session(NOW, write=True) as session:
        add_hold(session, HoldRequest("court", "management", "why", "", "shop.people", "3"))
    firm.run()
    assert firm.firm.ask("SELECT id FROM people") == [3]
    done = firm.undo(firm.last_run(), NOW)
    assert done.count() == 19 and firm.left() == 20


def test_what_was_never_committed_is_removed_by_the_next_run(firm: Window) -> None:
    firm.routine()
    (file,) = firm.files()
    for name in ("0" * 40 + ".rows", "1" * 40 + ".new"):
        file.with_name(name).write_bytes(b"left by a crash")
    firm.run()
    assert firm.files() == [file]


def test_a_damaged_or_stolen_copy_puts_nothing_back(firm: Window) -> None:
    run = firm.routine()
    (file,) = firm.files()
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    done = firm.undo(run, NOW)
    assert firm.left() == 0 and [r.refusal.kind.value for r in done.refused if r.refusal] == ["unreadable"]
    file.write_bytes(whole)
    assert firm.undo(run, NOW).count() == 20


def test_expire_needs_no_run(firm: Window) -> None:
    firm.routine()
    with firm.firm.session(NOW + 3 * DAY) as session:
        assert expire(session) == 1
    assert not firm.files()


def test_the_way_of_an_operator_at_the_command_line(firm: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    run = firm.routine()
    monkeypatch.chdir(firm.firm.folder)
    monkeypatch.setenv("ZUSAGE_NOW", (NOW + DAY).isoformat())

    def zusage(*words: str, ok: int = 0) -> str:
        result = CliRunner().invoke(group, ["--lang", "en", *words])
        told = result.output + (getattr(result.exception, "code", "") if result.exception else "")
        assert result.exit_code == ok, told
        return told

    assert f"{run}  shop  {RULE}: 20, until 2026-11-25 06:00" in zusage("undo")
    assert "20 rows to put back" in zusage("undo", run, "--dry-run") and firm.left() == 0
    assert "ZE81" in zusage("undo", run, "--yes", ok=1)
    zusage("undo", run, "--out", "undo.json")
    zusage("approve", "undo.json", "--role", "management", "--yes")
    told = zusage("undo", run, "--yes")
    assert "people: 20 put back" in told and "begin anew with observing" in told
    assert firm.left() == 20
    assert "There is nothing to put back." in zusage("undo")
    assert "ZE80" in zusage("undo", run, "--dry-run", ok=1)
    assert "0 keys destroyed" in zusage("undo", "--expire")


def test_what_is_owed_since_or_restored_since_is_not_undone(firm: Window) -> None:
    run = firm.routine()
    with firm.firm.session(NOW + DAY, write=True) as session:
        owe(session, [Owed(OwedKind.ERASURE, TargetId("shop"), "people", (("id", "3"),), NOW + DAY)])
        with pytest.raises(RefusedError, match="ZE82"):
            undo_plan(session, run)


def test_a_run_that_was_killed_can_be_undone(firm: Window) -> None:
    """Killed after the first commit: the next run tells what is set aside, and the rows come back."""
    firm.to_routine()
    firm.add(20, 25)
    pid = os.fork()
    if pid == 0:
        try:
            with fault("after_commit", 2, lambda _: os.kill(os.getpid(), signal.SIGKILL)):
                firm.run()
        finally:
            os._exit(0)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL
    with firm.firm.session(NOW) as session:
        (run,) = {kept.run for kept in kept_runs(session.state)}
    firm.run(NOW + timedelta(hours=1))
    there = firm.left()
    done = firm.undo(run, NOW + timedelta(hours=2))
    assert firm.left() == there + done.count()
    assert not done.refused
