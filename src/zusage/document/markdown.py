"""Render a document as Markdown.

Law: readable as plain text; marks become HTML comments behind their sentence, so a difference between two versions shows
which promise changed. Characters that Markdown would read as markup are escaped.
"""

from __future__ import annotations

import re
from typing import assert_never

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
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def render_markdown(document: Document) -> str:
    """The document as Markdown."""
    head = [f"# {_escaped(document.title)}", _escaped(document.publisher), "  \n".join(map(_escaped, document.facts))]
    parts = [part for part in head if part]
    for section in document.short:
        parts += _section(section, "##")
    for number, section in numbered(document.sections):
        parts += _section(section, f"{'#' * min(number.count('.') + 2, 6)} {number}")
    return "\n\n".join(parts) + "\n"


def _section(section: Section, head: str) -> list[str]:
    return [f"{head} {_escaped(section.title)}", *map(_block, section.blocks)]


def _block(block: Block) -> str:
    match block:
        case Paragraph(sentences, lines):
            return ("  \n" if lines else "\n").join(map(_sentence, sentences))
        case Bullets(items):
            return "\n".join(f"- {' '.join(map(_sentence, item))}" for item in items)
        case Definitions(entries):
            return "\n\n".join(f"**{_escaped(term)}**\n\n{_blocks(inner)}" for term, inner in entries)
        case Table(caption=caption, head=head, rows=rows):
            line = f"| {' | '.join(map(_escaped, head))} |\n|{'---|' * len(head)}"
            body = "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)
            return f"{_escaped(caption)}\n\n{line}\n{body}"
        case Emphasis(title, inner):
            quoted = f"**{_escaped(title)}**\n\n{_blocks(inner)}"
            return "\n".join(f"> {line}".rstrip() for line in quoted.splitlines())
        case Figure(_, alt, caption):
            return "\n\n".join(_escaped(words) for words in (caption, alt) if words)
        case _:
            assert_never(block)


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(map(_block, blocks))


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_sentence, in_cell(cell)))


def _sentence(sentence: Sentence) -> str:
    words = "".join(map(_inline, sentence.parts))
    return words + "".join(f" <!-- {mark} -->" for mark in sentence.marks)


def _inline(part: Inline) -> str:
    match part:
        case Link(words, target):
            return f"[{_escaped(words)}]({target})"
        case Strong(words):
            return f"**{_escaped(words)}**"
        case Missing(words):
            return f"*{_escaped(words)}*"
        case _:
            return _escaped(part)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
