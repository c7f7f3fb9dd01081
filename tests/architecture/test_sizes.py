"""Sizes: small files and functions; the list of exceptions only shrinks."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "zusage"
FILES = sorted(SRC.rglob("*.py"))
MAX_FILE, MAX_FUNCTION = 500, 60


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= MAX_FILE
    if path.name != "__init__.py":
        assert ast.get_docstring(ast.parse(text)), "a module states its law in its docstring"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{node.name} has {length} lines"


def test_package_files_stay_empty() -> None:
    filled = [p for p in SRC.rglob("__init__.py") if p.read_text().strip() and p.parent.name != "connectors"]
    assert [str(p.relative_to(SRC)) for p in filled if "import" in p.read_text()] == []
