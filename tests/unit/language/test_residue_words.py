"""What stands in the way of a level has a sentence in both languages, whoever says it."""

from __future__ import annotations

import re
from pathlib import Path

import zusage.adapters.connectors.sql as room
from zusage.language.residue import residue_lines

WORDS = (
    "dead_rows 3",
    "statistics",
    "snapshot 2026-11-22T10:00:00",
    "slot feed",
    "log-wal 8",
    "slack_pages 1",
    "log_reused",
)


def test_words_of_connectors_have_sentences() -> None:
    folder = Path(next(iter(room.__path__)))
    said = {
        word
        for file in folder.glob("level_*.py")
        for word in re.findall(r"""keeps(?:\.append\(|\s*\+?=\s*\[)f?["']([a-z_-]+)""", file.read_text())
    }
    assert {"dead_rows", "not_vacuumed", "statistics"} <= said
    for word in (*said, *WORDS):
        german, english = residue_lines(word, "de"), residue_lines(word, "en")
        assert german != english and german[0] != word, word


def test_an_unknown_word_is_shown_as_it_stands() -> None:
    assert residue_lines("", "de") == () and residue_lines("new 3; statistics", "en")[0] == "new 3"
    assert residue_lines("dead_rows 3", "en") == ("3 dead rows wait for VACUUM",)
