"""zusage inspect on a generated company: readable, honest about what nobody saw, silent about values."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zusage.cli.main import group

ROOT = Path(__file__).parents[3]
NOW = "2026-11-22T12:00:00+00:00"
SMALL = "--customers 6 --instances 3 --contacts 20 --messages 60 --log-mb 0.05 --backups 3"
CANARY = "kanarie"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company") / "here"
    command = [sys.executable, str(ROOT / "examples" / "live-chat" / "generate.py"), "--into", str(folder), "--now", NOW]
    subprocess.run([*command, *SMALL.split()], check=True, capture_output=True)
    return folder


@pytest.fixture
def company(generated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The company, as it was generated, at its own place (its addresses are absolute)."""
    keep = generated.with_name("kept")
    shutil.copytree(generated, keep)
    monkeypatch.setenv("ZUSAGE_NOW", NOW)
    monkeypatch.chdir(generated)
    yield generated
    shutil.rmtree(generated)
    keep.rename(generated)


def inspect(language: str = "en", *more: str) -> Result:
    return CliRunner().invoke(group, ["--lang", language, "inspect", *more])


def execute(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_all_is_well(company: Path) -> None:
    result = inspect()
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert any(line.startswith("instance") and "3 of 3 seen, 16 tables" in line for line in lines)
    assert "Nobody can look here yet: egress, web, evidence, cases" in lines
    assert lines[-2:] == ["No findings.", "No value was stored or shown; nothing has been changed."]


@pytest.mark.parametrize(
    ("language", "table", "copy"), [("de", "enthält dem Anschein nach", "Register"), ("en", "seems to", "registry")]
)
def test_plants_are_found_and_no_value_is_told(company: Path, language: str, table: str, copy: str) -> None:
    mails = ", ".join(f"('{CANARY}{n}@geheim.example')" for n in range(20))
    execute(company / "control.sqlite3", "CREATE TABLE tmp_2023 (mail text)", f"INSERT INTO tmp_2023 VALUES {mails}")
    one = min((company / "instances").glob("*.sqlite3"))
    shutil.copy(one, one.with_name("t9999.sqlite3"))
    result = inspect(language)
    assert result.exit_code == 1
    assert "ZU701" in result.output and "control.tmp_2023" in result.output and table in result.output
    assert "ZU707" in result.output and copy in result.output
    assert "t9999" not in result.output and "geheim" not in result.output
    for file in (company / ".zusage").rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes()


def test_a_missing_instance_alone_drops_out(company: Path) -> None:
    min((company / "instances").glob("*.sqlite3")).unlink()
    result = inspect("de")
    assert result.exit_code == 0, "what could not be seen is a warning, no error"
    assert "2 von 3 gesehen" in result.output and "ZU708 Warnung" in result.output


def test_history_trigger_and_missing_table(company: Path) -> None:
    execute(
        company / "control.sqlite3",
        "CREATE TABLE old_enquiries (email text)",
        "CREATE TRIGGER keep_old AFTER DELETE ON enquiries BEGIN INSERT INTO old_enquiries VALUES (OLD.email); END",
        "DROP TABLE notices_sent",
    )
    found = json.loads(inspect("en", "--format", "json").output)["findings"]
    said = {(finding["rule"], finding["subject"]) for finding in found}
    assert ("ZU709", "control") in said and ("ZU703", "control.notices_sent") in said


def test_a_fleet_that_cannot_be_listed_is_not_called_clean(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSTANCE_URL_TEMPLATE", f"sqlite:///{company}/instances/t0001.sqlite3")
    result = inspect()
    assert "Whether instance has orphans cannot be seen: no pattern" in result.output
