"""What a careful lawyer accepts is accepted: no error and no warning, and never more than two hints beyond the base."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from zusage.app.check import CheckResult, check_declaration
from zusage.model.finding import Severity

HERE = Path(__file__).parent
BASE = HERE.parent / "rules" / "base.yml"
CASES: dict[str, Any] = yaml.safe_load((HERE / "lawful.yml").read_text())
DAY = "2026-11-22"


@pytest.mark.parametrize("name", CASES)
def test_nothing_to_complain_about(name: str, tmp_path: Path) -> None:
    case = CASES[name] or {}
    whole = changed(yaml.load(BASE.read_text(), yaml.BaseLoader), case.get("patch") or {})
    result = checked(in_one_language(whole, case["only"]) if "only" in case else whole, case, tmp_path)
    said: dict[Severity, list[str]] = {found.severity: [] for found in result.report.findings}
    for found in result.report.findings:
        said[found.severity].append(f"{found.rule} {result.rules[found.rule].words(found, 'en')}")
    assert not said.get(Severity.ERROR) and not said.get(Severity.WARNING), said
    assert len(said.get(Severity.INFO, [])) <= 2, said


def test_there_are_many() -> None:
    assert len(CASES) >= 60


def checked(whole: Any, case: dict[str, Any], folder: Path) -> CheckResult:
    file = folder / "zusage.yml"
    file.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))
    day = case.get("as_of") or yaml.safe_load(DAY)
    return check_declaration(file, day)


def changed(base: Any, patch: Any) -> Any:
    """`base` with what `patch` says; null removes."""
    if not isinstance(base, dict) or not isinstance(patch, dict):
        return patch
    rest = {key: changed(base.get(key), value) for key, value in patch.items() if value is not None}
    return {key: value for key, value in base.items() if key not in patch} | rest


def in_one_language(tree: Any, language: str) -> Any:
    """The tree with the texts of one language and no other."""
    if isinstance(tree, dict):
        if {"de", "en"} <= set(tree):
            tree = {key: value for key, value in tree.items() if key == language or key not in ("de", "en")}
        return {key: [language] if key == "languages" else in_one_language(value, language) for key, value in tree.items()}
    return [in_one_language(item, language) for item in tree] if isinstance(tree, list) else tree
