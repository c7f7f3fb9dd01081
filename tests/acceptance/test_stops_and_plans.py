"""What must stop a run: the stop flag, another run, a plan that is not for this store now, a ceiling; and what must not."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from support.company import FREE, Company, clock
from support.harbour import DUE
from zusage.app.applying import Ceiling, apply_plan
from zusage.app.planning import make_plan_for
from zusage.app.session import open_session
from zusage.app.workspace import read_workspace


def test_stop_and_resume(company: Company) -> None:
    before = company.state()
    company.zusage("stop")
    assert company.zusage("apply", "--yes", *FREE, ok=1).error == "ZE38"
    assert company.state() == before
    company.zusage("stop", "--resume")
    company.zusage("apply", "--yes", *FREE)
    assert company.instances() == ["t1", "t2"]


def test_the_flag_in_a_target_stops_that_target(company: Company) -> None:
    before = company.state()
    company.tell("t1", "UPDATE zusage_control SET stopped = 1")
    assert "stopped" in company.zusage("apply", "--yes", *FREE, ok=1).text
    after = company.state()
    assert after["t1.messages"] == before["t1.messages"]
    assert len(after["t2.messages"]) == 6


def test_the_flag_that_is_raised_during_a_run(company: Company) -> None:
    company.tell("t1", *(f"INSERT INTO messages VALUES ({n}, 1, 'x', '2020-01-01 00:00:00')" for n in range(100, 2400)))

    def stop(batch) -> None:
        if batch.counts.get("messages", 0) >= 100:
            company.zusage("stop")

    moment = clock()
    with open_session(read_workspace(company.folder, moment.date()), moment, write=True) as session:
        done = apply_plan(session, make_plan_for(session), Ceiling(1_000_000), "operator", stop)
    assert any(receipt.refusal.kind == "stopped" for receipt in done.refused)
    assert 1300 <= company.number("t1", "SELECT count(*) FROM messages WHERE id >= 100") < 2300
    assert company.path("t3").exists()
    assert company.counted() == company.counted("receipt")


def test_of_two_runs_one_wins(company: Company) -> None:
    inside, go = threading.Event(), threading.Event()

    def wait(_) -> None:
        inside.set()
        assert go.wait(60)

    def first() -> None:
        moment = clock()
        with open_session(read_workspace(company.folder, moment.date()), moment, write=True) as session:
            apply_plan(session, make_plan_for(session), Ceiling(1_000_000), "operator", wait)

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert inside.wait(60)
        second = company.spawn("apply", "--yes", *FREE)
        assert second.wait(60) == 1
        assert "ZE47" in (company.folder / "stderr").read_text()
    finally:
        go.set()
        thread.join()
    assert company.instances() == ["t1", "t2"]
    assert len(company.ledger("run_started")) == 1


def test_a_long_run_keeps_its_lease(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right to run is renewed from the run itself: it ends later than it was first taken for."""
    from zusage.app import applying

    monkeypatch.setattr(applying, "RENEW_AFTER", 0.0)
    ends: list[str] = []

    def look(_) -> None:
        ends.append(session.state._database.query("SELECT until FROM lease")[0][0])

    moment = clock()
    with open_session(read_workspace(company.folder, moment.date()), moment, write=True) as session:
        apply_plan(session, make_plan_for(session), Ceiling(1_000_000), "operator", look)
    assert len(set(ends)) > 1
    assert ends == sorted(ends)


def saved(company: Company, change=None, *more: str) -> Path:
    file = company.folder / "plan.json"
    company.zusage("plan", "-o", str(file), *more)
    if change:
        data = json.loads(file.read_text())
        change(data)
        file.write_text(json.dumps(data))
    return file


def test_a_saved_plan_runs(company: Company) -> None:
    file = saved(company)
    assert file.stat().st_mode & 0o777 == 0o600
    company.zusage("apply", str(file), "--yes", *FREE)
    assert company.instances() == ["t1", "t2"]


def later(data) -> None:
    steps = data["plan"]["steps"]
    step = next(s for s in steps if s["act"]["promise"] == "contract/retention/invoices")
    text = json.dumps(step["act"]).replace("2025-", "2027-")
    assert text != json.dumps(step["act"])
    step["act"] = json.loads(text)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (later, "ZE43"),
        (lambda data: data.update({"digest": "0" * 64}), "ZE43"),
        (lambda data: data.update({"zusage-plan": 99}), "ZE43"),
        (lambda data: data["plan"].update({"policy": "0" * 64}), "ZE43"),
        (lambda data: data["plan"]["steps"].pop(), "ZE43"),
    ],
)
def test_a_plan_that_was_changed_by_hand_is_refused(company: Company, change, error) -> None:
    file, before = saved(company, change), company.state()
    assert company.zusage("apply", str(file), "--yes", *FREE, ok=2).error == error
    assert company.state() == before


def test_a_plan_for_the_future_or_of_the_day_before_yesterday_is_refused(company: Company) -> None:
    before = company.state()
    file = saved(company, None, "--as-of", (clock() + timedelta(days=3)).isoformat())
    assert company.zusage("apply", str(file), "--yes", *FREE, ok=1).error == "ZE34"
    company.zusage("plan", "-o", str(file), now=clock() - timedelta(hours=25))
    assert company.zusage("apply", str(file), "--yes", *FREE, ok=1).error == "ZE35"
    assert company.state() == before
    assert company.ledger("run_started") == []


def test_a_plan_of_another_policy_is_refused(company: Company) -> None:
    file, before = saved(company), company.state()
    declaration = company.folder / "zusage.yml"
    declaration.write_text(declaration.read_text().replace("delete: after 400 days", "delete: after 500 days"))
    assert company.zusage("apply", str(file), "--yes", *FREE, ok=1).error == "ZE50"
    assert company.state() == before


def test_another_database_behind_the_same_address_is_refused(company: Company) -> None:
    """An empty clone with a marker of its own; only its own steps are refused."""
    file = saved(company)
    company.tell("t1", "UPDATE zusage_control SET marker = 'another'")
    before = company.state()
    assert "not the store that was planned for" in company.zusage("apply", str(file), "--yes", *FREE, ok=1).text
    after = company.state()
    assert after["t1.messages"] == before["t1.messages"]
    assert len(after["t2.messages"]) == 6


def test_a_changed_structure_is_refused(company: Company) -> None:
    file = saved(company)
    company.tell("control", "ALTER TABLE invoices ADD COLUMN note TEXT")
    before = company.state()
    assert "structure changed" in company.zusage("apply", str(file), "--yes", *FREE, ok=1).text
    assert company.state()["control.invoices"] == before["control.invoices"]


def test_a_ceiling_stops_before_the_batch(company: Company) -> None:
    before = company.state()
    done = company.zusage("apply", "--yes", "--max-rows=4", ok=1)
    assert "ceiling" in done.text
    after = company.state()
    assert after["control.invoices"] == before["control.invoices"]
    assert after["t1.messages"] == before["t1.messages"]
    assert after["backups"] != before["backups"]


@pytest.mark.parametrize("damage", ["gone", "garbage", "empty"])
def test_one_instance_that_fails_stops_nobody_else(company: Company, damage: str) -> None:
    file = company.path("t1")
    file.unlink() if damage == "gone" else file.write_bytes(b"" if damage == "empty" else b"\x00garbage" * 999)
    assert company.zusage("apply", "--yes", *FREE, ok=None).exit == (1 if damage == "empty" else 3)
    assert company.number("t2", "SELECT count(*) FROM messages") == 6
    assert not any(company.path(id).exists() for id in DUE)
    assert company.instances() == ["t1", "t2"]
    row = company.board()["chat/retention/messages"]
    assert row["state"] == "unproven", row
    assert company.board()["logs/retention/lines/delete"]["state"] == "kept"


def test_media_that_cannot_be_dropped_keeps_the_instance(company: Company) -> None:
    """An instance ends in all its stores or in none: its registry row is the last pointer to what is left."""
    (company.folder / "media" / "t3" / ".git").mkdir()
    company.zusage("apply", "--yes", *FREE, ok=None)
    assert company.instances() == ["t1", "t2", "t3"]
    assert company.path("t3").exists()
