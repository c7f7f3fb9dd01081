"""Every concept and letter of every example company, in both languages."""

import re
from pathlib import Path

import pytest
import yaml

from support.papers import COMPANIES, company_policy, in_words, paper
from zusage.document.forms import FORMS
from zusage.document.tree import Document, Sentence, Strong, sentences, tables, whole
from zusage.model.text import LANGUAGES, Language
from zusage.writer.concepts.catalogue import PAPERS as CONCEPTS
from zusage.writer.letters.catalogue import PAPERS as LETTERS

PAPERS = (*CONCEPTS, *LETTERS)
WORDS = Path(__file__).parents[3] / "docs" / "words-we-do-not-use.yml"
FORBIDDEN = [row["word"].lower() for row in yaml.safe_load(WORDS.read_text()) if "in" not in row]
LEFTOVERS = re.compile(r"\bNone\b(?! needed)|[{}]|\bTODO\b|‹[^›]*\||(?<!\.)\.\.(?!\.)|\(\)| ,|„“")
GAP = re.compile(r"‹[^‹›]+›")
INTERNAL = ("deletion-concept", "interests", "dpia-check", "works-agreement-annex")
ADDRESSED = re.compile(r"\bIhnen\b|\bIhre[rsmn]?\b|\byour\b")


def _all(company: str, language: Language) -> list[Document]:
    return [document for one in PAPERS for document in paper(one.name, company_policy(company), language)]


def _said(document: Document) -> list[Sentence]:
    return [sentence for section in whole(document) for sentence in sentences(section.blocks)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", COMPANIES)
def test_papers_are_whole_and_clean(company: str, language: Language) -> None:
    documents = _all(company, language)
    assert len({document.id for document in documents}) == len(documents) >= 15
    for document in documents:
        text = in_words((document,))
        assert [text[max(0, f.start() - 60) : f.end() + 60] for f in LEFTOVERS.finditer(text)] == [], document.id
        assert [word for word in FORBIDDEN if word in text.lower()] == [], document.id
        ids = [section.id for section in whole(document)]
        assert len(ids) == len(set(ids)), document.id
        assert all(section.blocks or section.sections for section in whole(document)), document.id
        for table in tables(document.sections):
            assert len(table.keys) == len(table.head) == len(table.widths) == len(set(table.keys)), table.id
            assert all(len(row) == len(table.head) for row in table.rows), table.id


@pytest.mark.parametrize("company", COMPANIES)
def test_gaps_are_bold_and_stand_in_letters_only(company: str) -> None:
    for document in _all(company, "de"):
        for sentence in _said(document):
            bare = "".join(part for part in sentence.parts if isinstance(part, str))
            assert not GAP.search(bare), (document.id, bare)
            if any(isinstance(part, Strong) and GAP.search(part.words) for part in sentence.parts):
                assert document.id.startswith(("answer-", "contract-", "deletion-confirmation", "newsletter-", "works-"))


@pytest.mark.parametrize("company", COMPANIES)
def test_papers_for_the_organisation_do_not_address_the_person(company: str) -> None:
    for language in LANGUAGES:
        for document in _all(company, language):
            if document.id in INTERNAL:
                own = [s.text for s in _said(document) if not s.marks]
                assert [words for words in own if ADDRESSED.search(words)] == [], document.id


@pytest.mark.parametrize("company", COMPANIES)
def test_both_languages_say_the_same_promises_and_ask_the_same(company: str) -> None:
    for de, en in zip(_all(company, "de"), _all(company, "en"), strict=True):
        shapes = [[(s.marks, [type(part).__name__ for part in s.parts]) for s in _said(document)] for document in (de, en)]
        assert shapes[0] == shapes[1], de.id


@pytest.mark.parametrize("company", COMPANIES)
def test_every_retention_promise_stands_in_the_deletion_concept_once_per_rule(company: str) -> None:
    policy = company_policy(company)
    (document,) = paper("deletion-concept", policy)
    marks = [mark for sentence in _said(document) for mark in sentence.marks]
    wanted = {promise.id for promise in policy.promises if hasattr(promise.terms, "rule")}
    assert wanted and wanted <= set(marks)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_the_concept_and_a_letter_have_all_forms(form) -> None:
    (concept,) = paper("deletion-concept", company_policy("live-chat"))
    erased = next(d for d in paper("answers", company_policy("live-chat")) if d.id == "answer-erasure")
    for document in (concept, erased):
        assert form.fits(document)
        assert len(form.render(document)) > 500
