"""Every register of every example company, in both languages."""

import re
from pathlib import Path

import pytest
import yaml

from support.papers import COMPANIES, company_policy, in_words, paper
from zusage.document.forms import FORMS
from zusage.document.tree import Document, Sentence, sentences, tables, whole
from zusage.model.text import LANGUAGES, Language
from zusage.writer.registers.catalogue import PAPERS

WORDS = Path(__file__).parents[3] / "docs" / "words-we-do-not-use.yml"
ROWS = yaml.safe_load(WORDS.read_text())
FORBIDDEN = [re.compile(row.get("pattern") or re.escape(row["word"]), re.IGNORECASE) for row in ROWS]
LEFTOVERS = re.compile(r"\bNone\b(?! [a-z])|[{}‹›]|\bTODO\b|\| +\||(?<!\.)\.\.(?!\.)")
ADDRESSED = re.compile(r"\bIhnen\b|\byour?\b")


def _all(company: str, language: Language) -> list[Document]:
    return [document for one in PAPERS for document in paper(one.name, company_policy(company), language)]


def _said(document: Document) -> list[Sentence]:
    return [sentence for section in whole(document) for sentence in sentences(section.blocks)]


def _around(pattern: re.Pattern[str], text: str) -> list[str]:
    return [text[max(0, found.start() - 60) : found.end() + 60] for found in pattern.finditer(text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", COMPANIES)
def test_registers_are_whole_and_clean(company: str, language: Language) -> None:
    documents = _all(company, language)
    assert len({document.id for document in documents}) == len(documents) >= 5
    for document in documents:
        text = in_words((document,))
        assert not _around(LEFTOVERS, text)
        assert document.id in ("sub-processors", "device-storage") or not _around(ADDRESSED, text)
        assert [around for word in FORBIDDEN for around in _around(word, text)] == []
        sections = [section.id for section in whole(document)]
        assert len(sections) == len(set(sections))
        for table in tables(document.sections):
            assert table.id and len(table.keys) == len(table.head) == len(table.widths) == len(set(table.keys))
            assert all(len(row) == len(table.head) for row in table.rows)


@pytest.mark.parametrize("company", COMPANIES)
def test_both_languages_say_the_same_promises_and_miss_the_same(company: str) -> None:
    for de, en in zip(_all(company, "de"), _all(company, "en"), strict=True):
        shapes = [[(s.marks, [type(part).__name__ for part in s.parts]) for s in _said(document)] for document in (de, en)]
        assert shapes[0] == shapes[1], de.id


def test_every_promise_that_a_register_names_exists() -> None:
    known = {promise.id for promise in company_policy("live-chat").promises}
    named = {mark for document in _all("live-chat", "de") for sentence in _said(document) for mark in sentence.marks}
    assert named <= known and len(named) > 20


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_register_has_all_forms(form) -> None:
    (document,) = paper("recipients", company_policy("live-chat"))
    assert document.wide and form.fits(document)
    assert len(form.render(document)) > 1000
