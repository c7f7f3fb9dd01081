"""The heartbeat: what the figures say after runs, boards, refusals and silence, and that the alerts know them."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from support.office import Office
from support.sabotage import NOW
from zusage.app.applying import Ceiling, apply_plan
from zusage.app.judging import judge_board
from zusage.app.metrics import metrics_text
from zusage.app.planning import make_plan_for
from zusage.model.errors import ConnectorError
from zusage.plan.receipt import RefusalKind

SAMPLE = re.compile(r'zusage_([a-z_]+)(?:\{([a-z_]+)="([^"\\\n]*)"\})? (-?\d+(?:\.\d+)?)')
ALERTS = Path(__file__).parents[3] / "docs" / "operations" / "alerts.yml"
DAY = timedelta(days=1)


def parse(text: str) -> dict[tuple[str, str], float]:
    """Strictly: every sample after the HELP and TYPE of its family, each once."""
    found: dict[tuple[str, str], float] = {}
    family, kind = "", ""
    for line in text.splitlines():
        if line.startswith("# HELP "):
            family = line.split(" ")[2]
        elif line.startswith("# TYPE "):
            assert line.split(" ")[2] == family
            kind = line.split(" ")[3]
            assert kind in ("gauge", "counter")
            assert (kind == "counter") == family.endswith("_total")
        else:
            match = SAMPLE.fullmatch(line)
            assert match, line
            assert f"zusage_{match[1]}" == family
            assert (match[1], match[3] or "") not in found
            found[match[1], match[3] or ""] = float(match[4])
    return found


@pytest.fixture(scope="module")
def _run(tmp_path_factory) -> Office:
    office = Office(tmp_path_factory.mktemp("metrics") / "office")
    here = ("-p", str(office.folder))
    assert (
        office.call(
            "hold",
            "add",
            "--kind",
            "court",
            *here,
            "--promise",
            "enquiry/retention/settled",
            "--role",
            "management",
            "--reason",
            "x",
        ).exit_code
        == 0
    )
    done = office.call("apply", "--yes", *here)
    assert done.exit_code in (0, 1), done.exception
    office.call("board", *here)
    return office


@pytest.fixture
def office(_run: Office, tmp_path: Path) -> Office:
    office = object.__new__(Office)
    office.folder = tmp_path / "office"
    shutil.copytree(_run.folder, office.folder)
    variables = (office.folder / "zusage.env").read_text().replace(str(_run.folder), str(office.folder))
    (office.folder / "zusage.env").write_text(variables)
    return office


def figures(office: Office, now=NOW) -> dict[tuple[str, str], float]:
    with office.session(now) as session:
        return parse(metrics_text(session))


def test_a_state_without_any_run_has_no_success(tmp_path: Path) -> None:
    found = figures(Office(tmp_path / "new"))
    assert found["run_interval_seconds", ""] == 86400
    assert ("last_success_timestamp_seconds", "") not in found
    assert found["units_total", ""] == 0
    assert found["published", ""] == 0


def test_apply_and_board_write_the_file(office: Office) -> None:
    file = office.folder / ".zusage" / "metrics.prom"
    found = parse(file.read_text())
    assert found["last_run_timestamp_seconds", ""] == NOW.timestamp()
    assert found["last_board_timestamp_seconds", ""] == NOW.timestamp()
    assert found["last_run_units", ""] == found["units_total", ""] > 0
    assert found["batches_total", ""] > 0
    assert found["holds", ""] == 1
    assert found["last_run_seconds", ""] > 0
    assert found["ledger_entries", ""] > 10
    assert found["systems_seen", ""] >= 5
    with office.session() as session:
        verdicts = list(session.state.records.read("board"))[-1].body["verdicts"]
    assert sum(value for (name, _), value in found.items() if name == "promises") == len(verdicts)
    broken = {label for name, label in found if name == "promise_broken"}
    assert broken == {id for id, verdict in verdicts.items() if verdict["state"] == "broken"}
    assert not list(file.parent.glob(".metrics*")), "no draft is left"


def test_the_command_prints_what_the_file_says(office: Office) -> None:
    done = office.call("metrics", "-p", str(office.folder))
    assert done.exit_code == 0
    assert parse(done.output) == parse((office.folder / ".zusage" / "metrics.prom").read_text())


def test_no_person_and_no_place_of_data_in_the_figures(office: Office) -> None:
    text = (office.folder / ".zusage" / "metrics.prom").read_text()
    assert ".example" not in text
    assert "@" not in text
    assert str(office.folder) not in text


def test_a_missed_run_makes_promises_unproven_by_age_alone(office: Office) -> None:
    before = figures(office)
    kept, unproven = before["promises", "kept"], before["promises", "unproven"]
    assert kept > 5
    assert figures(office, NOW + 2 * DAY)["promises", "kept"] == kept, "two intervals are allowed"
    after = figures(office, NOW + 2 * DAY + timedelta(seconds=1))
    assert after["promises", "kept"] == 0
    assert after["promises", "unproven"] == unproven + kept
    assert after["promises", "broken"] == before["promises", "broken"]


def test_a_missed_run_is_broken_on_the_board_that_is_looked_at(office: Office) -> None:
    late = NOW + 3 * DAY
    with office.session(late) as session:
        judge_board(session, "en")
        board = list(session.state.records.read("board"))[-1]
    assert board.body["verdicts"]["_/assure/routine-run"]["state"] == "broken"
    assert figures(office, late)["promise_broken", "_/assure/routine-run"] == 1
    assert figures(office, late)["last_success_timestamp_seconds", ""] == NOW.timestamp()


def test_a_stopped_run_is_no_success(office: Office) -> None:
    tomorrow = NOW + DAY
    with closing(sqlite3.connect(office.folder / "data" / "control.sqlite3")) as db, db:
        db.execute("INSERT INTO users (id, username, closed_at) VALUES (9, 'carl', '2026-01-05 00:00:00')")
    with office.session(tomorrow, write=True) as session:
        plan = make_plan_for(session)
        assert plan.steps
        session.stores.open(plan.steps[0].target).set_stop(True)
        refused = apply_plan(session, plan, Ceiling(), "operator", lambda _: None).refused
    assert refused[0].refusal.kind is RefusalKind.STOPPED
    assert figures(office, tomorrow)["last_run_refusals", "stopped"] >= 1
    assert figures(office, tomorrow)["last_run_timestamp_seconds", ""] == tomorrow.timestamp()
    assert figures(office, tomorrow)["last_success_timestamp_seconds", ""] == NOW.timestamp()


def test_a_run_that_missed_a_target_is_no_success(office: Office) -> None:
    tomorrow = NOW + DAY
    shutil.rmtree(office.folder / "data" / "backups")
    with office.session(tomorrow, write=True) as session:
        apply_plan(session, make_plan_for(session), Ceiling(), "operator", lambda _: None)
    found = figures(office, tomorrow)
    assert found["last_run_timestamp_seconds", ""] == tomorrow.timestamp()
    assert found["last_run_targets_missed", ""] == 1
    assert found["last_success_timestamp_seconds", ""] == NOW.timestamp()


def test_the_stop_flag_is_a_figure(office: Office) -> None:
    assert figures(office)["stopped", ""] == 0
    assert office.call("stop", "-p", str(office.folder)).exit_code == 0
    assert figures(office)["stopped", ""] == 1
    assert office.call("stop", "--resume", "-p", str(office.folder)).exit_code == 0
    assert figures(office)["stopped", ""] == 0


def test_where_the_file_goes(office: Office, tmp_path: Path) -> None:
    env = office.folder / "zusage.env"
    known = env.read_text()
    env.write_text(f"{known}ZUSAGE_METRICS={tmp_path}/collector/zusage.prom\n")
    office.call("board", "-p", str(office.folder))
    assert parse((tmp_path / "collector" / "zusage.prom").read_text())
    env.write_text(f"{known}ZUSAGE_METRICS=off\n")
    before = (office.folder / ".zusage" / "metrics.prom").read_text()
    office.call("board", "-p", str(office.folder))
    assert (office.folder / ".zusage" / "metrics.prom").read_text() == before
    (tmp_path / "file").write_text("")
    env.write_text(f"{known}ZUSAGE_METRICS={tmp_path}/file/zusage.prom\n")
    done = office.call("board", "-p", str(office.folder))
    assert "routine-run" in done.output, "the board is shown all the same"
    assert isinstance(done.exception, ConnectorError)
    assert done.exception.code == "ZE73"


def test_every_alert_speaks_of_figures_that_exist(office: Office) -> None:
    names = {f"zusage_{name}" for name, _ in figures(office)} | {"zusage_promise_broken"}
    rules = [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]
    used = {name for rule in rules for name in re.findall(r"zusage_[a-z_]+", rule["expr"])}
    assert used <= names
    assert {rule["alert"] for rule in rules} >= {"ZusageRunMissed", "ZusagePromiseBroken", "ZusageNoHeartbeat"}
    runbook = ALERTS.with_name("runbook.md").read_text()
    for rule in rules:
        assert rule["annotations"]["summary"]
        anchor = rule["annotations"]["runbook"].partition("#")[2]
        headings = {
            re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
            for line in runbook.splitlines()
            if line.startswith("#")
        }
        assert anchor in headings, rule["alert"]
