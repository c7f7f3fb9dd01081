"""What we never say (docs/words-we-do-not-use.yml), over the sources of all texts and the accepted notices."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ROWS = yaml.safe_load((ROOT / "docs" / "words-we-do-not-use.yml").read_text())
WORDS = {
    row["word"].lower(): re.compile(row.get("pattern") or re.escape(row["word"]), re.IGNORECASE)
    for row in ROWS
    if row.get("in") != "notices"
}
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
    return [word for word, pattern in WORDS.items() if pattern.search(text)]


def test_the_list_gives_reasons_and_what_is_said_instead() -> None:
    for row in ROWS:
        assert {"word", "why", "instead"} <= set(row) <= {"word", "why", "instead", "pattern", "in"}, row
        assert row["why"] and row["instead"] and row.get("in", "notices") == "notices"
    assert _forbidden("Wir sind zu 100 % DSGVO-konform.") == ["dsgvo-konform", "100 %"]


@pytest.mark.parametrize("row", [row for row in ROWS if "pattern" in row], ids=lambda row: row["word"])
def test_a_pattern_finds_its_own_word(row: dict[str, str]) -> None:
    tails = {"enthält keine personenbezogenen Daten": "Das Protokoll ", "contains no personal data": "The ledger "}
    before = tails.get(row["word"], "unser " if "berechtigt" in row["word"] else "our ")
    said = f"{before}{row['word']}."
    assert re.search(row["pattern"], said, re.IGNORECASE), said


def test_contexts_that_make_a_word_right() -> None:
    by_word = {row["word"]: re.compile(row["pattern"], re.IGNORECASE) for row in ROWS if "pattern" in row}
    assert not by_word["gesetzliche Aufbewahrungsfrist"].search(
        "Die gesetzliche Aufbewahrungsfrist (§ 147 Abs. 3 AO) endet."
    )
    assert not by_word["berechtigtes Interesse"].search(
        "unser berechtigtes Interesse (Art. 6 Abs. 1 lit. f DSGVO) – Betrieb."
    )
    assert by_word["berechtigtes Interesse"].search("unser berechtigtes Interesse (Art. 6 Abs. 1 lit. f DSGVO).")
    assert not by_word["zertifiziert"].search("Zertifizierung nach dem EU-US Data Privacy Framework")


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
