"""Render a document as one HTML file.

Law: one file without any external asset or script; landmarks and headings in order, tables with scoped heads, WCAG 2.2 AA
contrast in light and dark; it prints on A4. Every text is escaped and else unchanged, except that "§" and "Art." are tied
to their numbers by a no-break space. Marked sentences carry `data-promise` and, at their first occurrence, an id to link to.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import assert_never

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
)

_WORDS = {"de": ("Zum Inhalt springen", "Inhalt"), "en": ("Skip to the text", "Contents")}


def render_html(document: Document) -> str:
    """The document as a complete HTML page."""
    return _Page(document).render()


def anchor(mark: str) -> str:
    """The id under which a mark can be linked to: "p-live-chat.retention.after-booking"."""
    return "p-" + mark.replace("/", ".")


@cache
def _style() -> str:
    return files("zusage.document").joinpath("page.css").read_text(encoding="utf-8").strip()


class _Page:
    """One rendering; remembers which marks already have their id."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._anchored: set[str] = set()

    def render(self) -> str:
        document = self._document
        skip, contents = _WORDS[document.language]
        facts = "".join(f"<li>{escape(fact)}</li>" for fact in document.facts)
        numbers = {section.id: number for number, section in numbered(document.sections)}
        main = "\n".join(self._section(section, numbers, 2) for section in document.sections)
        wide = ' class="wide"' if document.wide else ""
        return (
            f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(document.title)}</title>\n<style>\n{_style()}\n</style>\n</head>\n<body{wide}>\n"
            f'<a class="skip" href="#text">{skip}</a>\n<header>\n'
            f'<p class="publisher">{escape(document.publisher)}</p>\n<h1>{escape(document.title)}</h1>\n'
            f'<ul class="facts">{facts}</ul>\n</header>\n'
            f'<main id="text">\n{self._short()}<nav aria-label="{contents}"><details open><summary>{contents}</summary>'
            f"{_contents(document.sections, numbers)}</details></nav>\n{main}\n</main>\n</body>\n</html>\n"
        )

    def _short(self) -> str:
        """The layer above the text; its sections have no numbers."""
        if not self._document.short:
            return ""
        inner = "\n".join(self._section(section, {}, 2) for section in self._document.short)
        return f'<div class="short">\n{inner}\n</div>\n'

    def _section(self, section: Section, numbers: dict[str, str], level: int) -> str:
        tag = f"h{min(level, 6)}"
        inner = [self._block(block, level + 1) for block in section.blocks]
        inner += [self._section(child, numbers, level + 1) for child in section.sections]
        number = f'<span class="number">{numbers[section.id]}</span>' if section.id in numbers else ""
        head = f'<{tag} id="{escape(section.id)}-title">{number}'
        body = "\n".join(inner)
        return (
            f'<section id="{escape(section.id)}" aria-labelledby="{escape(section.id)}-title">\n'
            f"{head}{escape(section.title)}</{tag}>\n{body}\n</section>"
        )

    def _block(self, block: Block, level: int) -> str:
        match block:
            case Paragraph(sentences, lines):
                return f"<p>{self._sentences(sentences, '<br>' if lines else ' ')}</p>"
            case Bullets(items):
                return "<ul>\n" + "\n".join(f"<li>{self._sentences(item)}</li>" for item in items) + "\n</ul>"
            case Definitions(entries):
                rows = (f"<dt>{escape(t)}</dt>\n<dd>{self._blocks(inner, level)}</dd>" for t, inner in entries)
                return "<dl>\n" + "\n".join(rows) + "\n</dl>"
            case Table():
                return self._table(block)
            case Emphasis(title, inner):
                tag = f"h{min(level, 6)}"
                return f'<aside role="note">\n<{tag}>{escape(title)}</{tag}>\n{self._blocks(inner, level + 1)}\n</aside>'
            case Figure(svg, alt, caption):
                below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
                return f'<figure>\n<div role="img" aria-label="{escape(alt)}">{svg}</div>\n{below}</figure>'
            case _:
                assert_never(block)

    def _blocks(self, blocks: tuple[Block, ...], level: int) -> str:
        return "\n".join(self._block(block, level) for block in blocks)

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
        rows = "\n".join(self._row(row, table.head) for row in table.rows)
        caption = escape(table.caption)
        shared = ' class="shared"' if table.widths else ""
        return (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}">\n'
            f"<table{shared}>\n<caption>{caption}</caption>\n{_shares(table)}"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
        )

    def _row(self, row: tuple[Cell, ...], head: tuple[str, ...]) -> str:
        """A row; each cell also knows its head, for screens on which cells stand below each other."""
        first = f'<th scope="row">{self._cell(row[0])}</th>' if row else ""
        rest = (
            f'<td data-head="{escape(name)}">{self._cell(cell)}</td>' for name, cell in zip(head[1:], row[1:], strict=True)
        )
        return f"<tr>{first}{''.join(rest)}</tr>"

    def _cell(self, cell: Cell) -> str:
        return self._sentences(in_cell(cell), "<br>")

    def _sentences(self, sentences: tuple[Sentence, ...], between: str = " ") -> str:
        return between.join(self._sentence(sentence) for sentence in sentences)

    def _sentence(self, sentence: Sentence) -> str:
        words = "".join(_inline(part) for part in sentence.parts)
        if not sentence.marks:
            return words
        fresh, *more = [mark for mark in sentence.marks if mark not in self._anchored] or [""]
        self._anchored.update(sentence.marks)
        name = f' id="{escape(anchor(fresh))}"' if fresh else ""
        also = "".join(f'<span id="{escape(anchor(mark))}"></span>' for mark in more)
        return f'{also}<span{name} data-promise="{escape(" ".join(sentence.marks))}">{words}</span>'


def _shares(table: Table) -> str:
    """The shares of the columns, where they are given."""
    columns = "".join(f'<col style="width:{100 * share / sum(table.widths):.3g}%">' for share in table.widths)
    return f"<colgroup>{columns}</colgroup>\n" if columns else ""


def _inline(part: Inline) -> str:
    match part:
        case Link(words, target):
            return f'<a href="{escape(target)}">{escape(words)}</a>'
        case Strong(words):
            return f"<strong>{escape(words)}</strong>"
        case Missing(words):
            return f'<mark class="missing">{escape(words)}</mark>'
        case _:
            return tied(escape(part, quote=False))


def _contents(sections: tuple[Section, ...], numbers: dict[str, str], deep: int = 3) -> str:
    """A list of links, three levels deep at most: deeper parts are found by their parents."""
    if not sections or not deep:
        return ""
    rows = (
        f'<li><a href="#{escape(s.id)}"><span class="number">{numbers[s.id]}</span>{escape(s.title)}</a>'
        f"{_contents(s.sections, numbers, deep - 1)}</li>"
        for s in sections
    )
    return f"<ol>{''.join(rows)}</ol>"
