"""Each room may import only the third-party packages listed for it; deny-lists leak."""

import ast
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "zusage"
ALLOWED: dict[str, set[str]] = {
    "declaration": {"yaml", "ruamel"},
    "reference": {"yaml"},
    "language": {"babel", "yaml"},
    "document": {"docx", "typst", "xlsxwriter"},
    "operators": {"numpy"},
    "ledger": {"cryptography"},
    "adapters": {"duckdb", "sqlalchemy", "psycopg", "pymysql", "cryptography", "yaml", "opentelemetry"},
    "testing": {"sqlalchemy", "psycopg"},
    "app": set(),
    "lsp": {"lsprotocol", "pygls"},
    "cli": {"click"},
}


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_imports_are_on_the_allow_list(path: Path) -> None:
    room = path.relative_to(SRC).parts[0]
    allowed = ALLOWED.get(room, set()) | {"zusage"} | set(sys.stdlib_module_names)
    for node in ast.walk(ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        for name in names:
            assert name.split(".")[0] in allowed, f"{room} may not import {name}"
