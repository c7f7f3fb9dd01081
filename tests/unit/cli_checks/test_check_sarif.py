"""check --format sarif: well-formed after the standard, places of the repository, fingerprints that outlive moved lines."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from support.sarif import faults
from zusage.checker.run import load_rules
from zusage.cli.main import group

BASE = (Path(__file__).parents[2] / "rules" / "base.yml").read_text()
CONTRACT = "    contracts: [{kind: avv, dated: 2025-01-10}]\n"
ALLOW = "allow: {ZU306: {de: Der Anbieter sichert nichts., en: The provider makes no backups.}}\n"


@pytest.fixture
def untidy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a declaration in a folder whose name needs encoding: one error, one exception."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "Daten & Schutz"
    folder.mkdir()
    file = folder / "zusage.yml"
    file.write_text(BASE.replace(CONTRACT, "").replace(", backup_of: [app]", "") + ALLOW)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ZUSAGE_NOW", "2026-11-22T12:00:00+00:00")
    return file


def sarif(*options: str, language: str = "en") -> Any:
    result = CliRunner().invoke(group, ["--lang", language, "check", "--format", "sarif", *options])
    return json.loads(result.output)


def fingerprints(log: Any) -> dict[str, str]:
    return {one["ruleId"]: one["partialFingerprints"]["zusageFinding/v1"] for one in log["runs"][0]["results"]}


@pytest.mark.parametrize("language", ["de", "en"])
def test_well_formed(untidy: Path, language: str) -> None:
    assert faults(sarif(language=language)) == []
    assert faults(sarif("--as-of", "2017-01-01", language=language)) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_errors_of_meaning_are_well_formed(untidy: Path, language: str) -> None:
    untidy.write_text("zusage: 1\nretension: x\n")
    log = sarif(language=language)
    assert faults(log) == []
    assert log["runs"][0]["results"][0]["level"] == "error"


def test_the_reader_is_strict(untidy: Path) -> None:
    """Every one of these faults is seen, so the tests above can fail."""
    log = sarif()

    def broken(change: Any) -> list[str]:
        other = copy.deepcopy(log)
        change(other["runs"][0])
        return faults(other)

    place = ["locations", 0, "physicalLocation"]

    def physical(run: Any) -> Any:
        return run["results"][0][place[0]][0][place[2]]

    assert broken(lambda run: run["results"][0].pop("message"))
    assert broken(lambda run: run["results"][0].update(ruleIndex=0))
    assert broken(lambda run: run["results"][0].update(level="info"))
    assert broken(lambda run: run["results"].append(copy.deepcopy(run["results"][0])))
    assert broken(lambda run: physical(run)["artifactLocation"].update(uri="Daten & Schutz/ü.yml"))
    assert broken(lambda run: physical(run)["artifactLocation"].pop("uriBaseId"))
    assert broken(lambda run: physical(run)["region"].update(endColumn=1))
    assert broken(lambda run: physical(run)["region"].update(startLine=0))
    assert broken(lambda run: run["tool"]["driver"]["rules"].append({"id": "ZU401"}))
    assert broken(lambda run: run.update(results=None))


def test_places_are_those_of_the_repository(untidy: Path) -> None:
    found = next(one for one in sarif()["runs"][0]["results"] if one["ruleId"] == "ZU401")
    physical = found["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "Daten%20%26%20Schutz/zusage.yml", "uriBaseId": "SRCROOT"}
    line = untidy.read_text().splitlines().index("  hoster:") + 1
    assert physical["region"] == {"startLine": line, "startColumn": 3, "endLine": line, "endColumn": 9}


def test_a_file_outside_the_repository_is_absolute(untidy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("elsewhere") / "zusage.yml"
    other.write_text(untidy.read_text())
    log = sarif(str(other))
    assert faults(log) == []
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == other.as_uri()


def test_rules_are_described_with_law_and_examples(untidy: Path) -> None:
    rules = sarif(language="de")["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(load_rules())
    rule = next(one for one in rules if one["id"] == "ZU401")
    assert rule["properties"]["law"] == "Art. 28 Abs. 3 DSGVO" and rule["properties"]["page"] == "docs/rules/ZU401.md"
    assert "So nicht:\n\n```yaml\n" in rule["help"]["markdown"] and "Sondern:" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error"} and "{" not in rule["fullDescription"]["text"]


@pytest.mark.parametrize(
    ("language", "reason"), [("de", "Der Anbieter sichert nichts."), ("en", "The provider makes no backups.")]
)
def test_an_exception_is_suppressed_with_its_reason(untidy: Path, language: str, reason: str) -> None:
    found = next(one for one in sarif(language=language)["runs"][0]["results"] if one["ruleId"] == "ZU306")
    assert found["suppressions"] == [{"kind": "inSource", "justification": reason}]


def test_fingerprints_outlive_moved_lines_and_new_neighbours(untidy: Path) -> None:
    before = fingerprints(sarif())
    text = untidy.read_text().replace(
        "\nrecipients:\n", "\n# one\n# two\nrecipients:\n  new: {name: Neu GmbH, country: DE, role: self}\n"
    )
    untidy.write_text(text)
    assert fingerprints(sarif()).items() >= before.items()


def test_fingerprints_are_those_of_one_thing(untidy: Path) -> None:
    before = fingerprints(sarif())
    untidy.write_text(untidy.read_text().replace("hoster:", "host:"))
    assert fingerprints(sarif())["ZU401"] != before["ZU401"]


def test_what_the_baseline_covers_is_unchanged(untidy: Path) -> None:
    CliRunner().invoke(group, ["check", "--baseline", "b.json", "--write-baseline", "-q"])
    untidy.write_text(
        BASE.replace(CONTRACT, "").replace("country: DE\n    role: processor", "country: US\n    role: processor")
    )
    log = sarif("--baseline", "b.json")
    assert faults(log) == []
    states = {one["ruleId"]: (one.get("baselineState"), "suppressions" in one) for one in log["runs"][0]["results"]}
    assert states["ZU401"] == ("unchanged", True)
    assert states["ZU410"] == ("new", False)
