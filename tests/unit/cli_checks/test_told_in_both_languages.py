"""Wrong words on the command line: each message names what is wrong and what is possible, in the language asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from zusage.cli.main import group
from zusage.writer.catalogue import EXPORTS, PAPERS

EXAMPLE = str(Path(__file__).parents[3] / "examples" / "website")


def told(*words: str, folder: Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("zusage")), "--lang", lang, *words]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, timeout=40, check=False)


@pytest.mark.parametrize(("lang", "titles"), [
    ("de", ("Löschkonzept", "Art. 28 Abs. 3 lit. g DSGVO", "§ 25 TDDDG")),
    ("en", ("Deletion concept", "Art. 28(3)(g) GDPR", "section 25 TDDDG")),
])  # fmt: skip
@pytest.mark.parametrize("before", [True, False])
def test_the_list_has_every_document_and_speaks_one_language(lang: str, titles: tuple[str, ...], before: bool) -> None:
    words = ["--lang", lang, "write", "--list"] if before else ["write", "--list", "--lang", lang]
    done = CliRunner().invoke(group, words, catch_exceptions=False)
    lines = done.output.splitlines()
    assert [line.split()[0] for line in lines[:-1:2]] == [*PAPERS, *EXPORTS]
    assert {len(line) - len(line.lstrip()) for line in lines[1:-1:2]} == {20}
    assert all(title in done.output for title in titles)
    assert ("GDPR" in done.output) is (lang == "en")


@pytest.mark.parametrize(("words", "code", "de", "en"), [
    (("write", "-p", EXAMPLE), 2, "was geschrieben werden soll", "what to write"),
    (("write", "letter", "-p", EXAMPLE), 2, "„letter“ lässt sich nicht schreiben.", '"letter" cannot be written.'),
    (("write", "notice", "-p", EXAMPLE, "-o", "file/there"), 2, "lässt sich nicht lesen oder", "cannot be read or"),
    (("import", "tilt", "fides.json"), 2, "zusage import fideslang fides.json", "zusage import fideslang fides.json"),
    (("import", "fideslang", "fides.json", "-o", "no/draft.yml"), 2, "no/draft.yml lässt sich", "no/draft.yml cannot be"),
    (("import", "fideslang", "fides.json", "-o", "file"), 2, "nichts überschrieben", "nothing was overwritten"),
    (("simulate", "."), 2, "company/life.py fehlt. Nennen Sie", "company/life.py is missing. Name"),
    (("publish", "-p", EXAMPLE), 2, "--at TAG", "--at DAY"),
])  # fmt: skip
def test_wrong_words_are_answered(words: tuple[str, ...], code: int, de: str, en: str, tmp_path: Path) -> None:
    (tmp_path / "fides.json").write_text(json.dumps({"system": [], "dataset": []}))
    (tmp_path / "file").write_text("")
    for lang, said in (("de", de), ("en", en)):
        done = told(*words, folder=tmp_path, lang=lang)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
        assert said in done.stderr
        assert done.stderr.count("Known:") + done.stderr.count("Bekannt:") <= 1


def test_the_next_step_of_an_import_can_be_taken(tmp_path: Path) -> None:
    (tmp_path / "fides.json").write_text(json.dumps({"system": [], "dataset": []}))
    said = told("import", "fideslang", "fides.json", "-o", "draft.yml", folder=tmp_path).stdout
    step = said.split("zusage ", 1)[1].split()
    assert "No such option" not in told(*step, folder=tmp_path).stderr
    assert "draft.yml" in told(*step, folder=tmp_path).stdout + told(*step, folder=tmp_path).stderr
