"""Floors up to the siblings are free of I/O, clocks and randomness."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "zusage"
PURE = tuple("model document operators plan declaration policy keeping kinds checker writer duties verdict".split())
FORBIDDEN_MODULES = set("os random secrets socket subprocess sqlite3 sqlalchemy psycopg tempfile time urllib".split())
FORBIDDEN_NAMES = {"open", "input", "print"}
FORBIDDEN_METHODS = {"now", "utcnow", "today", "uuid4", "urandom", "read_text", "write_text", "read_bytes", "write_bytes"}


def modules() -> list[Path]:
    return sorted(p for room in PURE for p in (SRC / room).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_pure_rooms_do_no_io(path: Path) -> None:
    own_data = "importlib.resources" in path.read_text()  # a room may read its own packaged data
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & FORBIDDEN_MODULES
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.module.split(".")[0] not in FORBIDDEN_MODULES
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                assert own_data or node.func.attr not in FORBIDDEN_METHODS, f"line {node.lineno}: .{node.func.attr}()"
            else:
                assert getattr(node.func, "id", "") not in FORBIDDEN_NAMES, f"line {node.lineno}"
