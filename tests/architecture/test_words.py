"""What we never say (docs/words-we-do-not-use.yml), over the sources of all texts and the accepted notices."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORDS = [row["word"].lower() for row in yaml.safe_load((ROOT / "docs" / "words-we-do-not-use.yml").read_text())]
SOURCES = ("kinds", "language", "writer", "document", "verdict", "checker", "cli", "app")


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module that is no docstring."""
    tree = ast.parse(path.read_text())
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docstrings = {
        id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, holders) and n.body and isinstance(n.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def _forbidden(text: str) -> list[str]:
    return [word for word in WORDS if word in text.lower()]


def test_the_list_gives_reasons() -> None:
    rows = yaml.safe_load((ROOT / "docs" / "words-we-do-not-use.yml").read_text())
    assert all(set(row) == {"word", "why"} and row["why"] for row in rows)
    assert _forbidden("Wir sind zu 100 % DSGVO-konform.") == ["dsgvo-konform", "100 %"]


@pytest.mark.parametrize("room", SOURCES)
def test_no_text_of_the_product_says_them(room: str) -> None:
    paths = sorted((ROOT / "src" / "zusage" / room).rglob("*.py"))
    assert paths
    found = [
        (str(p.relative_to(ROOT)), line, _forbidden(text)) for p in paths for line, text in _texts(p) if _forbidden(text)
    ]
    assert found == []


def test_no_accepted_notice_says_them() -> None:
    golden = sorted((ROOT / "tests" / "golden").glob("*.md"))
    assert golden
    assert [(path.name, _forbidden(path.read_text())) for path in golden if _forbidden(path.read_text())] == []
