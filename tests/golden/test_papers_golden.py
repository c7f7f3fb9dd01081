"""Concepts and letters of an example company, word for word. Accept a change with UPDATE_GOLDEN=1 after reading it."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from support.papers import company_policy, paper
from zusage.document.markdown import render_markdown
from zusage.model.text import LANGUAGES, Language

HERE = Path(__file__).parent / "papers"
DOCUMENTS = {
    "deletion-concept": "deletion-concept",
    "interests": "interests",
    "dpia-check": "dpia-check",
    "answer-erasure": "answers",
    "answer-refusal": "answers",
    "consent-texts": "consent-texts",
    "newsletter-texts": "newsletter-texts",
    "deletion-confirmation": "processing-annex",
}


@pytest.mark.parametrize("id", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_reads_as_accepted(id: str, language: Language) -> None:
    document = next(d for d in paper(DOCUMENTS[id], company_policy("live-chat"), language) if d.id == id)
    facts = tuple(re.sub(r"[0-9a-f]{12}", "(digest)", fact) for fact in document.facts)
    written = re.sub(r"\| [0-9a-f]{12} \|", "| (digest) |", render_markdown(replace(document, facts=facts)))
    golden = HERE / f"{id}.{language}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8"), f"the text of {golden.name} changed: read it, then UPDATE_GOLDEN=1"
