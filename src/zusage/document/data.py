"""The tables of a document as JSON.

Law: one object per table with its id and caption; a row has one text per key and, where it says promises, their ids. Several
sentences of a cell stand on lines of their own. What is not declared is null beside its question in `missing`.
"""

from __future__ import annotations

import json

from zusage.document.tree import Cell, Document, Missing, Table, in_cell, tables


def render_json(document: Document) -> str:
    """The tables with keys, in reading order."""
    found = {
        "title": document.title,
        "publisher": document.publisher,
        "language": document.language,
        "facts": list(document.facts),
        "tables": [_table(table) for table in tables(document.sections)],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def cell_text(cell: Cell) -> str:
    """The words of a cell, a line per sentence."""
    return "\n".join(sentence.text for sentence in in_cell(cell))


def _table(table: Table) -> dict[str, object]:
    return {"id": table.id, "caption": table.caption, "rows": [_row(table, row) for row in table.rows]}


def _row(table: Table, row: tuple[Cell, ...]) -> dict[str, object]:
    found: dict[str, object] = {}
    asked = {}
    for key, cell in zip(table.keys, row, strict=True):
        lacking = [part.words for sentence in in_cell(cell) for part in sentence.parts if isinstance(part, Missing)]
        if lacking:
            asked[key] = " ".join(lacking)
        found[key] = None if lacking and len(in_cell(cell)) == 1 else cell_text(cell)
    promises = sorted({mark for cell in row for sentence in in_cell(cell) for mark in sentence.marks})
    return found | ({"promises": promises} if promises else {}) | ({"missing": asked} if asked else {})
