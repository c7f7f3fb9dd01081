"""Holds: what a person holds stays, with everything that belongs to it, until a person releases it."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta

import pytest

from support.company import FREE, Company, clock, instance_digest

ADD = ("hold", "add", "--role", "legal", "--reason", "Verfahren gegen Corvin Xanderhof")


def test_a_promise_is_held_and_due_again_after_release(company: Company) -> None:
    company.zusage(*ADD, "--kind", "court", "--promise", "chat/retention/messages")
    before = company.state()
    company.zusage("apply", "--yes", *FREE, ok=None)
    after = company.state()
    for id in ("t1", "t2", "t3", "t4", "t5"):
        assert after[f"{id}.messages"] == before[f"{id}.messages"]
    assert after["media"] == before["media"]
    assert len(after["control.invoices"]) < len(before["control.invoices"])
    assert company.board()["chat/retention/messages"]["held"] == 30
    company.zusage("hold", "release", "H-1", "--role", "legal")
    assert company.due()["chat/retention/messages"] == 40
    company.zusage("apply", "--yes", *FREE)
    assert company.instances() == ["t1", "t2"]


def test_a_table_is_held(company: Company) -> None:
    company.zusage(*ADD, "--kind", "court", "--place", "control.invoices")
    before = company.state()
    company.zusage("apply", "--yes", *FREE, ok=None)
    assert company.state()["control.invoices"] == before["control.invoices"]
    assert company.instances() == ["t1", "t2"]


def test_a_held_customer_keeps_invoices_instances_and_files(company: Company) -> None:
    company.zusage(*ADD, "--kind", "court", "--place", "control.customers", "--key", "3")
    before = company.state()
    company.zusage("apply", "--yes", *FREE, ok=None)
    after = company.state()
    assert company.instances() == ["t1", "t2", "t3"]
    for table in ("contacts", "messages", "attachments"):
        assert after[f"t3.{table}"] == before[f"t3.{table}"]
    assert {f for f in after["media"] if f.startswith("t3/")} == {f for f in before["media"] if f.startswith("t3/")}
    assert [r for r in after["control.invoices"] if r[1] == 3] == [r for r in before["control.invoices"] if r[1] == 3]
    assert len([r for r in after["control.invoices"] if r[1] == 2]) == 3
    company.zusage("hold", "release", "H-1", "--role", "legal")
    company.zusage("apply", "--yes", *FREE)
    assert company.instances() == ["t1", "t2"]
    assert not [f for f in company.names("media") if f.startswith("t3/")]


@pytest.mark.parametrize("place", [("control.instances", "t4"), ("control", None)])
def test_the_registry_row_holds_its_instance(company: Company, place) -> None:
    key = ("--key", place[1]) if place[1] else ()
    company.zusage(*ADD, "--kind", "court", "--place", place[0], *key)
    before = company.state()
    company.zusage("apply", "--yes", *FREE, ok=None)
    assert "t4" in company.instances()
    after = company.state()
    assert after["t4.messages"] == before["t4.messages"]
    assert company.path("t3").exists() is (place[1] is None)


def test_a_row_inside_an_instance_keeps_its_files_too(company: Company) -> None:
    digest = instance_digest(company, "t3")
    company.zusage(*ADD, "--kind", "court", "--place", "instance.contacts", "--key", "1", "--instance", digest)
    before = company.state()
    company.zusage("apply", "--yes", *FREE, ok=None)
    after = company.state()
    assert company.instances() == ["t1", "t2", "t3"]
    assert [r for r in after["t3.messages"] if r[1] == 1] == [r for r in before["t3.messages"] if r[1] == 1]
    assert {f for f in after["media"] if f.startswith("t3/")} >= {f"t3/datei-t3-{n}.pdf" for n in (1, 2)}


def test_a_hold_on_part_of_a_log(company: Company) -> None:
    since, until = (clock() - timedelta(days=days) for days in (101, 99))
    company.zusage(*ADD, "--kind", "police", "--place", "weblog", "--from", since.isoformat(), "--until", until.isoformat())
    before = company.log_lines()
    company.zusage("apply", "--yes", *FREE, ok=None)
    after = company.log_lines()
    held = [line for line in before if '"GET /100/' in line]
    assert len(held) == 2
    assert [line for line in after if '"GET /100/' in line] == held
    assert not [line for line in after if '"GET /95/' in line or '"GET /120/' in line]


def test_a_passed_review_releases_nothing(company: Company) -> None:
    past = clock() - timedelta(days=1)
    company.zusage(*ADD, "--kind", "court", "--promise", "contract/retention/invoices", "--review", past.isoformat())
    before = company.state()
    company.zusage("apply", "--yes", *FREE, ok=None)
    assert company.state()["control.invoices"] == before["control.invoices"]
    assert "review overdue" in company.zusage("hold", "list").text


def test_list_is_quick(company: Company) -> None:
    company.zusage(*ADD, "--kind", "court", "--promise", "contract/retention/invoices")
    command = [sys.executable, "-c", "from zusage.cli.main import main; main()", "hold", "list"]
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        done = subprocess.run(command, cwd=company.folder, check=True, capture_output=True, text=True)
        seconds.append(time.perf_counter() - begun)
    assert "H-1" in done.stdout
    assert min(seconds) < 1.0, seconds


def test_a_hold_that_arrives_during_a_run(company: Company) -> None:
    """The hold is set by another process between two batches; the rows that are left stay."""
    from zusage.app.applying import Ceiling, apply_plan
    from zusage.app.planning import make_plan_for
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    company.tell("t1", *(f"INSERT INTO messages VALUES ({n}, 1, 'x', '2020-01-01 00:00:00')" for n in range(100, 2400)))
    seen = []

    def hold(batch) -> None:
        if batch.counts.get("messages", 0) >= 100 and not seen:
            seen.append(batch)
            company.zusage(*ADD, "--kind", "court", "--promise", "chat/retention/messages")

    moment = clock()
    with open_session(read_workspace(company.folder, moment.date()), moment, write=True) as session:
        apply_plan(session, make_plan_for(session), Ceiling(1_000_000), "operator", hold)
    assert len(seen) == 1
    assert company.number("t1", "SELECT count(*) FROM messages WHERE id >= 100") >= 1300


def test_an_unknown_kind_or_place_is_refused(company: Company) -> None:
    assert company.zusage(*ADD, "--kind", "whim", "--place", "control", ok=2).error == "ZE53"
    assert company.zusage(*ADD, "--kind", "court", "--place", "nowhere", ok=2).error == "ZE52"
    assert company.zusage(*ADD, "--kind", "court", "--promise", "chat/retention/mesages", ok=2).error == "ZE42"
    assert company.ledger("hold_added") == []
