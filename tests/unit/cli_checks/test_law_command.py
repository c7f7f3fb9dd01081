"""zusage law: rows, search and the law of a day, for people and for programs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from zusage.cli.main import group
from zusage.model.errors import UsageError
from zusage.reference.tables import every_row, names, table


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(group, ["--lang", language, "law", *arguments])


def test_a_class_shows_the_term_of_the_day_first() -> None:
    before, since = run("show", "de/vouchers", "--as-of", "2024-12-31"), run("show", "de/vouchers", "--as-of", "2025-01-01")
    assert before.output.index("ten years") < before.output.index("eight years")
    assert since.output.index("eight years") < since.output.index("ten years")
    assert "since 1999-01-01 until before 2025-01-01; not on 2025-01-01" in since.output
    german = run("show", "de/vouchers", "--as-of", "2026-11-22", language="de").output
    assert "Buchungsbelege und Rechnungen" in german
    assert "§ 147 Abs. 3 AO" in german and "s. 147" not in german
    assert "acht Jahre" in german and "ab Ende des Kalenderjahres" in german
    assert "Art. 49 Abs. 1 Unterabs. 2 DSGVO" in run("show", "compelling_interest_transfer", language="de").output


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_nobody_read_is_marked_and_the_rest_is_not(language: str) -> None:
    mark = {"de": "[nicht geprüft]", "en": "[to be verified]"}[language]
    for row in every_row():
        lines = run("show", f"{row.table}/{row.id}", language=language).output.split("\n\n")
        shown = [block for block in lines if row.words.to("de" if language == "de" else "en") in block.splitlines()[0]]
        assert shown, row.id
        if row.confidence == "verify":
            assert any(mark in block.splitlines()[0] for block in shown), row.id
        elif not any("_confidence" in key for key in row.facts):
            assert any(mark not in block for block in shown), row.id


def test_a_single_fact_that_nobody_read_is_marked() -> None:
    street = next(line for line in run("show", "de/sh").output.splitlines() if "Holsten" in line)
    assert street.endswith("[to be verified]")
    decision = next(line for line in run("show", "CH").output.splitlines() if "2000/518" in line)
    assert decision.endswith("[to be verified]")
    assert "verif" not in run("show", "BR").output


@pytest.mark.parametrize(
    "asked", [("eu/gdpr-13",), ("articles/eu/gdpr-13",), ("Art. 13 GDPR",), ("Art.", "13", "DSGVO"), ("Art. 13",)]
)
def test_an_article_is_found_by_id_and_citation_and_says_who_names_it(asked: tuple[str, ...]) -> None:
    told = run("show", *asked).output
    assert told.startswith("eu/gdpr-13  ")
    rules = next(line for line in told.splitlines() if line.strip().startswith("rules"))
    assert "ZU301" in rules
    assert "controller_identity" in told and "https://eur-lex.europa.eu" in told


def test_a_proposal_is_shown_as_none_of_the_law() -> None:
    told = run("show", "digital_omnibus").output
    assert "[proposal, not law]" in told.splitlines()[0]
    assert "in force       proposal, not law" in told
    data = json.loads(run("show", "digital_omnibus", "--format", "json").output)
    assert data["rows"][0]["in_force"] is False
    assert "digital_omnibus" not in run("as-of", "2026-11-22").output


@pytest.mark.parametrize(("asked", "near"), [("de/voucherz", "de/vouchers"), ("controler_identity", "controller_identity")])
def test_an_unknown_id_names_what_was_probably_meant(asked: str, near: str) -> None:
    error = run("show", asked).exception
    assert isinstance(error, UsageError) and error.code == "ZE124"
    assert near in str(error.arguments["near"])


def test_search_finds_all_words_in_both_spellings_and_says_when_there_is_nothing() -> None:
    assert "de/vouchers" in run("search", "Buchungsbelege", language="de").output
    assert run("search", "Geschaeftsbuecher", language="de").output == run("search", "Geschäftsbücher", language="de").output
    first = run("search", "whistleblowers").output.splitlines()[0]
    assert first.startswith(("de/whistleblowing", "de/hinschg"))
    assert run("search", "vouchers", "qqqq").exit_code == 1
    gone = next(line for line in run("search", "de/invoices", "--as-of", "1990-01-01").output.splitlines())
    assert gone.endswith("(not on 1990-01-01)")


def test_the_law_of_a_day_and_what_changed_around_it() -> None:
    told = run("as-of", "2023-06-29").output
    assert "2023-07-10  begins   US" in told
    assert "2023-07-02  begins   de/hinschg-11" in told
    assert "2025-01-01" not in told
    data = json.loads(run("as-of", "2023-06-29", "--format", "json").output)
    assert "US" not in data["in_force"]["adequacy"] and "CH" in data["in_force"]["adequacy"]
    assert set(data["in_force"]) == set(names())
    assert {"day": "2023-07-10", "change": "begins", "table": "adequacy", "id": "US"} in data["changes"]
    quiet = run("as-of", "1850-01-01", language="de").output
    assert "hat sich nichts geändert" in quiet


def test_json_holds_whole_rows() -> None:
    data = json.loads(run("search", "Brazil", "--format", "json").output)
    row = next(one for one in data["rows"] if one["id"] == "BR")
    assert row["facts"]["decision"] == "(EU) 2026/179" and row["confidence"] == "sourced" and row["as_of"] and row["source"]
    assert len(json.loads(run("show", "US", "--format", "json").output)["rows"]) == sum(
        r.id == "US" for r in table("adequacy")
    )


@pytest.mark.parametrize("arguments", [("as-of", "29.06.2023"), ("show", "BR", "--as-of", "gestern")])
def test_a_day_that_is_none_is_an_error(arguments: tuple[str, ...]) -> None:
    error = run(*arguments).exception
    assert isinstance(error, UsageError) and error.code == "ZE99"


def test_the_command_loads_nothing_heavy() -> None:
    code = "import sys, zusage.cli.commands.law, zusage.app.law_view; print([m for m in sys.modules])"
    loaded = set(eval(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout))
    assert not loaded & {"sqlalchemy", "babel", "ruamel", "cryptography", "yaml", "zusage.checker.run"}
