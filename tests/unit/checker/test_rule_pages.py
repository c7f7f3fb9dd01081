"""The rules as documentation: pages are current, examples can be read, words are complete in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from inspect import getdoc, getmodule
from pathlib import Path

import pytest
import yaml

from zusage.checker.run import load_rules

ROOT = Path(__file__).parents[3]
LOADED = load_rules()
IDS = sorted(LOADED)


def test_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "build.py", "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("id", IDS)
def test_docstring(id: str) -> None:
    rule, check = LOADED[id]
    text = getdoc(getmodule(check)) or ""
    assert text.startswith(f"{id}: ") and f"({rule.source})." in text
    wrong, right = re.split(r"^(?:Wrong|Right):\n", text, flags=re.MULTILINE)[1:]
    for block in (wrong, right):
        assert isinstance(yaml.safe_load(block), dict), block
    assert (wrong.strip() and right.strip() and wrong != right) or "#" in wrong


@pytest.mark.parametrize("id", IDS)
def test_words(id: str) -> None:
    rule, _ = LOADED[id]
    for text in (rule.title, rule.message, rule.fix):
        assert text.de and text.en
    assert not rule.title.de.endswith(".") and rule.message.de.endswith(".") and rule.message.en.endswith(".")
    pattern = re.compile(r"\{(\w+?)(?:_de|_en)?\}")
    assert set(pattern.findall(rule.message.de)) == set(pattern.findall(rule.message.en))
    for english in ("GDPR", "CJEU", "recital", "Regulation", "Decision", "sentence", "law in force"):
        assert english not in rule.law("de")


@pytest.mark.parametrize(
    ("id", "german"),
    [
        ("ZU308", "Art. 5 Abs. 1 lit. c und lit. e DSGVO"),
        ("ZU601", "Art. 21 Abs. 2 und 3 DSGVO"),
        ("ZU411", "EuGH C-311/18, C-362/14"),
        ("ZU304", "§ 147 Abs. 3 AO, § 257 Abs. 4 HGB, § 14b Abs. 1 UStG"),
    ],
)
def test_sources_as_a_german_lawyer_cites_them(id: str, german: str) -> None:
    assert LOADED[id][0].law("de") == german


def test_ids_match_their_files() -> None:
    for id, (_, check) in LOADED.items():
        assert check.__module__.endswith(id.lower())
