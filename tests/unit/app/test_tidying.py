"""Formatting on disk: all or nothing, modes and links stay, errors in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.sabotage import DECLARATION
from zusage.app.tidying import expanded, tidy_files
from zusage.cli.main import group
from zusage.model.errors import DeclarationErrors, UsageError

UNTIDY = """zusage:   1
organisation: {name:   'Werft GmbH', address: Kai 1, email: d@werft.example, authority: de/sh}



# stays
"""


def run(*words: str):
    return CliRunner().invoke(group, ["--lang", "en", "format", *words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "zusage.yml").write_text(UNTIDY)
    return tmp_path


def test_twice_is_once_and_comments_stay(folder: Path) -> None:
    assert run("--check", str(folder)).exit_code == 1
    assert (folder / "zusage.yml").read_text() == UNTIDY
    assert run(str(folder)).exit_code == 0
    tidy = (folder / "zusage.yml").read_text()
    assert tidy != UNTIDY
    assert "# stays" in tidy
    assert run("--check", str(folder)).exit_code == 0
    assert run(str(folder)).output == "Everything is tidy.\n"
    assert (folder / "zusage.yml").read_text() == tidy
    assert sorted(p.name for p in folder.iterdir()) == ["zusage.yml"]


def test_invalid_utf_8_is_an_error_with_a_place_and_changes_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(UNTIDY)
    (tmp_path / "b.yml").write_bytes(b"subjects:\n  customer: {label: {de: M\xfcller}}\n")
    for words in ((), ("--check",), ("--expand",)):
        error = run(*words, str(tmp_path)).exception
        assert isinstance(error, DeclarationErrors), error
        assert {(e.code, Path(e.place.file).name, e.place.line) for e in error.errors} == {("ZE193", "b.yml", 2)}
    assert (tmp_path / "a.yml").read_text() == UNTIDY


def test_mode_and_link_stay(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    (folder / "zusage.yml").rename(real)
    real.chmod(0o640)
    (folder / "zusage.yml").symlink_to(real)
    assert tidy_files(folder, write=True) == [str(folder / "zusage.yml")]
    assert (folder / "zusage.yml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_text() != UNTIDY


def test_a_file_that_cannot_be_written_stays(folder: Path) -> None:
    (folder / f".zusage.yml.{os.getpid()}").mkdir()
    with pytest.raises(UsageError) as caught:
        tidy_files(folder, write=True)
    assert caught.value.code == "ZE74"
    assert (folder / "zusage.yml").read_text() == UNTIDY


def test_several_files_are_expanded_as_the_whole_they_are(tmp_path: Path) -> None:
    head, rest = DECLARATION.split("activities:\n", 1)
    (tmp_path / "1.yml").write_text(head)
    (tmp_path / "2.yml").write_text("activities:\n" + rest)
    text = expanded(tmp_path)
    assert text.count("activities:") == 1
    assert run("--expand", str(tmp_path)).output == text
    whole = tmp_path / "whole"
    whole.mkdir()
    (whole / "zusage.yml").write_text(text)
    assert run("--check", str(whole)).exit_code in (0, 1)
    assert (tmp_path / "1.yml").read_text() == head, "nothing is written"
