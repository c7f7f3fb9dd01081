"""check for people and code hosts: by file, in brief, a selection, the page of a rule, annotations that cannot break out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zusage.app.check_github import command
from zusage.app.check_view import ids_in_words
from zusage.checker.run import load_rules
from zusage.cli.main import group
from zusage.model.errors import UsageError
from zusage.model.place import Place

BASE = (Path(__file__).parents[2] / "rules" / "base.yml").read_text()
CONTRACT = "    contracts: [{kind: avv, dated: 2025-01-10}]\n"
ONLY = ("--select", "ZU306,ZU401")
ANNOTATION = re.compile(
    r"::(error|warning|notice) file=([^:,]+),line=(\d+),endLine=(\d+),col=(\d+),endColumn=(\d+),title=([^:,]+)::(.+)"
)


@pytest.fixture
def untidy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files, one error in each."""
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    head, _, tail = BASE.replace(CONTRACT, "").partition("\nrecipients:\n")
    other, defaults, rest = tail.partition("\ndefaults:")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yml").write_text(head + defaults + rest)
    more = "  second: {name: Süd GmbH, country: DE, role: processor}\n"
    (tmp_path / "data" / "b.yml").write_text(f"recipients:\n{other}\n{more}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZUSAGE_NOW", "2026-11-22T12:00:00+00:00")
    return tmp_path / "data"


def run(*options: str, language: str = "en") -> Result:
    return CliRunner().invoke(group, ["--lang", language, "check", "data", *options])


def test_findings_by_file(untidy: Path) -> None:
    text = untidy / "a.yml"
    text.write_text(text.read_text().replace(", backup_of: [app]", ""))
    lines = run(*ONLY).output.splitlines()
    heads = [line for line in lines if line.startswith("── ")]
    assert heads == ["── data/a.yml  1 warning.", "── data/b.yml  2 errors."]
    assert lines.index(heads[0]) < lines.index(heads[1])
    assert lines[-1].endswith("2 errors, 1 warning.")


def test_one_finding_is_few_lines(untidy: Path) -> None:
    block = run(*ONLY).output.split("\n\n")[0].splitlines()
    assert len(block) == 5 and all(len(line) < 200 for line in block)


@pytest.mark.parametrize("language", ["de", "en"])
def test_quiet_is_one_line_each(untidy: Path, language: str) -> None:
    result = run("--quiet", *ONLY, language=language)
    lines = result.output.splitlines()
    assert [line.split()[1] for line in lines[:2]] == ["ZU401", "ZU401"] and len(lines) == 3
    assert result.exit_code == 1


def test_quiet_where_all_is_well(untidy: Path) -> None:
    (untidy / "b.yml").write_text(
        f"recipients:\n  hoster:\n    name: Nord\n    country: DE\n    role: processor\n{CONTRACT}"
    )
    result = run("-q", *ONLY)
    assert (result.exit_code, result.output) == (0, "")


def test_a_selection_runs_these_rules_and_says_what_it_left_out(untidy: Path) -> None:
    result = run("--select", "ZU3, zu501", "--format", "json")
    data = json.loads(result.output)
    assert result.exit_code == 0 and data["findings"] == []
    assert all(id.startswith("ZU3") or id == "ZU501" for id in data["rules_run"]) and "ZU501" in data["rules_run"]
    left = {one["rule"] for one in data["rules_not_run"] if one["needs"] == "selection"}
    assert "ZU401" in left and len(data["rules_run"]) + len(data["rules_not_run"]) == len(load_rules())
    assert f"{len(left)} not run, --select leaves them out." in run("--select", "ZU3,ZU501").output
    assert run("--select", "ZU401").exit_code == 1


@pytest.mark.parametrize("word", ["ZU999", "GDPR", "ZU4010", "3"])
def test_a_selection_of_nothing(untidy: Path, word: str) -> None:
    result = run("--select", f"ZU401,{word}")
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE61"


@pytest.mark.parametrize("language", ["de", "en"])
def test_explain_is_the_page_of_the_rule(untidy: Path, language: str) -> None:
    page = run("--explain", "zu401", language=language)
    same = CliRunner().invoke(group, ["--lang", language, "explain", "ZU401"])
    assert page.exit_code == 0 and page.output == same.output and page.output.startswith("ZU401  ")
    assert ("So nicht:" if language == "de" else "Wrong:") in page.output


def test_explain_says_from_when_to_when_the_law_asks_it(untidy: Path) -> None:
    dated = next(rule for rule, _ in load_rules().values() if rule.since)
    assert f"{dated.since:%Y}" in run("--explain", dated.id).output.partition("Wrong:")[0]
    unsure = next(rule for rule, _ in load_rules().values() if rule.confidence == "verify")
    assert "nobody has read the source yet" in run("--explain", unsure.id).output


def test_explain_an_unknown_rule(untidy: Path) -> None:
    result = run("--explain", "ZU4O1")
    assert isinstance(result.exception, UsageError) and str(result.exception.arguments["near"]).startswith("ZU4")


@pytest.mark.parametrize("language", ["de", "en"])
def test_annotations(untidy: Path, language: str) -> None:
    result = run("--format", "github", *ONLY, language=language)
    found = [ANNOTATION.fullmatch(line) for line in result.output.splitlines()]
    assert result.exit_code == 1 and len(found) == 2 and all(found)
    first = found[0]
    assert first is not None and first[1] == "error" and first[2] == "data/b.yml"
    assert (first[3], first[5], first[6]) == ("2", "3", "9") and first[7].startswith("ZU401 ")
    assert "%0A" in first[8]


def test_annotations_from_a_folder_below_name_the_file_as_the_repository_does(
    untidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(untidy)
    output = CliRunner().invoke(group, ["--lang", "en", "check", ".", "--format", "github"]).output
    assert "file=data/b.yml," in output


def test_annotations_of_errors_of_meaning(untidy: Path) -> None:
    (untidy / "a.yml").write_text("zusage: 1\nretension: x\n")
    result = run("--format", "github")
    assert result.exit_code == 2 and any("title=ZE110" in line for line in result.output.splitlines())
    assert all(line.startswith("::error file=data/") for line in result.output.splitlines())


@pytest.mark.parametrize("text", ["a\n::error::b", "50 % of\r\nall", "a,b:c", "%0A", "::set-output name=x::y"])
def test_no_text_breaks_out_of_an_annotation(text: str) -> None:
    written = command("warning", Place(f"{text}.yml", 3, 2), 4, text, text, Path("/nowhere"))
    head, _, message = written.removeprefix("::warning ").partition("::")
    assert "\n" not in written and "\r" not in written
    assert [part.partition("=")[0] for part in head.split(",")] == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert decoded(message) == text and decoded(head.rpartition("title=")[2]) == text


def decoded(text: str) -> str:
    """As the runner reads it."""
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_json_says_where_a_thing_stands(untidy: Path) -> None:
    data: Any = json.loads(run("--format", "json", *ONLY).output)
    assert data["version"] == 1 and [one["path"] for one in data["findings"]] == ["recipients.hoster", "recipients.second"]
    assert len({one["fingerprint"] for one in data["findings"]}) == 2


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["ZU701"], "ZU701"),
        (["ZU701", "ZU702"], "ZU701, ZU702"),
        (["ZU703", "ZU701", "ZU702", "ZU710"], "ZU701–ZU703, ZU710"),
        ([], ""),
    ],
)
def test_ids_in_words(ids: list[str], words: str) -> None:
    assert ids_in_words(ids) == words
