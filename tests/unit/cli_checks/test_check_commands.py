"""check, explain, schema, format: what people read, in German and English, and what programs read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from zusage.checker.run import load_rules
from zusage.cli.main import group
from zusage.model.errors import DeclarationErrors, UsageError

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "live-chat"
BASE = yaml.load((ROOT / "tests" / "rules" / "base.yml").read_text(), yaml.BaseLoader)
DAY = ["--as-of", "2026-11-22"]


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """A declaration with one error (no contract) and one warning (no backup, accepted) at known places."""
    text = (ROOT / "tests" / "rules" / "base.yml").read_text()
    text = text.replace("    contracts: [{kind: avv, dated: 2025-01-10}]\n", "")
    text = text.replace(", backup_of: [app]", "") + "allow: {ZU306: Der Anbieter sichert nichts.}\n"
    file = tmp_path / "zusage.yml"
    file.write_text(text)
    return file


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(group, ["--lang", language, *arguments])


def line_of(file: Path, text: str) -> int:
    return next(number for number, line in enumerate(file.read_text().splitlines(), 1) if line.startswith(text))


def test_the_example_is_clean() -> None:
    result = run("check", str(EXAMPLE), *DAY)
    assert result.exit_code == 0
    assert "No findings." in result.output


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "de",
            [
                "Fehler  „hoster“ ist Auftragsverarbeiter",
                "Art. 28 Abs. 3 DSGVO",
                "zugelassen",
                "1 Fehler.",
                " nicht geprüft, sie brauchen einen Blick",
            ],
        ),
        ("en", ['error  "hoster" is a processor', "Art. 28(3) GDPR", "allowed", "1 error.", " not run, they need a look"]),
    ],
)
def test_text(untidy: Path, language: str, words: list[str]) -> None:
    result = run("check", str(untidy), *DAY, language=language)
    assert result.exit_code == 1
    line = line_of(untidy, "  hoster:")
    assert f"{untidy}:{line}:3: ZU401" in result.output
    for word in words:
        assert word in result.output
    assert "ZU701–ZU7" in result.output


def test_the_spot_is_marked(untidy: Path) -> None:
    lines = run("check", str(untidy), *DAY).output.splitlines()
    at = next(number for number, line in enumerate(lines) if "| " in line and "hoster:" in line)
    assert lines[at + 1].index("^") == lines[at].index("hoster")
    assert lines[at + 1].count("^") == len("hoster")


def test_a_spot_far_to_the_right_is_shown(tmp_path: Path) -> None:
    from zusage.app.check_view import excerpt
    from zusage.model.place import Place

    line = f"  a: {{{'x: y, ' * 60}right: here}}"
    shown, marked = excerpt(Place("f", 1, line.index("right") + 1), {"f": (line,)})
    assert shown[marked.index("^") :].startswith("right") and len(shown) < 140
    assert not list(excerpt(Place("f", 9, 1), {"f": (line,)}))


def test_json(untidy: Path) -> None:
    result = run("check", str(untidy), *DAY, "--format", "json")
    data = json.loads(result.output)
    assert result.exit_code == 1
    assert [finding["rule"] for finding in data["findings"]] == ["ZU401"]
    found = data["findings"][0]
    assert (found["line"], found["column"]) == (line_of(untidy, "  hoster:"), 3)
    assert found["file"] == str(untidy) and found["severity"] == "error"
    assert data["allowed"][0]["reason"] == "Der Anbieter sichert nichts."
    assert {rule["rule"] for rule in data["rules_not_run"]} >= {f"ZU70{n}" for n in range(1, 10)}
    assert len(data["rules_run"]) + len(data["rules_not_run"]) == len(load_rules())


def test_sarif(untidy: Path) -> None:
    data = json.loads(run("check", str(untidy), *DAY, "--format", "sarif").output)
    assert data["version"] == "2.1.0" and data["$schema"].endswith("sarif-schema-2.1.0.json")
    (log,) = data["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert log["tool"]["driver"]["name"] == "zusage" and len(rules) == len(load_rules())
    for found in log["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] in {"error", "warning", "note"} and found["message"]["text"]
        region = found["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] > 0 and region["startColumn"] > 0
    suppressed = [found for found in log["results"] if "suppressions" in found]
    assert [found["ruleId"] for found in suppressed] == ["ZU306"]
    assert suppressed[0]["suppressions"] == [{"kind": "inSource", "justification": "Der Anbieter sichert nichts."}]


def test_no_single_meaning_is_exit_two(tmp_path: Path) -> None:
    (tmp_path / "zusage.yml").write_text("zusage: 1\nretension: x\n")
    command = [sys.executable, "-c", "from zusage.cli.main import main; main()", "--lang", "de", "check", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ})
    assert done.returncode == 2
    assert "ZE110" in done.stderr and "Traceback" not in done.stderr and not done.stdout


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_errors_for_programs(tmp_path: Path, form: str) -> None:
    (tmp_path / "zusage.yml").write_text("zusage: 1\nretension: x\n")
    result = run("check", str(tmp_path), "--format", form)
    data = json.loads(result.output)
    assert result.exit_code == 2
    if form == "json":
        assert {(error["code"], error["line"]) for error in data["errors"]} >= {("ZE110", 2)}
    else:
        found = next(one for one in data["runs"][0]["results"] if one["ruleId"] == "ZE110")
        assert found["level"] == "error" and "retension" in found["message"]["text"]
        assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 1}


def test_a_bad_day_is_wrong_use() -> None:
    result = run("check", str(EXAMPLE), "--as-of", "yesterday")
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE99"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("word", ["ZU304", "zu709", "ZE101"])
def test_explain_rules_and_errors(word: str, language: str) -> None:
    result = run("explain", word, language=language)
    assert result.exit_code == 0
    assert result.output.startswith(word.upper())
    assert "{label}" not in result.output and "[[" not in result.output
    if word == "ZU304":
        assert ("So nicht:" in result.output) is (language == "de")
        assert ("§ 147 Abs. 3 AO" in result.output) is (language == "de")
        assert "delete: after 6 years" in result.output


def test_explain_a_promise_and_when_it_falls_due() -> None:
    id = "customers/retention/invoices/delete"
    result = run("explain", id, "--path", str(EXAMPLE), "--start", "2017-03-10", language="de")
    assert "Nach Ablauf der Aufbewahrungsfrist löschen wir Rechnungen" in result.output
    assert "2017-03-10 -> 2026-01-01 00:00" in result.output


def test_explain_a_date() -> None:
    result = run("explain", "2017-03-10", "--path", str(EXAMPLE))
    lines = {line.split()[0]: line.split()[-1] for line in result.output.splitlines()[1:]}
    assert lines["customers/retention/invoices/delete"] == "2026-01-01"
    assert lines["customers/retention/letters/delete"] == "2024-01-01"
    assert "requests/retention/case/delete" not in lines, "nobody can see when a case began"


@pytest.mark.parametrize(
    ("word", "code"), [("ZU999", "ZE124"), ("ZE9999", "ZE124"), ("customers/retention/invoice", "ZE42")]
)
def test_explain_the_unknown(word: str, code: str) -> None:
    result = run("explain", word, "--path", str(EXAMPLE))
    assert isinstance(result.exception, UsageError) and result.exception.code == code
    assert result.exception.arguments["near"]


def test_schema_is_json_schema() -> None:
    data = json.loads(run("schema").output)
    assert data["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "declaration" in data["$defs"]


def test_format(tmp_path: Path) -> None:
    file = tmp_path / "zusage.yml"
    text = (ROOT / "tests" / "rules" / "base.yml").read_text().replace("name: Muster GmbH", "name:    Müster GmbH   # wir")
    file.write_text(text)
    assert run("format", "--check", str(file)).exit_code == 1
    assert file.read_text() == text, "--check changes nothing"
    assert run("format", str(file)).exit_code == 0
    tidy = file.read_text()
    assert "name: Müster GmbH  # wir" in tidy
    assert run("format", "--check", str(file)).exit_code == 0
    assert run("format", str(file)).exit_code == 0 and file.read_text() == tidy
    assert [entry.name for entry in tmp_path.iterdir()] == ["zusage.yml"]


def test_format_of_something_else(tmp_path: Path) -> None:
    file = tmp_path / "zusage.yml"
    file.write_bytes(b"zusage: 1\nname: M\xfcller\n")
    result = run("format", str(file))
    assert isinstance(result.exception, DeclarationErrors)
    assert file.read_bytes() == b"zusage: 1\nname: M\xfcller\n"


def test_expand_prints_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "zusage.yml"
    text = (ROOT / "tests" / "rules" / "base.yml").read_text()
    file.write_text(text)
    result = run("format", "--expand", str(file))
    assert result.exit_code == 0 and file.read_text() == text
    assert yaml.load(result.output, yaml.BaseLoader) == BASE
