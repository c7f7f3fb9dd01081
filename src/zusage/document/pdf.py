"""Render a document as PDF by typst: PDF/A-2a and PDF/UA-1, byte for byte the same for the same document.

Law: only the fonts inside typst are used and no clock is read, so every machine makes the same file; words of the document
are passed as literals and never read as markup. Marks (ids of promises) are not printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, assert_never

from zusage.document.pictures import plain_svg, quoted
from zusage.document.spacing import tied
from zusage.document.tree import (
    Block,
    Bullets,
    Cell,
    Definitions,
    Document,
    Emphasis,
    Figure,
    Inline,
    Link,
    Missing,
    Paragraph,
    Section,
    Sentence,
    Strong,
    Table,
    in_cell,
    numbered,
    whole,
)

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
UNDATED = date(2000, 1, 1)
"""PDF/A wants a day; a document that has none gets this one."""
_PAGE = {"de": "Seite", "en": "Page"}
_LONG = 12
"""So many sections get a table of contents."""
_BREAKS = 500
"""Letters in a cell from which its row may go over to the next page."""


def render_pdf(document: Document) -> bytes:
    """The document as PDF. Raises ImportError without the extra `documents`."""
    import typst

    return typst.compile(typst_source(document).encode(), format="pdf", pdf_standards=[*STANDARDS], ignore_system_fonts=True)


def typst_source(document: Document) -> str:
    """The document in typst's language: our own functions around literals."""
    return "\n".join(_Source(document).lines())


@cache
def _functions() -> str:
    return files("zusage.document").joinpath("pdf.typ").read_text(encoding="utf-8")


class _Source:
    """One document on its way; knows which sections can be linked to."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known = {section.id for section in whole(document)}

    def lines(self) -> Iterator[str]:
        document, day = self._document, self._document.dated or UNDATED
        numbers = list(numbered(document.sections))
        yield _functions()
        yield (
            f"#set document(title: {quoted(document.title)}, author: {quoted(document.publisher or document.title)}, "
            f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))"
        )
        facts = "".join(f"{quoted(fact)}, " for fact in document.facts)
        yield (
            f"#show: paper.with({quoted(document.title)}, {quoted(document.publisher)}, ({facts}), "
            f'"{document.language}", {str(document.wide).lower()}, (page: {quoted(_PAGE[document.language])}))'
        )
        if document.short:
            yield "#layer["
            for section in document.short:
                yield from self._section("", section, 1, outlined=False)
            yield "]"
        if len(numbers) >= _LONG and not document.wide:
            yield "#overview()"
        for number, section in numbers:
            yield from self._section(number, section, number.count(".") + 1)

    def _section(self, number: str, section: Section, level: int, outlined: bool = True) -> Iterator[str]:
        before = f"#number({quoted(number)})" if number else ""
        shown = "true" if outlined else "false"
        head = f"{before}#{quoted(section.title)}"
        yield f"#heading(level: {min(level, 4)}, outlined: {shown})[{head}] #label({quoted(section.id)})"
        yield from (f"\n{self._block(block)}\n" for block in section.blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(sentences, lines):
                return f"#par[{self._sentences(sentences, '#linebreak()' if lines else ' ')}]"
            case Bullets(items):
                return f"#list({', '.join(f'[{self._sentences(item)}]' for item in items)})"
            case Definitions(entries):
                pairs = (f"({quoted(term)}, [{self._blocks(inner)}])" for term, inner in entries)
                return f"#terms({', '.join(pairs)})"
            case Table():
                return self._table(block)
            case Emphasis(title, inner):
                return f"#apart({quoted(title)})[{self._blocks(inner)}]"
            case Figure(svg, alt, caption):
                image = f'image(bytes({quoted(plain_svg(svg))}), format: "svg", alt: {quoted(alt)}, width: 100%)'
                below = f", caption: {quoted(caption)}, numbering: none" if caption else ""
                return f"#figure({image}{below})"
            case _:
                assert_never(block)

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        return "\n".join(map(self._block, blocks))

    def _table(self, table: Table) -> str:
        shares = table.widths or (1,) * len(table.head)
        columns = ", ".join(f"{share}fr" for share in shares)
        head = "".join(f"{quoted(cell)}, " for cell in table.head)
        body = "".join(f"{self._row(row)}, " for row in table.rows)
        return f"#register({quoted(table.caption)}, ({columns},), ({head}), ({body}))"

    def _row(self, row: tuple[Cell, ...]) -> str:
        """A row; it stays on one page unless a cell is so long that it might not fit on any."""
        cells = [in_cell(cell) for cell in row]
        short = all(sum(len(sentence.text) for sentence in cell) < _BREAKS for cell in cells)
        kept = "table.cell(breakable: false)" if short else ""
        return "(" + "".join(f"{kept}[{self._sentences(cell, '#linebreak()')}], " for cell in cells) + ")"

    def _sentences(self, sentences: tuple[Sentence, ...], between: str = " ") -> str:
        return between.join("".join(self._inline(part) for part in sentence.parts) for sentence in sentences)

    def _inline(self, part: Inline) -> str:
        match part:
            case Link(words, target) if target.startswith("#"):
                inside = target[1:]
                return f"#link(label({quoted(inside)}))[#{quoted(words)}]" if inside in self._known else f"#{quoted(words)}"
            case Link(words, target):
                return f"#link({quoted(target)})[#{quoted(words)}]"
            case Strong(words):
                return f"#strong({quoted(tied(words))})"
            case Missing(words):
                return f"#gap({quoted(tied(words))})"
            case _:
                return f"#{quoted(tied(part))}"
