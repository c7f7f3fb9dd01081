"""What people read in a terminal: lines that fit, errors in the language that was asked for, no English in German law."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from zusage.app.law_phrases import GERMAN
from zusage.app.law_words import worded
from zusage.cli.door import fitted
from zusage.cli.main import group
from zusage.reference.tables import every_row

FINDING = "zusage.yml:8:9: ZU201 Fehler  " + "Der Satz sagt, dass nichts in Drittländer geht; " * 3


def test_long_lines_hang_under_their_text_and_short_ones_stay() -> None:
    assert fitted(FINDING, 0) == [FINDING]
    lines = fitted(FINDING, 100)
    assert len(lines) > 1 and all(len(line) <= 100 for line in lines)
    assert all(line.startswith("   ") for line in lines[1:])
    assert " ".join(line.strip() for line in lines).split() == FINDING.split()
    fact = fitted("  Regeln         " + ", ".join(f"ZU{n}" for n in range(100, 140)), 60)
    assert len(fact) > 3 and {len(line) - len(line.lstrip()) for line in fact[1:]} == {17}


@pytest.mark.parametrize("line", ["       8 |   - text: " + "a b " * 60, "    recipients: {" + "hoster: {} " * 20])
def test_lines_of_a_declaration_stay_whole(line: str) -> None:
    assert fitted(line, 100) == [line]


@pytest.mark.parametrize(("asked", "said"), [("de", "ist hier nicht bekannt"), ("en", "is not known here")])
def test_errors_speak_the_language_that_was_asked_for(asked: str, said: str, tmp_path: Path) -> None:
    other = {**os.environ, "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8" if asked == "en" else "C.UTF-8"}
    command = [str(Path(sys.executable).with_name("zusage")), "--lang", asked, "law", "show", "nothing-such"]
    told = subprocess.run(command, cwd=tmp_path, env=other, capture_output=True, text=True, timeout=40, check=False)
    assert said in told.stderr


TRANSLATED = frozenset(
    "contents duties exceptions excludes grounds limited needs not_for safeguards typical condition required".split()
)


def test_every_phrase_of_the_tables_has_german_words() -> None:
    missing = set()
    for row in every_row():
        for key, value in row.facts.items():
            if (
                key not in TRANSLATED
                or f"{key}_de" in row.facts
                or (row.table, key) in (("elements", "needs"), ("record", "needs"))
            ):
                continue
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, str) and one and one not in GERMAN and worded(key, one, "de") == one:
                    missing.add(one)
    assert missing == set()
    assert not [text for text in GERMAN.values() if re.search(r"\b(the|and|of|with|is)\b", text)]


def test_german_law_shows_no_names_of_fields() -> None:
    shown = CliRunner().invoke(group, ["--lang", "de", "law", "show", "elements/legal_basis"]).output
    assert "activity." not in shown and "Pflichtangaben" in shown
    limited = CliRunner().invoke(group, ["--lang", "de", "law", "show", "US"]).output
    assert "nur Organisationen mit aktivem Eintrag" in limited and "Beschluss      2000/520/EG" in limited
