from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from zusage.document.html import anchor, render_html
from zusage.document.markdown import render_markdown
from zusage.document.spacing import tied
from zusage.document.tree import (
    Bullets,
    Definitions,
    Document,
    Emphasis,
    Link,
    Paragraph,
    Section,
    Sentence,
    Strong,
    Table,
    numbered,
    plain,
    sentences,
)

INNER = Section("inner", "Inner", (Bullets(((plain("One."),), (plain("Two.", "a/b"),))),))
TABLE = Table("All", ("Name", "What"), ((plain("n <b>"), plain("w | x")),))
DOCUMENT = Document(
    "Title & more",
    "en",
    (
        Section(
            "first",
            "First",
            (
                Paragraph(
                    (
                        plain("Hello <script>.", "x/y", "x/z"),
                        Sentence((Strong("S"), " and ", Link("L", "https://a.example/?a=1&b=2"))),
                    )
                ),
            ),
            (INNER,),
        ),
        Section(
            "second",
            "Second",
            (
                TABLE,
                Definitions((("Term", (Paragraph((plain("Meaning."),)),)),)),
                Emphasis("Look", (Paragraph((plain("Here.", "e/f"),)),)),
            ),
        ),
    ),
    "Publisher",
    ("As of today",),
)


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in {"h1", "h2", "h3", "h4"}:
            self.levels.append(int(tag[1]))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.loads += [str(v) for k, v in attrs if k in {"src", "srcset"} or (tag == "link" and k == "href")]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _outline(page: str) -> _Outline:
    outline = _Outline()
    outline.feed(page)
    return outline


def test_the_page_is_one_well_formed_file_with_headings_in_order() -> None:
    page = render_html(DOCUMENT)
    outline = _outline(page)
    assert outline.open == []
    assert outline.levels == [1, 2, 3, 2, 3]
    assert outline.loads == []
    assert len(outline.ids) == len(set(outline.ids))
    assert "url(" not in page and "@import" not in page and "<script" not in page


def test_text_is_escaped_and_marks_are_kept() -> None:
    page = render_html(DOCUMENT)
    assert "Hello &lt;script&gt;." in page
    assert 'data-promise="x/y x/z"' in page
    assert f'id="{anchor("x/y")}"' in page
    assert "n &lt;b&gt;" in page
    assert 'href="https://a.example/?a=1&amp;b=2"' in page
    assert '<th scope="row">' in page and '<th scope="col">Name</th>' in page
    assert '<html lang="en">' in page


def test_contents_lead_to_every_section() -> None:
    page = render_html(DOCUMENT)
    for _, section in numbered(DOCUMENT.sections):
        assert f'href="#{section.id}"' in page
        assert f'<section id="{section.id}"' in page


def test_numbers_follow_from_position() -> None:
    assert [(n, s.id) for n, s in numbered(DOCUMENT.sections)] == [("1", "first"), ("1.1", "inner"), ("2", "second")]


def test_every_sentence_is_found_in_every_block() -> None:
    found = [s.text for _, section in numbered(DOCUMENT.sections) for s in sentences(section.blocks)]
    assert found == ["Hello <script>.", "S and L", "One.", "Two.", "n <b>", "w | x", "Meaning.", "Here."]


def test_markdown_escapes_and_carries_marks() -> None:
    text = render_markdown(DOCUMENT)
    assert "Hello \\<script\\>. <!-- x/y --> <!-- x/z -->" in text
    assert "| n \\<b\\> | w \\| x |" in text
    assert "### 1.1 Inner" in text
    assert "> **Look**" in text
    assert "**S** and [L](https://a.example/?a=1&b=2)" in text


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or ("data-promise", "m") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "span"

    def handle_data(self, data: str) -> None:
        self.words += data if self.inside else ""


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_any_words_come_out_as_they_went_in(words: str) -> None:
    document = Document("T", "de", (Section("s", "S", (Paragraph((plain(words, "m"),)),)),))
    reader = _Words()
    reader.feed(render_html(document))
    assert reader.words.replace("\N{NO-BREAK SPACE}", " ") == words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_sign_stays_with_its_number() -> None:
    document = Document("T", "de", (Section("s", "S", (Paragraph((plain("Nach § 147 Abs. 3 AO."),)),)),))
    assert "Nach §\N{NO-BREAK SPACE}147 Abs.\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}AO." in render_html(document)
    assert (
        tied("section 257(4) HGB, this section says")
        == "section\N{NO-BREAK SPACE}257(4)\N{NO-BREAK SPACE}HGB, this section says"
    )
