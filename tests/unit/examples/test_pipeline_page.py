"""The page about pipelines and the hooks for pre-commit: every command is run, in a repository, by the installed program."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/operations/in-your-pipeline.md").read_text()
BASE = (ROOT / "tests" / "rules" / "base.yml").read_text()
CONTRACT = "    contracts: [{kind: avv, dated: 2025-01-10}]\n"
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
SHELL = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
CONFIGURED: list[Any] = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.M | re.S)]


def environment() -> dict[str, str]:
    """The program of this installation first; git without the settings of this machine."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        **os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull,
        "ZUSAGE_NOW": "2026-11-22T12:00:00+00:00", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }  # fmt: skip


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-euc", command], cwd=folder, env=environment(), check=False, capture_output=True, text=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a tidy declaration in which all is well."""
    (tmp_path / "zusage.yml").write_text(BASE)
    done = run("git init -q . && zusage format > /dev/null && git add zusage.yml", tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def spoil(repository: Path) -> None:
    file = repository / "zusage.yml"
    text = file.read_text()
    cut = re.sub(r"^    contracts:.*\n(?:^      .*\n)*", "", text, flags=re.M)
    assert cut != text
    file.write_text(cut)


def test_the_page_has_commands() -> None:
    assert len(SHELL) >= 5 and len(CONFIGURED) == 3


def test_the_commands_of_the_page_in_their_order(repository: Path) -> None:
    spoil(repository)
    for block in SHELL[:2]:
        done = run(block, repository)
        assert done.returncode == 0, done.stdout + done.stderr
    assert run("git status --porcelain zusage-baseline.json", repository).stdout.startswith("A")
    (repository / "zusage.yml").write_text(BASE)
    for block in SHELL[2:]:
        done = run(block, repository)
        assert done.returncode == 0, done.stdout + done.stderr


def steps() -> list[str]:
    github, gitlab = CONFIGURED[1], CONFIGURED[2]
    return [step["run"] for step in github["jobs"]["check"]["steps"] if "run" in step] + gitlab["data-protection"]["script"]


@pytest.mark.parametrize("command", steps())
def test_the_steps_of_the_code_hosts(repository: Path, command: str) -> None:
    assert run("zusage check --baseline zusage-baseline.json --write-baseline", repository).returncode == 0
    done = run(command, repository)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_step_fails_where_there_is_an_error(repository: Path) -> None:
    spoil(repository)
    done = run("zusage check --format github", repository)
    assert done.returncode == 1 and done.stdout.startswith("::error file=zusage.yml,line=")
    done = run("zusage check --format sarif > zusage.sarif", repository)
    assert done.returncode == 1 and '"ZU401"' in (repository / "zusage.sarif").read_text()


def test_hooks_have_what_the_framework_asks_for() -> None:
    assert [hook["id"] for hook in HOOKS] == ["zusage-check", "zusage-format"]
    known = {"id", "name", "description", "entry", "language", "types", "pass_filenames", "require_serial"}
    for hook in HOOKS:
        assert set(hook) <= known and {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python" and hook["types"] == ["yaml"] and hook["pass_filenames"] is False
    named = {hook["id"] for repo in CONFIGURED[0]["repos"] for hook in repo["hooks"]}
    assert named == {hook["id"] for hook in HOOKS}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_passes_where_all_is_well(repository: Path, hook: dict[str, Any]) -> None:
    before = (repository / "zusage.yml").read_bytes()
    done = run(shlex.join(shlex.split(hook["entry"])), repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (repository / "zusage.yml").read_bytes() == before


def test_the_check_hook_stops_at_an_error(repository: Path) -> None:
    spoil(repository)
    done = run(HOOKS[0]["entry"], repository)
    assert done.returncode == 1 and "ZU401 error" in done.stdout


def test_the_format_hook_changes_the_file_so_that_the_framework_stops(repository: Path) -> None:
    file = repository / "zusage.yml"
    file.write_text(file.read_text().replace("zusage: 1", "zusage:    1"))
    assert run(HOOKS[1]["entry"], repository).returncode == 0
    assert run("git diff --exit-code zusage.yml", repository).returncode == 0, "tidy again, as it was added"


def test_arguments_that_the_page_names(repository: Path) -> None:
    folder = repository / "data-protection"
    folder.mkdir()
    (repository / "zusage.yml").rename(folder / "zusage.yml")
    assert run(f"{HOOKS[0]['entry']} data-protection", repository).returncode == 0
    spoil(folder)
    assert run("zusage check data-protection --baseline zusage-baseline.json --write-baseline", repository).returncode == 0
    assert run(f"{HOOKS[0]['entry']} --baseline zusage-baseline.json data-protection", repository).returncode == 0
    assert run(f"{HOOKS[0]['entry']} data-protection", repository).returncode == 1
