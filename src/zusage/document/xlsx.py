"""The tables of a document as a workbook: one sheet per table, with filter and a frozen head.

Law: every cell is text, so that nothing in it is ever computed; the same document gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from zusage.document.data import cell_text
from zusage.document.pdf import UNDATED
from zusage.document.tree import Cell, Document, Missing, Table, in_cell, tables

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME, _LONGEST_TEXT, _WIDTH = 31, 32_000, 150


def render_xlsx(document: Document) -> bytes:
    """The tables with keys. Raises ImportError without the extra `documents`."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = datetime.combine(document.dated or UNDATED, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": document.title, "author": document.publisher, "created": created})
    used: set[str] = set()
    for table in tables(document.sections):
        _sheet(book, table, _name(table, used), document.wide)
    book.close()
    return stream.getvalue()


def _sheet(book: Workbook, table: Table, name: str, wide: bool) -> None:
    sheet = book.add_worksheet(name)
    title = book.add_format({"bold": True, "font_size": 13})
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4})
    lacking = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4, "bg_color": "#FDF6E7"})
    sheet.write_string(0, 0, table.caption, title)
    shares = table.widths or (1,) * len(table.head)
    for column, (words, share) in enumerate(zip(table.head, shares, strict=True)):
        sheet.set_column(column, column, max(12, share * _WIDTH / sum(shares)))
        sheet.write_string(2, column, words, head)
    for line, row in enumerate(table.rows, 3):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell_text(cell)[:_LONGEST_TEXT], lacking if _asks(cell) else plain)
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, 2 + len(table.rows), len(table.head) - 1)
    _printed(sheet, wide)


def _printed(sheet: Any, wide: bool) -> None:
    if wide:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _asks(cell: Cell) -> bool:
    return any(isinstance(part, Missing) for sentence in in_cell(cell) for part in sentence.parts)


def _name(table: Table, used: set[str]) -> str:
    plain = (table.id or table.caption).translate(_FORBIDDEN)[:_LONGEST_NAME]
    name = next(
        candidate
        for number in range(1, len(used) + 2)
        if (candidate := plain if number == 1 else f"{plain[: _LONGEST_NAME - 4]} {number}").lower() not in used
    )
    used.add(name.lower())
    return name
