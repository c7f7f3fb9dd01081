"""The glossary binds words to names; each name exists."""

import dataclasses
import re
from importlib import import_module
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text()
ROWS = re.findall(r"^\| (.+?) \| (.+?) \| .+? \| `(zusage\.[\w.]+)` \|$", TEXT, re.MULTILINE)


def test_every_row_of_every_table_is_read() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith("| German")]
    assert len(ROWS) == len(rows) > 30


@pytest.mark.parametrize("name", [name for _, _, name in ROWS])
def test_the_name_exists(name: str) -> None:
    module, names = name, []
    while True:
        try:
            found = import_module(module)
            break
        except ModuleNotFoundError:
            module, _, last = module.rpartition(".")
            names.insert(0, last)
            assert module, name
    for part in names:
        if dataclasses.is_dataclass(found) and part in {field.name for field in dataclasses.fields(found)}:
            return
        found = getattr(found, part)


def test_a_german_word_has_one_english_word() -> None:
    german = [row[0] for row in ROWS]
    assert len(german) == len(set(german))
