"""Rows of tables on paper: a short row stays on one page, a very long one may go over to the next."""

from __future__ import annotations

from zusage.document import pdf
from zusage.document.tree import Document, Section, Table, plain


def source(*cells: str) -> str:
    table = Table("", ("a", "b"), (tuple(plain(cell) for cell in cells),), "t", ("a", "b"), (1, 1))
    return "\n".join(pdf._Source(Document("T", "de", (Section("s", "S", (table,)),), "Muster GmbH")).lines())


def test_a_short_row_is_not_torn() -> None:
    assert source("kurz", "auch kurz").count("table.cell(breakable: false)[") == 2


def test_a_row_that_might_fit_on_no_page_may_break() -> None:
    assert "breakable: false)[" not in source("kurz", "lang " * 200)


def test_both_become_paper() -> None:
    table = Table(
        "", ("a", "b"), tuple((plain(f"Zeile {n}"), plain("Wort " * 40)) for n in range(80)), "t", ("a", "b"), (1, 1)
    )
    found = pdf.render_pdf(Document("T", "de", (Section("s", "S", (table,)),), "Muster GmbH"))
    assert found.startswith(b"%PDF")
