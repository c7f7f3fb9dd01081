"""One declaration of 29 June 2023, judged by the law of that day and by that of today, word for word.

Accept a change with UPDATE_GOLDEN=1 after reading the difference. The last lines, which count rules, are not compared.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zusage.cli.main import group

HERE = Path(__file__).parent
NOW = "2026-11-22T12:00:00+00:00"
OUTDATED = {"ZU312", "ZU428", "ZU801"}


@pytest.fixture
def declaration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copyfile(HERE / "then-and-now.yml", tmp_path / "then-and-now.yml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZUSAGE_NOW", NOW)
    return tmp_path / "then-and-now.yml"


def check(*options: str, language: str = "en") -> Result:
    return CliRunner().invoke(group, ["--lang", language, "check", "then-and-now.yml", *options])


def dated(file: Path, day: str) -> None:
    text = file.read_text().replace("en: Privacy notice}}", f"en: Privacy notice}}, dated: {day}}}")
    assert day in text
    file.write_text(text)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("name", "options"), [("then", ["--as-of", "2023-06-29"]), ("now", [])])
def test_the_report_reads_as_accepted(declaration: Path, name: str, options: list[str], language: str) -> None:
    result = check(*options, language=language)
    lines = result.output.splitlines()
    end = next(number for number, line in enumerate(lines) if "rules run" in line or "Regeln geprüft" in line)
    written = "\n".join(lines[:end]) + "\n"
    golden = HERE / f"then-and-now.{name}.{language}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8"), f"{golden.name} changed: read it, then UPDATE_GOLDEN=1"


def test_right_then_stands_apart_and_does_not_count(declaration: Path) -> None:
    data = json.loads(check("--as-of", "2023-06-29", "--format", "json").output)
    assert data["as_of"] == "2023-06-29" and data["findings"] == []
    assert {one["rule"] for one in data["wrong_now"]} == OUTDATED
    assert {(one["kind"], one["right_on"]) for one in data["wrong_now"]} == {("right-then-wrong-now", "2023-06-29")}


def test_today_all_of_it_is_wrong(declaration: Path) -> None:
    data = json.loads(check("--format", "json").output)
    assert {one["rule"] for one in data["findings"]} == OUTDATED and data["wrong_now"] == []


def test_a_dated_document_says_so_itself(declaration: Path) -> None:
    dated(declaration, "2023-06-29")
    data = json.loads(check("--format", "json").output)
    assert {(one["rule"], one["right_on"]) for one in data["findings"]} == {(rule, "2023-06-29") for rule in OUTDATED}


def test_a_document_dated_after_the_change_was_never_right(declaration: Path) -> None:
    dated(declaration, "2024-06-01")
    data = json.loads(check("--format", "json").output)
    kinds = {one["rule"]: one["kind"] for one in data["findings"]}
    assert kinds == {"ZU312": "right-then-wrong-now", "ZU801": "wrong", "ZU428": "wrong"}


def test_an_error_of_today_counts_today_only(declaration: Path) -> None:
    text = declaration.read_text().replace("{mechanism: scc, module: 2", "{mechanism: dpf, id: Privacy Shield, module: 2")
    declaration.write_text(text)
    old, then = ["--select", "ZU411"], ["--as-of", "2020-07-15"]
    day, today = check(*then, *old, "--format", "json"), check(*old, "--format", "json")
    assert day.exit_code == 0 and today.exit_code == 1
    assert [one["severity"] for one in json.loads(day.output)["wrong_now"]] == ["error"]
    (found,) = json.loads(check(*then, *old, "--format", "sarif").output)["runs"][0]["results"]
    assert found["level"] == "note" and found["properties"]["rightOn"] == "2020-07-15"
    assert check(*then, *old, "--format", "github").output.startswith("::notice ")
    dated(declaration, "2020-07-15")
    assert check(*old).exit_code == 1, "a date excuses nothing"


def test_a_rule_that_came_later_is_named_as_not_run(declaration: Path) -> None:
    data = json.loads(check("--as-of", "2023-06-29", "--format", "json").output)
    not_run = {one["rule"]: one["needs"] for one in data["rules_not_run"]}
    assert not_run["ZU428"] == "time" and not_run["ZU701"] == "inventory"
    assert "ZU428" in json.loads(check("--format", "json").output)["rules_run"]


def test_a_day_to_come_is_judged_by_itself(declaration: Path) -> None:
    data = json.loads(check("--as-of", "2027-01-01", "--format", "json").output)
    assert {one["rule"] for one in data["findings"]} >= OUTDATED and data["wrong_now"] == []
