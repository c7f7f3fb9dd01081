"""Render a document as DOCX, with real headings, lists, tables and links, so that it can be edited and read aloud.

Law: the same document gives the same bytes: the package carries no clock. Pictures are embedded as PNG with their text
alternative. Marks (ids of promises) are not printed.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from datetime import UTC, datetime, time
from typing import Any, assert_never

from zusage.document.pdf import UNDATED
from zusage.document.pictures import png
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

_STAMP = (1980, 1, 1, 0, 0, 0)
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}
_SOFT, _AMBER, _ACCENT = (0x54, 0x5C, 0x66), (0x8A, 0x5A, 0x00), (0x1F, 0x5A, 0x4C)


def render_docx(document: Document) -> bytes:
    """The document as DOCX. Raises ImportError without the extra `documents`."""
    return _stamped(_Word(document).made())


def _stamped(package: bytes) -> bytes:
    """The package with one moment for all its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, _STAMP), old.read(part), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


class _Word:
    """One rendering."""

    def __init__(self, document: Document) -> None:
        import docx

        self._document = document
        self._word: Any = docx.Document()
        self._bookmarks = 0

    def made(self) -> bytes:
        document = self._document
        self._set_up()
        if document.publisher:
            self._coloured(self._word.add_paragraph(), document.publisher, _ACCENT)
        self._word.add_paragraph(document.title, style="Title")
        for fact in document.facts:
            self._coloured(self._word.add_paragraph(), fact, _SOFT)
        for section in document.short:
            self._section("", section, 1)
        for number, section in numbered(document.sections):
            self._section(number, section, number.count(".") + 1)
        stream = io.BytesIO()
        self._word.save(stream)
        return stream.getvalue()

    def _set_up(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor

        document, word = self._document, self._word
        core = word.core_properties
        core.title, core.author, core.language = document.title, document.publisher, _LANGUAGES[document.language]
        core.created = core.modified = datetime.combine(document.dated or UNDATED, time(), UTC).replace(tzinfo=None)
        core.last_modified_by, core.comments = document.publisher, ""
        page = word.sections[0]
        page.page_width, page.page_height = (Cm(29.7), Cm(21)) if document.wide else (Cm(21), Cm(29.7))
        page.orientation = WD_ORIENT.LANDSCAPE if document.wide else WD_ORIENT.PORTRAIT
        page.left_margin = page.right_margin = Cm(1.8 if document.wide else 2.4)
        page.top_margin = page.bottom_margin = Cm(1.8 if document.wide else 2.2)
        for name, size in (("Normal", 10.5), ("Title", 22), ("Heading 1", 15), ("Heading 2", 12.5), ("Heading 3", 11),
                           ("Heading 4", 10.5)):  # fmt: skip
            style = word.styles[name]
            style.font.size, style.font.name = Pt(size), "Calibri"
            style.font.color.rgb = RGBColor(0x1D, 0x21, 0x26)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(kind), None)
        title = word.styles["Title"].element.get_or_add_pPr()
        for line in title.findall(qn("w:pBdr")):
            title.remove(line)
        for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4"):
            word.styles[name].paragraph_format.space_after = Pt(4)
        spoken = word.styles["Normal"].element.get_or_add_rPr()
        lang = spoken.makeelement(qn("w:lang"), {qn("w:val"): _LANGUAGES[document.language]})
        spoken.append(lang)
        word.styles["Normal"].paragraph_format.space_after = Pt(6)

    def _section(self, number: str, section: Section, level: int) -> None:
        heading = self._word.add_heading(level=min(level, 4))
        if number:
            self._coloured(heading, f"{number}  ", _SOFT)
        heading.add_run(section.title)
        self._bookmark(heading, section.id)
        for block in section.blocks:
            self._block(self._word, block)

    def _block(self, into: Any, block: Block) -> None:
        match block:
            case Paragraph(sentences, lines):
                self._sentences(into.add_paragraph(), sentences, "\n" if lines else " ")
            case Bullets(items):
                for item in items:
                    self._sentences(into.add_paragraph(style="List Bullet"), item)
            case Definitions(entries):
                for term, inner in entries:
                    self._term(into, term)
                    self._blocks(into, inner)
            case Table():
                self._table(into, block)
            case Emphasis(title, inner):
                cell = self._framed(into)
                cell.paragraphs[0].add_run(title).bold = True
                self._blocks(cell, inner)
                into.add_paragraph()
            case Figure():
                self._figure(into, block)
            case _:
                assert_never(block)

    def _blocks(self, into: Any, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            self._block(into, block)

    def _term(self, into: Any, term: str) -> None:
        paragraph = into.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._coloured(paragraph, term, _SOFT)

    def _table(self, into: Any, table: Table) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt

        if table.caption:
            self._term(into, table.caption)
        shares = table.widths or (1,) * len(table.head)
        made = self._grid(into, 1, len(table.head))
        self._lined(made, "bottom", "insideH")
        made.autofit = False
        for cell, words in zip(made.rows[0].cells, table.head, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
        head = made.rows[0]._tr.get_or_add_trPr()
        head.append(head.makeelement(qn("w:tblHeader"), {}))
        whole = self._breadth()
        for column, share in zip(made.columns, shares, strict=True):
            column.width = int(whole * share / sum(shares))
        empty = made.add_row()
        for row in made.rows:
            for cell, share in zip(row.cells, shares, strict=True):
                cell.width = int(whole * share / sum(shares))
                cell.paragraphs[0].paragraph_format.space_before = Pt(2)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        made._tbl.remove(empty._tr)
        for content in table.rows:
            made._tbl.append(self._row(deepcopy(empty._tr), content, made))
        for cell in made.rows[0].cells:
            _small(cell.paragraphs[0])
        into.add_paragraph()

    def _row(self, made: Any, row: tuple[Cell, ...], table: Any) -> Any:
        """A copy of the empty row, filled: building each anew asks the whole table for its grid."""
        from docx.text.paragraph import Paragraph as Filled

        for cell, content in zip(made.tc_lst, row, strict=True):
            paragraph = Filled(cell.p_lst[0], table)
            self._sentences(paragraph, in_cell(content), "\n")
            _small(paragraph)
        return made

    def _grid(self, into: Any, rows: int, columns: int) -> Any:
        return into.add_table(rows, columns)

    def _framed(self, into: Any) -> Any:
        frame = self._grid(into, 1, 1)
        self._lined(frame, "top", "left", "bottom", "right")
        return frame.rows[0].cells[0]

    def _lined(self, table: Any, *sides: str) -> None:
        """Thin grey lines on these sides, and no others."""
        from docx.oxml.ns import qn

        properties = table._tbl.tblPr
        borders = properties.makeelement(qn("w:tblBorders"), {})
        for side in sides:
            line = {qn("w:val"): "single", qn("w:sz"): "4", qn("w:space"): "0", qn("w:color"): "B8BDB7"}
            borders.append(borders.makeelement(qn(f"w:{side}"), line))
        properties.append(borders)

    def _breadth(self) -> int:
        page = self._word.sections[0]
        return int(page.page_width - page.left_margin - page.right_margin)

    def _figure(self, into: Any, figure: Figure) -> None:
        paragraph = into.add_paragraph()
        picture = paragraph.add_run().add_picture(io.BytesIO(png(figure.svg)), width=self._breadth())
        picture._inline.docPr.set("descr", figure.alt)
        if figure.caption:
            self._coloured(into.add_paragraph(), figure.caption, _SOFT)

    def _sentences(self, paragraph: Any, sentences: tuple[Sentence, ...], between: str = " ") -> None:
        for index, sentence in enumerate(sentences):
            if index:
                paragraph.add_run(between)
            for part in sentence.parts:
                self._inline(paragraph, part)

    def _inline(self, paragraph: Any, part: Inline) -> None:
        match part:
            case Link(words, target):
                self._link(paragraph, words, target)
            case Strong(words):
                paragraph.add_run(tied(words)).bold = True
            case Missing(words):
                self._coloured(paragraph, tied(words), _AMBER).italic = True
            case _:
                paragraph.add_run(tied(part))

    def _coloured(self, paragraph: Any, words: str, colour: tuple[int, int, int]) -> Any:
        from docx.shared import RGBColor

        run = paragraph.add_run(words)
        run.font.color.rgb = RGBColor(*colour)
        return run

    def _link(self, paragraph: Any, words: str, target: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn

        if target.startswith("#"):
            attributes = {qn("w:anchor"): _name(target[1:])}
        else:
            attributes = {qn("r:id"): paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}
        link = paragraph._p.makeelement(qn("w:hyperlink"), attributes)
        link.append(self._coloured(paragraph, words, _ACCENT)._r)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Any, id: str) -> None:
        from docx.oxml.ns import qn

        self._bookmarks += 1
        number = str(self._bookmarks)
        start = paragraph._p.makeelement(qn("w:bookmarkStart"), {qn("w:id"): number, qn("w:name"): _name(id)})
        paragraph._p.append(start)
        paragraph._p.append(paragraph._p.makeelement(qn("w:bookmarkEnd"), {qn("w:id"): number}))


def _name(id: str) -> str:
    """Names of bookmarks: letters, digits and underscores, at most 40 of them."""
    return "".join(sign if sign.isalnum() else "_" for sign in id)[:40]


def _small(paragraph: Any) -> None:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(9)
