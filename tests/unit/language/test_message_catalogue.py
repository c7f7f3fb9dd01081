"""The catalogue has words for every code that is raised, in both languages, and rendering never fails."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from zusage.language.messages import advice, catalogue, fill, render, sentence
from zusage.model.errors import DeclarationError, DeclarationErrors, ZusageError
from zusage.model.place import Place
from zusage.model.text import LANGUAGES

SOURCES = Path(__file__).parents[3] / "src" / "zusage"
FORBIDDEN = (
    "DSGVO-konform",
    "rechtssicher",
    "gerichtsfest",
    "revisionssicher",
    "garantiert",
    "lückenlos",
    "100 %",
    "proven",
)


def test_every_code_that_is_raised_has_words() -> None:
    used: dict[str, str] = {}
    for file in SOURCES.rglob("*.py"):
        used |= dict.fromkeys(re.findall(r'"(ZE\d{2,3})"', file.read_text()), file.name)
    assert {code: file for code, file in used.items() if code not in catalogue()} == {}


def test_every_place_that_raises_gives_what_the_words_need() -> None:
    missing = {}
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and (code := code_of(node)) in catalogue():
                given = {keyword.arg for keyword in node.keywords} | ({"name"} if name_of(node) == "unknown" else set())
                if None not in given and (lacking := needed(code) - given):
                    missing[f"{file.name}:{node.lineno} {code}"] = lacking
    assert missing == {}


def code_of(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def needed(code: str) -> set[str]:
    message = catalogue()[code]
    words = " ".join(text.to(language) for text in (message.sentence, message.advice) for language in LANGUAGES)
    return set(re.findall(r"\{(\w+)\}", re.sub(r"\[\[.*?\]\]", "", words)))


@pytest.mark.parametrize("code", catalogue())
def test_words_in_both_languages(code: str) -> None:
    message = catalogue()[code]
    assert message.code == code
    for text in (message.title, message.sentence):
        assert text.has("de") and text.has("en")
        assert text.de and text.en and text.de != text.en
    assert bool(message.advice.de) == bool(message.advice.en)
    for language in LANGUAGES:
        words = " ".join(text.to(language) for text in (message.title, message.sentence, message.advice))
        assert not [word for word in FORBIDDEN if re.search(rf"(?<!un){word}", words)]
        assert words.count("[[") == words.count("]]")
    fields = [set(re.findall(r"\{(\w+)\}", text)) for text in (message.sentence.de or "", message.sentence.en or "")]
    assert {name.removesuffix("_de") for name in fields[0]} == {name.removesuffix("_en") for name in fields[1]}


@pytest.mark.parametrize("code", [*catalogue(), "ZE999"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_arguments_never_fail(code: str, language) -> None:
    for error in (ZusageError(code), ZusageError(code, Place("a.yml", 3, 4), system="x", near="", allowed="a, b")):
        words = render(error, language)
        assert code in words
        assert "[[" not in words and "{" not in re.sub(r"\{…|\{at|\{law|\{row|\$\{|\{de", "", words)


def test_a_line_reads_place_code_sentence_near_step() -> None:
    error = DeclarationError(
        "ZE120", Place("a.yml", 5, 3), name="contract_end", near="contract_ended", known="contract_ended"
    )
    assert render(error, "en") == (
        'a.yml:5:3  ZE120  There is no event "contract_end". Did you mean "contract_ended"? Known: contract_ended. '
        "Add it under events and say where the data show it."
    )
    assert sentence(error, "de").startswith("Ein Ereignis „contract_end“ gibt es nicht. Meinten Sie „contract_ended“?")
    assert advice(error, "de").startswith("Tragen Sie es unter events ein")


def test_many_errors_are_many_lines_in_order() -> None:
    errors = DeclarationErrors(
        [DeclarationError("ZE133", Place("a.yml", 9, 1)), DeclarationError("ZE110", Place("a.yml", 2, 1))]
    )
    assert [line.split("  ")[0] for line in render(errors, "en").splitlines()] == ["a.yml:2:1", "a.yml:9:1"]


def test_optional_parts() -> None:
    assert fill("a[[ ({b})]] {c}", {}) == "a …"
    assert fill("a[[ ({b})]] {c}", {"b": "x", "c": 1}) == "a (x) 1"
    assert fill("a[[ ({b})]]", {"b": ""}) == "a"
