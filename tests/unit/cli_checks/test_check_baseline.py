"""check --baseline: what was there on the day of adoption stays quiet, everything else is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zusage.cli.main import group
from zusage.language.messages import render
from zusage.model.errors import DeclarationErrors, UsageError

BASE = (Path(__file__).parents[2] / "rules" / "base.yml").read_text()
CONTRACT = "    contracts: [{kind: avv, dated: 2025-01-10}]\n"
TITLE = "title: {de: Website, en: Website}"
TTDSG = "title: {de: Website (§ 25 TTDSG), en: Website (§ 25 TTDSG)}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A declaration with one error; a `today` that stands still."""
    file = tmp_path / "zusage.yml"
    file.write_text(BASE.replace(CONTRACT, ""))
    monkeypatch.chdir(tmp_path)
    on(monkeypatch, "2026-11-22")
    return file


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("ZUSAGE_NOW", f"{day}T12:00:00+00:00")


def run(*options: str, language: str = "en") -> Result:
    return CliRunner().invoke(group, ["--lang", language, "check", "--baseline", "b.json", *options])


def told(*options: str) -> Any:
    return json.loads(run("--format", "json", *options).stdout)


def written() -> Result:
    result = run("--write-baseline")
    assert result.exit_code == 0, result.output
    return result


def test_old_findings_are_quiet_and_counted(project: Path) -> None:
    assert "findings recorded: 1" in written().output
    result = run()
    assert result.exit_code == 0 and "ZU401 error" not in result.output
    assert "Baseline of 22 November 2026: 1 known, 0 mended." in result.output


def test_the_file_is_one_finding_a_line_and_always_the_same(project: Path) -> None:
    written()
    first = Path("b.json").read_bytes()
    written()
    assert Path("b.json").read_bytes() == first
    data = json.loads(first)
    assert data["zusage_baseline"] == 1 and data["written"] == "2026-11-22"
    (entry,) = data["findings"]
    assert (entry["rule"], entry["path"], entry["count"], entry["right_on"]) == ("ZU401", "recipients.hoster", 1, None)
    assert sum(b"fingerprint" in line for line in first.splitlines()) == 1


def test_a_new_finding_is_told(project: Path) -> None:
    written()
    project.write_text(project.read_text().replace(TITLE, TTDSG))
    data = told()
    assert [one["rule"] for one in data["findings"]] == ["ZU801"] and data["baseline"]["known"] == 1


def test_a_new_error_is_exit_one(project: Path) -> None:
    written()
    more = "  other: {name: Nord GmbH, country: DE, role: processor}\n"
    project.write_text(project.read_text().replace("\nrecipients:\n", f"\nrecipients:\n{more}"))
    result = run()
    assert result.exit_code == 1 and '"other" is a processor' in result.output and '"hoster"' not in result.output


def test_moved_lines_stay_known(project: Path) -> None:
    written()
    project.write_text("# a\n# b\n" + project.read_text().replace("\nrecipients:\n", "\n\n# c\nrecipients:\n"))
    assert told()["findings"] == []


def test_more_of_the_same_kind_is_new(project: Path) -> None:
    """A fingerprint covers as many findings as were recorded."""
    statements = "statements: [{text: {de: TTDSG., en: TTDSG.}}]"
    project.write_text(BASE.replace("en: Privacy notice}}", f"en: Privacy notice}}, {statements}}}"))
    written()
    more = "statements: [{text: {de: TTDSG., en: TTDSG.}}, {text: {de: TTDSG!, en: TTDSG!}}]"
    project.write_text(project.read_text().replace(statements, more))
    data = told()
    assert [one["rule"] for one in data["findings"]] == ["ZU801"] and data["baseline"]["known"] == 1


def test_what_was_mended_is_said_and_the_file_can_be_shortened(project: Path) -> None:
    written()
    project.write_text(BASE.replace(TITLE, TTDSG))
    result = run(language="de")
    assert "0 bekannt, 1 behoben." in result.output and "ZU401 recipients.hoster" in result.output
    assert "--shorten-baseline" in result.output
    shorter = run("--shorten-baseline")
    assert shorter.exit_code == 0 and "b.json: mended and taken out: 1" in shorter.output
    assert "--shorten-baseline" not in shorter.output
    data = json.loads(Path("b.json").read_text())
    assert data["findings"] == [] and data["written"] == "2026-11-22", "nothing new went in"
    project.write_text(BASE.replace(CONTRACT, ""))
    assert run().exit_code == 1, "what was mended once is told when it comes back"


def test_what_was_not_run_is_not_mended(project: Path) -> None:
    written()
    data = told("--select", "ZU801")
    assert data["baseline"] == {"written": "2026-11-22", "known": 0, "mended": []}


def test_errors_of_meaning_are_never_covered(project: Path) -> None:
    written()
    project.write_text("zusage: 1\nretension: x\n")
    assert isinstance(run().exception, DeclarationErrors)
    assert run("--format", "github").exit_code == 2


def test_what_the_law_makes_wrong_later_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same declaration, before and after the TTDSG got another name."""
    on(monkeypatch, "2024-05-01")
    project.write_text(BASE.replace(TITLE, TTDSG))
    written()
    assert [one["rule"] for one in told("--select", "ZU801")["findings"]] == []
    on(monkeypatch, "2024-05-20")
    (found,) = told("--select", "ZU801")["findings"]
    assert found["rule"] == "ZU801" and found["kind"] == "right-then-wrong-now"


def test_an_old_entry_does_not_hide_what_the_law_makes_wrong_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of the same fingerprint from before the change, as a file that nobody shortened holds it."""
    project.write_text(BASE.replace("keep: {law: de/vouchers}, delete: afterwards", "keep: 11 years, delete: afterwards"))
    written()
    data = json.loads(Path("b.json").read_text())
    assert [entry["rule"] for entry in data["findings"]] == ["ZU312"]
    assert told("--select", "ZU312")["findings"] == []
    Path("b.json").write_text(json.dumps(data | {"written": "2024-06-30"}))
    (found,) = told("--select", "ZU312")["findings"]
    assert found["right_on"] == "2024-06-30", "on the day of the baseline this was right"


def test_a_dated_fault_that_was_recorded_stays_known(project: Path) -> None:
    project.write_text(BASE.replace(TITLE, TTDSG).replace("en: Privacy notice}}", "en: Privacy notice}, dated: 2023-06-29}"))
    written()
    assert told("--select", "ZU801")["findings"] == []


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "{", '{"zusage_baseline": 2, "written": "2026-11-22", "findings": []}',
        '{"zusage_baseline": 1, "written": "soon", "findings": []}',
        '{"zusage_baseline": 1, "written": "2026-11-22", "findings": {}}x',
        '{"zusage_baseline": 1, "written": "2026-11-22", "findings": [{"rule": "ZU401"}]}',
        '{"zusage_baseline": 1, "written": "2026-11-22", "findings": [{"fingerprint": "a", "rule": "ZU401", "path": "",'
        ' "subject": "", "count": 0, "right_on": null}]}',
        "\udcff",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_file_that_is_no_baseline(project: Path, text: str, language: str) -> None:
    Path("b.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = run(language=language)
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE63"
    words = render(result.exception, "de" if language == "de" else "en")
    assert "b.json" in words and "zusage_baseline: 1" in words


def test_no_file(project: Path) -> None:
    result = run()
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE60"
    assert "--write-baseline" in render(result.exception, "de")


def test_a_file_that_cannot_be_written(project: Path) -> None:
    result = CliRunner().invoke(group, ["check", "--baseline", "missing/b.json", "--write-baseline"])
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE62"


@pytest.mark.parametrize("other", [["--as-of", "2023-06-29"], ["--select", "ZU4"]])
def test_a_baseline_is_written_of_all_findings_of_today(project: Path, other: list[str]) -> None:
    result = run("--write-baseline", *other)
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE64"
    assert not Path("b.json").exists()
    assert CliRunner().invoke(group, ["check", "--write-baseline"]).exit_code == 2


def test_exceptions_are_not_recorded(project: Path) -> None:
    allow = "allow: {ZU401: Der Vertrag liegt zur Unterschrift.}\n"
    project.write_text(project.read_text() + allow)
    assert "findings recorded: 0" in written().output
