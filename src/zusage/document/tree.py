"""A document as a tree: sections of blocks of sentences.

Law: knows nothing of privacy. A sentence may carry the ids of what it says (`marks`); renderers keep them. Section numbers
follow from the position alone, so two renderings of one document never disagree about "5.1".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


Inline = str | Link | Strong


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


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A block that is visibly set apart from everything around it."""

    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Bullets | Definitions | Table | Emphasis


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part with a stable id."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text; `facts` are short lines under the title (date, version)."""

    title: str
    language: Language
    sections: tuple[Section, ...]
    publisher: str = ""
    facts: tuple[str, ...] = ()


def plain(text: str, *marks: str) -> Sentence:
    """A sentence of bare words."""
    return Sentence((text,), marks)


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
            case Table(_, _, rows):
                for row in rows:
                    yield from row
            case Definitions(entries):
                for _, inner in entries:
                    yield from sentences(inner)
            case Emphasis(_, inner):
                yield from sentences(inner)
