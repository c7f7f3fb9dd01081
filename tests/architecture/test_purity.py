"""Floors up to the siblings are free of I/O, clocks and randomness."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "zusage"
PURE = ("model", "document", "operators", "plan", "declaration", "policy", "keeping", "kinds", "checker", "writer", "duties", "verdict")
FORBIDDEN_MODULES = {"os", "random", "secrets", "socket", "subprocess", "sqlite3", "sqlalchemy", "psycopg", "tempfile", "time", "urllib"}
FORBIDDEN_CALLS = {"open", "now", "utcnow", "today", "uuid4", "urandom"}


def modules() -> list[Path]:
    return sorted(p for room in PURE for p in (SRC / room).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_pure_rooms_do_no_io(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & FORBIDDEN_MODULES
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.module.split(".")[0] not in FORBIDDEN_MODULES
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in FORBIDDEN_CALLS, f"line {node.lineno}: {name}()"
