"""The forms of a document: what is in the tree is in each of them, once, in order, and the same bytes every time."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date

import pytest

from zusage.document.forms import FORMS
from zusage.document.pdf import typst_source
from zusage.document.pictures import plain_svg, png, quoted
from zusage.document.tree import (
    Bullets,
    Definitions,
    Document,
    Emphasis,
    Figure,
    Link,
    Paragraph,
    Section,
    Sentence,
    Strong,
    Table,
    missing,
    plain,
)

NASTY = 'a *b* _c_ #d $e$ <f> \\g @h `i` [j] "k" // l ~ – „m“ €'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><style>text{fill:red}</style>'
    '<rect width="60" height="12" fill="var(--accent, rgb(31, 90, 76))"/><text y="25" fill="currentColor">x</text></svg>'
)
REGISTER = Table(
    "Empfänger",
    ("Name", "Wofür", "Land"),
    (
        (plain("Nordpost"), (plain("Versand.", "mail/assure/x"), missing("Nicht angegeben: Vertrag.")), plain("DE")),
        (plain("=1+1"), plain(NASTY), missing("Nicht angegeben: Land.")),
    ),
    id="recipients",
    keys=("name", "purpose", "country"),
    widths=(2, 5, 1),
)
DOCUMENT = Document(
    "Verzeichnis & mehr",
    "de",
    (
        Section(
            "first",
            "Erster Teil",
            (
                Paragraph((plain(NASTY), Sentence(("Siehe ", Link("zweiten Teil", "#second"), ".")))),
                Paragraph((Sentence((Link("Netz", "https://x.example/?a=1&b=2"),)),)),
                REGISTER,
                Figure(SVG, "Ein Balken über 60 Einheiten", "Bild 1"),
                Emphasis(
                    "Wichtig",
                    (Paragraph((plain("Achtung, Art. 21 DSGVO."),)), Bullets(((plain("eins"),), (plain("zwei"),)))),
                ),
            ),
        ),
        Section("second", "Zweiter Teil", (Definitions((("Wort", (Paragraph((plain("Sinn"),)),)),)),)),
    ),
    "Muster GmbH",
    ("Stand: 1. November 2026",),
    short=(Section("short", "Auf einen Blick", (Paragraph((Sentence((Strong("Wer: "), "wir")),)),)),),
    id="register",
    wide=True,
    dated=date(2026, 11, 1),
)
WORDS = (
    "Auf einen Blick",
    "Erster Teil",
    "Siehe zweiten Teil",
    "Nordpost",
    "Nicht angegeben: Vertrag.",
    "Wichtig",
    "Zweiter Teil",
)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_the_same_document_gives_the_same_bytes_on_every_machine(form) -> None:
    here = form.render(DOCUMENT)
    code = (
        "import sys; sys.path.insert(0, 'tests'); from unit.document.test_forms import DOCUMENT, FORMS; "
        f"sys.stdout.buffer.write(FORMS['{form.suffix}'].render(DOCUMENT))"
    )
    elsewhere = os.environ | {
        "TZ": "Pacific/Auckland",
        "LANG": "tr_TR.UTF-8",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONHASHSEED": "7",
    }
    there = subprocess.run([sys.executable, "-c", code], env=elsewhere, capture_output=True, check=True).stdout
    assert here == there


def test_a_pdf_says_everything_in_order_and_is_made_for_archives_and_readers() -> None:
    from pypdf import PdfReader

    made = FORMS["pdf"].render(DOCUMENT)
    reader = PdfReader(io.BytesIO(made))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    places = [text.find(words) for words in WORDS]
    assert -1 not in places
    assert places == sorted(places)
    assert " ".join(NASTY.split()) in text
    assert reader.metadata.title == "Verzeichnis & mehr"
    assert reader.root_object["/Lang"] == "de-DE"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    metadata = reader.root_object["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    page = reader.pages[0].mediabox
    assert page.width > page.height
    fonts = {font for p in reader.pages for font in p["/Resources"]["/Font"]}
    assert fonts


def test_words_never_become_markup_of_the_pdf() -> None:
    hostile = 'x"] #panic("no") #[" \\" #include "/etc/passwd"'
    document = Document(hostile, "en", (Section("a", hostile, (Paragraph((plain(hostile),)),)),))
    assert FORMS["pdf"].render(document)
    assert quoted(hostile) in typst_source(document)


def test_a_link_to_a_part_that_is_not_there_is_only_words() -> None:
    document = Document("T", "en", (Section("a", "A", (Paragraph((Sentence((Link("away", "#b"),)),)),)),))
    assert FORMS["pdf"].render(document)


def test_a_word_file_has_headings_tables_links_and_a_picture_with_its_text() -> None:
    from docx import Document as read

    made = FORMS["docx"].render(DOCUMENT)
    word = read(io.BytesIO(made))
    assert [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith(("Heading", "Title"))] == [
        ("Title", "Verzeichnis & mehr"),
        ("Heading 1", "Auf einen Blick"),
        ("Heading 1", "1  Erster Teil"),
        ("Heading 1", "2  Zweiter Teil"),
    ]
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["Name", "Wofür", "Land"],
        ["Nordpost", "Versand.\nNicht angegeben: Vertrag.", "DE"],
        ["=1+1", NASTY, "Nicht angegeben: Land."],
    ]
    assert "Achtung, Art.\N{NO-BREAK SPACE}21\N{NO-BREAK SPACE}DSGVO." in word.tables[1].rows[0].cells[0].text
    xml = word.element.xml
    assert 'w:anchor="second"' in xml
    assert 'w:name="second"' in xml
    assert 'descr="Ein Balken über 60 Einheiten"' in xml
    outside = {relation.target_ref for relation in word.part.rels.values() if relation.is_external}
    assert "https://x.example/?a=1&b=2" in outside
    assert word.core_properties.language == "de-DE"
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_holds_texts_and_no_formulas() -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(FORMS["xlsx"].render(DOCUMENT)))
    assert book.sheetnames == ["recipients"]
    rows = list(book["recipients"].iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("Name", "Wofür", "Land")
    assert rows[1] == ("Nordpost", "Versand.\nNicht angegeben: Vertrag.", "DE")
    assert book["recipients"]["A5"].value == "=1+1"
    assert book["recipients"]["A5"].data_type == "s"
    assert book["recipients"].freeze_panes == "B4"


def test_tables_of_one_id_are_one_sheet_and_long_names_stay_apart() -> None:
    from dataclasses import replace

    from openpyxl import load_workbook

    long = replace(REGISTER, id="a/name: that is [much] longer than thirty-one letters")
    document = Document("T", "de", (Section("a", "A", (long, replace(long, id=f"{long.id} 2"), REGISTER)),))
    names = load_workbook(io.BytesIO(FORMS["xlsx"].render(document))).sheetnames
    assert len({name.lower() for name in names}) == 3
    assert all(len(name) <= 31 for name in names)


def test_json_has_the_keys_the_promises_and_what_is_missing() -> None:
    found = json.loads(FORMS["json"].render(DOCUMENT))
    assert found["facts"] == ["Stand: 1. November 2026"]
    (table,) = found["tables"]
    assert table["id"] == "recipients"
    assert table["rows"][0] == {
        "name": "Nordpost",
        "purpose": "Versand.\nNicht angegeben: Vertrag.",
        "country": "DE",
        "promises": ["mail/assure/x"],
        "missing": {"purpose": "Nicht angegeben: Vertrag."},
    }
    assert table["rows"][1]["country"] is None


def test_forms_of_data_fit_only_documents_with_tables() -> None:
    empty = Document("T", "de", (Section("a", "A", (Paragraph((plain("x"),)),)),))
    assert [form.suffix for form in FORMS.values() if not form.fits(empty)] == ["xlsx", "json"]
    assert all(form.fits(DOCUMENT) for form in FORMS.values())


def test_a_picture_on_paper_needs_no_style_sheet() -> None:
    plain_ = plain_svg(SVG)
    assert 'fill="rgb(31, 90, 76)"' in plain_
    assert "<style" not in plain_
    assert plain_svg('<a fill="var(--x, var(--y, #123))"/>') == '<a fill="#123"/>'
    assert png(SVG)[:4] == b"\x89PNG"
