"""Reading the data files that lie beside this module.

Law: the files are part of the package, UTF-8 JSON, one row a line; nothing else is ever read here.
"""

from __future__ import annotations

import json
from pathlib import Path


def rows(file: str, table: str) -> list[dict[str, str]]:
    """The rows of one table of a packaged data file."""
    tables: dict[str, list[dict[str, str]]] = json.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))
    return tables[table]
