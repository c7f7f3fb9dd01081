"""The notices of the example company, word for word. Accept a change with UPDATE_GOLDEN=1 after reading the difference."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from support.notices import DAY, example_policy
from zusage.document.markdown import render_markdown
from zusage.model.text import LANGUAGES, Language
from zusage.writer.notice import write_notice

HERE = Path(__file__).parent
NAMES = {"service": "notice", "processing-terms": "processing-terms"}


@pytest.mark.parametrize("document", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_reads_as_accepted(document: str, language: Language) -> None:
    notice = write_notice(example_policy(), document, language, DAY)
    facts = tuple(re.sub(r"[0-9a-f]{12}", "(digest)", fact) for fact in notice.facts)
    written = render_markdown(replace(notice, facts=facts))
    golden = HERE / f"{NAMES[document]}.{language}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8"), f"the text of {golden.name} changed: read it, then UPDATE_GOLDEN=1"
