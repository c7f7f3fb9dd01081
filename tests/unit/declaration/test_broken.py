"""Every broken declaration gets its error, at its place, in words that help, in both languages; never a traceback."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from support.declarations import DESCRIPTORS
from zusage.declaration.expand import expand
from zusage.declaration.node import Declaration
from zusage.declaration.read import parse_declaration
from zusage.declaration.shape import check_shape
from zusage.language.messages import catalogue, render
from zusage.model.errors import DeclarationError, DeclarationErrors
from zusage.model.text import LANGUAGES
from zusage.policy.compiler import compile_policy

BROKEN = Path(__file__).parents[2] / "broken"
FILES = sorted(BROKEN.glob("*.yml"))
SECRETS = ("Tr0ub4dor", "Tr0u", "b4dor", "AKIAIOSFODNN7EXAMPLE")


def errors_of(files: list[tuple[str, bytes]]) -> tuple[DeclarationError, ...]:
    """What reading, shape, expansion and compilation say; the first of them that objects speaks."""
    try:
        declaration = parse_declaration(files)
        if found := check_shape(declaration, DESCRIPTORS):
            return tuple(found)
        compile_policy(expand(declaration), DESCRIPTORS, date(2026, 11, 22))
    except DeclarationErrors as errors:
        return errors.errors
    return ()


def expectations(text: str) -> dict[str, str]:
    return dict(re.findall(r"^# (code|at|en|de|needs): (.*)$", text, re.MULTILINE))


def test_there_are_enough() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_broken_declaration(file: Path) -> None:
    expected = expectations(file.read_text())
    found = errors_of([(file.name, file.read_bytes())])
    matching = [error for error in found if error.code == expected["code"]]
    assert matching, [render(error, "en") for error in found]
    places = [f"{error.place.line}:{error.place.column}" for error in matching]
    if expected["at"] != "any":
        assert any(place == expected["at"] or place.split(":")[0] == expected["at"] for place in places), places
    assert all(error.place.file == file.name for error in found)
    english = "\n".join(render(error, "en") for error in matching)
    german = "\n".join(render(error, "de") for error in matching)
    assert expected["en"] in english
    assert expected["de"] in german
    for error in found:
        assert unfilled(error) == set()


def unfilled(error: DeclarationError) -> set[str]:
    """Placeholders of the error's message that its arguments do not fill, outside of optional parts."""
    message = catalogue()[error.code]
    words = " ".join(text.to(language) for text in (message.sentence, message.advice) for language in LANGUAGES)
    return set(re.findall(r"\{(\w+)\}", re.sub(r"\[\[.*?\]\]", "", words))) - set(error.arguments)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_secret_is_shown(file: Path) -> None:
    for error in errors_of([(file.name, file.read_bytes())]):
        for words in (render(error, "de"), render(error, "en"), str(error), repr(error.arguments)):
            assert not any(secret in words for secret in SECRETS)


def generated() -> dict[str, tuple[bytes, str, tuple[int, int]]]:
    deep = "a: " + "[" * 2_000 + "]" * 2_000
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
    many = "zusage: 1\nactivities:\n" + "".join(f"  a{n}: {{}}\n" for n in range(5_001))
    return {
        "nothing": (b"", "ZE195", (1, 1)),
        "only a comment": (b"# soon\n", "ZE195", (1, 1)),
        "only a byte order mark": (b"\xef\xbb\xbf", "ZE195", (1, 1)),
        "a list": (b"- zusage: 1\n", "ZE109", (1, 1)),
        "a word": (b"zusage\n", "ZE109", (1, 1)),
        "invalid utf-8": (b"zusage: 1\nname: Gr" + b"\xfc\xdfe", "ZE193", (2, 9)),
        "utf-16": ("zusage: 1\n".encode("utf-16"), "ZE193", (1, 1)),
        "latin-1": ("zusage: 1\ntitel: Löschung".encode("latin-1"), "ZE193", (2, 9)),
        "a null byte": (b"zusage: 1\nname: a\x00b", "ZE194", (2, 8)),
        "a bell": (b"zusage: 1\nname: a\x07b", "ZE194", (2, 8)),
        "text that runs backwards": ("zusage: 1\nname: a\u202eb".encode(), "ZE194", (2, 8)),
        "10 MB of nesting": (b"a: " + b"[" * 10_000_000, "ZE190", (0, 0)),
        "nesting in brackets": (deep.encode(), "ZE191", (1, 23)),
        "nesting in braces": (b"a: " + b"{a: " * 100_000, "ZE191", (1, 80)),
        "nesting in lines": ("".join(f"{'  ' * n}a:\n" for n in range(900)).encode(), "ZE191", (21, 41)),
        "a bomb of aliases": (bomb.encode(), "ZE106", (1, 4)),
        "a million values": (b"a: [" + b"a," * 900_000 + b"]", "ZE192", (1, 399_999)),
        "5 001 activities": (many.encode(), "ZE192", (5_003, 3)),
        "a key that is a list": (b"? [a]\n: b\n", "ZE109", (1, 3)),
        "a password in a key": (b"zusage: 1\n'postgres://a:Tr0ub4dor@h/d': x\n", "ZE104", (2, 1)),
        "a password in broken yaml": (b"url: postgres://a:Tr0ub4dor@h/d\nb: [\n", "ZE104", (1, 6)),
        "a merge conflict": (b"zusage: 1\n=======\nb: 2\n", "ZE109", (3, 1)),
        "only dashes": (b"---\n---\n", "ZE107", (2, 1)),
    }


@pytest.mark.parametrize("name", generated())
def test_generated_declaration(name: str) -> None:
    content, code, (line, column) = generated()[name]
    found = errors_of([("a.yml", content)])
    assert (code, line, column) in [(error.code, error.place.line, error.place.column) for error in found], found
    for error in found:
        assert len(render(error, "de")) < 600
        assert not any(secret in render(error, "en") for secret in SECRETS)


def test_same_id_in_two_files_names_both_lines() -> None:
    first = b"zusage: 1\nactivities:\n  contact: {}\n"
    second = b"# forms\nactivities:\n  contact: {}\n"
    (error,) = errors_of([("forms.yml", first), ("web.yml", second)])
    assert (error.code, str(error.place), error.arguments["first"]) == ("ZE180", "web.yml:3:3", "forms.yml:3:3")
    assert "stands here and in forms.yml:3:3" in render(error, "en")
    assert "steht hier und in forms.yml:3:3" in render(error, "de")


def test_what_may_stand_once_stands_once() -> None:
    first, second = b"zusage: 1\norganisation: {}\nrun: {}\n", b"zusage: 1\norganisation: {}\nrun: {}\n"
    codes = [(error.code, error.arguments["name"]) for error in errors_of([("a.yml", first), ("b.yml", second)])]
    assert codes == [("ZE180", "organisation"), ("ZE180", "run")]


def test_declaration_without_errors_is_what_it_says() -> None:
    declaration = parse_declaration([("a.yml", b"zusage: 1\n"), ("b.yml", b"zusage: 1\nholds: {a: {}}\n")])
    assert isinstance(declaration, Declaration)
    assert declaration.files == ("a.yml", "b.yml")
    assert declaration.root.keys() == ("zusage", "holds")
