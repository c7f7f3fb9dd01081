"""What a declaration leaves out only the systems can say: a look at the tables finds contents that nobody described."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = {"accounting": ("--events=400", "--log-days=3"), "projects": ("--events=400", "--log-days=3", "--log-mb=0.2")}
LEFT_OUT = {"accounting": "books.partners", "projects": "content.people"}


@pytest.mark.parametrize("company", LEFT_OUT)
def test_undescribed_contents_are_found(company: str, tmp_path: Path) -> None:
    ran(EXAMPLES.parent, [str(EXAMPLES / company / "generate.py"), "--into", str(tmp_path), *SMALL[company]])
    assert LEFT_OUT[company] not in found(tmp_path)
    shutil.copyfile(EXAMPLES / company / "as-found.yml", tmp_path / "zusage.yml")
    assert LEFT_OUT[company] in found(tmp_path)


def found(folder: Path) -> set[str]:
    """The tables that a look at the systems calls undeclared (ZU701)."""
    report = json.loads(ran(folder, ["-c", "from zusage.cli.main import main; main()", "inspect", "--format", "json"]))
    words = " ".join(one["message"] for one in report["findings"] if one["rule"] == "ZU701")
    return {table for table in LEFT_OUT.values() if table in words}


def ran(folder: Path, command: list[str]) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZUSAGE")}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout
