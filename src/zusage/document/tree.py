"""A document as a tree: sections of blocks of sentences.

Law: knows nothing of privacy. A sentence may carry the ids of what it says (`marks`); renderers keep them. Section numbers
follow from the position alone, so two renderings of one document never disagree about "5.1".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from zusage.model.text import Language


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that are to be seen first."""

    words: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Words that say what nobody has declared; every rendering sets them apart, so that nobody takes them for an answer."""

    words: str


Inline = str | Link | Strong | Missing


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with the ids of what they say."""

    parts: tuple[Inline, ...]
    marks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The bare words."""
        return "".join(part if isinstance(part, str) else part.words for part in self.parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; lines are broken where `lines` is set (an address)."""

    sentences: tuple[Sentence, ...]
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list; every item is a few sentences."""

    items: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms with what is said about each."""

    entries: tuple[tuple[str, tuple[Block, ...]], ...]


Cell = Sentence | tuple[Sentence, ...]
"""One sentence, or several that stand below each other."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the first column names the row.

    A table with `keys` is also data: a sheet called `id`, and rows of texts by these names, which are the same in every
    language. Tables of one id are one sheet, whose rows follow each other. `widths` are shares of the columns, equal if not
    given.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    id: str = ""
    keys: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG text without scripts or external parts; `alt` says in words everything that it shows."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A block that is visibly set apart from everything around it."""

    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Bullets | Definitions | Table | Emphasis | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part with a stable id."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text; `facts` are short lines under the title (date, version).

    `short` is a layer of its own above the full text, not numbered: who has one screen of time reads only that. `id` is the
    name of its file, `wide` asks for a page broader than high where pages exist; `dated` is the day that stands in the
    properties of a file.
    """

    title: str
    language: Language
    sections: tuple[Section, ...]
    publisher: str = ""
    facts: tuple[str, ...] = ()
    short: tuple[Section, ...] = ()
    id: str = ""
    wide: bool = False
    dated: date | None = None


def plain(text: str, *marks: str) -> Sentence:
    """A sentence of bare words."""
    return Sentence((text,), marks)


def missing(words: str) -> Sentence:
    """A sentence that says what is not declared."""
    return Sentence((Missing(words),))


def in_cell(cell: Cell) -> tuple[Sentence, ...]:
    """The sentences of a cell."""
    return (cell,) if isinstance(cell, Sentence) else cell


def tables(sections: tuple[Section, ...]) -> Iterator[Table]:
    """Every table that is also data, in reading order; of several with one id the first holds the rows of all."""
    found: dict[tuple[str, tuple[str, ...]], Table] = {}
    for _, section in numbered(sections):
        for table in (table for table in _tables(section.blocks) if table.keys):
            known = found.setdefault((table.id or table.caption, table.keys), table)
            if known is not table:
                found[known.id or known.caption, known.keys] = replace(known, rows=known.rows + table.rows)
    yield from found.values()


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Table():
                yield block
            case Emphasis(_, inner):
                yield from _tables(inner)
            case Definitions(entries):
                for _, inner in entries:
                    yield from _tables(inner)
            case _:
                pass


def whole(document: Document) -> Iterator[Section]:
    """Every section of the short layer and of the text, in reading order."""
    for sections in (document.short, document.sections):
        yield from (section for _, section in numbered(sections))


def numbered(sections: tuple[Section, ...], prefix: str = "") -> Iterator[tuple[str, Section]]:
    """Every section with its number, in reading order: ("5", …), ("5.1", …)."""
    for index, section in enumerate(sections, 1):
        number = f"{prefix}{index}"
        yield number, section
        yield from numbered(section.sections, f"{number}.")


def sentences(blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    """Every sentence of some blocks, in reading order."""
    for block in blocks:
        match block:
            case Paragraph(found):
                yield from found
            case Bullets(items):
                for item in items:
                    yield from item
            case Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from in_cell(cell)
            case Definitions(entries):
                for _, inner in entries:
                    yield from sentences(inner)
            case Emphasis(_, inner):
                yield from sentences(inner)
            case Figure():
                pass
